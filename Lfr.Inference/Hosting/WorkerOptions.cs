using Microsoft.AspNetCore.Http.Connections.Client;

namespace Lfr.Inference.Hosting;

/// <summary>How a worker finds its web, its models and its folder.</summary>
public sealed class WorkerOptions
{
    /// <summary>
    /// Address of the worker hub, such as <c>https://lfr.example/hubs/worker</c>. Asked before every attempt to connect; <see langword="null"/> while it is not yet
    /// known, as in a web that hosts its own worker and has not begun to listen.
    /// </summary>
    public Func<Uri?> HubUrl { get; set; } = () => null;

    /// <summary>
    /// The web's public key in PEM form (<c>licence.public.pem</c>): the only key whose licences are believed, and what says which web this worker signs in to. Asked
    /// for every connection and every grant.
    /// </summary>
    public Func<string?> LicencePublicKey { get; set; } = () => null;

    /// <summary>Makes this worker known before it connects: a web that hosts its own worker registers it. Tried until it succeeds.</summary>
    public Func<WorkerIdentity, CancellationToken, Task> Register { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Name for people, such as <c>Van 2</c>. Screens show the registered name instead.</summary>
    public string Name { get; set; } = Environment.MachineName;

    /// <summary>Where the worker keeps its key and its encrypted outbox.</summary>
    public string DataFolder { get; set; } = ".data/worker";

    /// <summary>Where the films of the demonstration are; <see langword="null"/> for none.</summary>
    public string? DemoFolder { get; set; }

    /// <summary>The folder of the models; <see langword="null"/> to look for <c>.models</c> as the <c>models</c> command does.</summary>
    public string? ModelsFolder { get; set; }

    /// <summary>Changes the transport, for a proxy or a test server.</summary>
    public Action<HttpConnectionOptions>? ConfigureConnection { get; set; }
}
