using System.Net;

namespace Lfr.Web.Hosting;

/// <summary>Under which address people reach Lfr.</summary>
/// <param name="Address">
/// The address that people type (<c>Site:Address</c>); every link, redirect, feed and cookie follows it, whatever a request claims. <see langword="null"/> where only this machine, or who
/// knows its number, reaches Lfr.
/// </param>
/// <param name="NamesHosts">Whether <c>AllowedHosts</c> names the hosts, so that the framework has turned away all others.</param>
/// <param name="Listens">Where it listens, with semicolons between several.</param>
public sealed record SiteOptions(Uri? Address, bool NamesHosts, string Listens)
{
    /// <summary>Whom somebody tells who found a hole (<c>Site:SecurityContact</c>); <see langword="null"/> where the force has not said.</summary>
    public Uri? SecurityContact { get; init; }

    private readonly string[] listensOn = Listens.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether it is reached by HTTPS only, so that cookies can be bound to it.</summary>
    public bool IsHttpsOnly => Address is not null ? Address.Scheme == Uri.UriSchemeHttps : listensOn.All(l => l.StartsWith("https://", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether <paramref name="host"/> is a name of this machine for sure: loopback, the address the request came to, or one that Lfr listens on.</summary>
    public bool IsOwn(HostString host, IPAddress? local)
    {
        if (IsLoopback(host.Host))
            return true;
        if (IPAddress.TryParse(host.Host, out var number))
            return local is not null && number.MapToIPv6().Equals(local.MapToIPv6());
        return listensOn.Select(BindingAddress.Parse).Any(l => string.Equals(l.Host, host.Host, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether <paramref name="host"/> is this machine itself.</summary>
    public static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
