using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http.Features;

namespace Lfr.Web.Identity;

/// <summary>Where a request comes from, as limits count it and as the audit log keeps it.</summary>
public static class SourceAddress
{
    /// <summary>The address; of IPv6 the network of 64 bits, because one household or phone has all of it. <c>local</c> where there is none.</summary>
    public static string Of(HttpContext context) => Of(context.Features.Get<IHttpConnectionFeature>()?.RemoteIpAddress);

    /// <inheritdoc cref="Of(HttpContext)"/>
    public static string Of(IPAddress? address)
    {
        if (address is null)
            return "local";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
            return address.ToString();
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return $"{new IPAddress(bytes)}/64";
    }
}
