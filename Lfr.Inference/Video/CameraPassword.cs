using System.Diagnostics.CodeAnalysis;

namespace Lfr.Inference.Video;

/// <summary>
/// The password in a camera's address, such as <c>rtsp://user:password@host/path</c>: taken out, put in, and where it would be sent. Only addresses on a network can hold one; any
/// other text comes back as it was.
/// </summary>
public static class CameraPassword
{
    private const int RtspPort = 554;

    /// <summary>Takes the password out.</summary>
    /// <param name="address">An address as it was typed. One that is not whole yet is left alone.</param>
    /// <returns>The address without it, and the password, no longer percent-encoded; <see langword="null"/> when there is none.</returns>
    public static (string Address, string? Password) TakeOut(string address)
    {
        if (!IsWhole(address, out _))
            return (address, null);
        var (from, end) = Authority(address);
        var at = address.LastIndexOf('@', end - 1, end - from);
        if (at < 0 || address.IndexOf(':', from, at - from) is not (>= 0 and var colon))
            return (address, null);
        return (address[..colon] + address[at..], Uri.UnescapeDataString(address[(colon + 1)..at]));
    }

    /// <summary>Puts a password into an address that has none; <see cref="TakeOut"/> finds it again.</summary>
    public static string PutIn(string address, string password)
    {
        if (!IsWhole(address, out _))
            return address;
        var (from, end) = Authority(address);
        var at = address.IndexOf('@', from, end - from);
        var user = at < 0 ? from : at;
        return $"{address[..user]}:{Uri.EscapeDataString(password)}{(at < 0 ? "@" : "")}{address[user..]}";
    }

    /// <summary>Scheme, user, machine and port: whoever gets the password. <see langword="null"/> for what is no address on a network.</summary>
    /// <param name="address">An address without a password.</param>
    public static string? Door(string address) =>
        IsWhole(address, out var uri) ? $"{uri.Scheme}://{uri.UserInfo.TrimEnd(':')}@{uri.IdnHost.ToLowerInvariant()}:{(uri.Port < 0 ? RtspPort : uri.Port)}" : null;

    private static bool IsWhole(string address, [NotNullWhen(true)] out Uri? uri)
    {
        uri = null;
        try
        {
            return CameraSource.Parse(address, null).Kind is CameraSourceKind.Rtsp or CameraSourceKind.Http && Uri.TryCreate(address, UriKind.Absolute, out uri);
        }
        catch (VideoException)
        {
            return false;
        }
    }

    private static (int From, int End) Authority(string address)
    {
        var from = address.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = address.IndexOfAny(['/', '?', '#'], from);
        return (from, end < 0 ? address.Length : end);
    }
}
