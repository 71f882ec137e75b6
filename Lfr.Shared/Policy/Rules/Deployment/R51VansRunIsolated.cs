using System.Net;
using System.Net.Sockets;
using Lfr.Shared.Deployments;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R51: a van runs isolated from the internet, so no camera of the plan is reached over it: pictures of passers-by would cross networks that nobody licensed, and somebody else could stand in for the
/// camera. Judged by the address: a device of the van, a private network and a name that only the force's own network resolves are taken as isolated; a public address is not. That the van goes on
/// without a connection and hands its signed log in later is the allowance of the plan (OFFLINE) and the worker's outbox. Source: force policy, as reported of Merseyside Police.
/// </summary>
[Rule("R51", "No camera is reached over the internet", "the planner", Gate = Gate.Submit)]
public sealed class VansRunIsolated : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        string[] outside = [.. dossier.Plan.Cameras.Where(c => IsOnTheInternet(dossier.AddressOf(c))).Select(c => c.Name.IsBlank() ? "a camera without a name" : c.Name)];
        return outside.Length == 0 ? Verdict.Met("No camera of the plan has a public address.")
            : Verdict.Broken($"{Words.Capital(Words.AndList(outside))} would be reached over the internet: the address is a public one.", "Connect it to the van’s own network and enter its address there.");
    }

    private static bool IsOnTheInternet(string source) =>
        Uri.TryCreate(source.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "rtsp" or "http" or "https"
        && IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && !IsPrivate(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static bool IsPrivate(IPAddress address)
    {
        if (IPAddress.IsLoopback(address))
            return true;
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            return address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal;
        // RFC 1918, RFC 3927 and, for networks behind a provider's translation, RFC 6598.
        return address.GetAddressBytes() switch
        {
            [10, ..] or [192, 168, ..] or [169, 254, ..] => true,
            [172, var second, ..] => second is >= 16 and < 32,
            [100, var second, ..] => second is >= 64 and < 128,
            _ => false,
        };
    }
}
