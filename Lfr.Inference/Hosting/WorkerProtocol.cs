using MessagePack;
using MessagePack.Resolvers;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Inference.Hosting;

/// <summary>
/// How worker and web write what they say to each other: MessagePack, so that pictures and templates travel as the bytes they are. Fields go by their names and enumerations by
/// their numbers, so that a side which knows less than the other reads the rest.
/// </summary>
public static class WorkerProtocol
{
    /// <summary>Name of the protocol in the handshake.</summary>
    public const string Name = "messagepack";

    /// <summary>Largest message, in bytes: an alert with its two pictures of at most 4 MiB each, its template and its numbers.</summary>
    public const int LargestMessage = 9 * 1024 * 1024;

    /// <summary>No type is ever named in a message, and what comes in is not trusted: its depth is bounded and its keys cannot be made to collide.</summary>
    public static MessagePackSerializerOptions Options { get; } =
        MessagePackSerializerOptions.Standard.WithResolver(ContractlessStandardResolver.Instance).WithSecurity(MessagePackSecurity.UntrustedData);

    /// <summary>Makes a hub or a connection speak it.</summary>
    public static TBuilder AddWorkerProtocol<TBuilder>(this TBuilder builder)
        where TBuilder : ISignalRBuilder =>
        builder.AddMessagePackProtocol(protocol => protocol.SerializerOptions = Options);
}
