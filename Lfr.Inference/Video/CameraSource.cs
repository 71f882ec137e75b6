using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Lfr.Inference.Video;

/// <summary>Kinds of source that may be opened. There is no other.</summary>
public enum CameraSourceKind
{
    /// <summary>A film of the demonstration, at natural speed, over and over.</summary>
    Demo,

    /// <summary>A video file, once.</summary>
    File,

    /// <summary>RTSP over TCP.</summary>
    Rtsp,

    /// <summary>MJPEG or another stream over HTTP or HTTPS.</summary>
    Http,

    /// <summary>A video device of this machine.</summary>
    Device,

    /// <summary>Pictures of a folder in the order of their names, once.</summary>
    Images,
}

/// <summary>
/// A camera's address, taken apart and checked. Only the listed forms exist: what a decoder would understand beyond them (playlists, concatenations,
/// other protocols) could read files and networks that nobody licensed.
/// </summary>
public sealed partial record CameraSource
{
    private CameraSource(CameraSourceKind kind, string target, string display)
    {
        Kind = kind;
        Target = target;
        Display = display;
    }

    /// <summary>What kind it is.</summary>
    public CameraSourceKind Kind { get; }

    /// <summary>Full path, address or device. May hold a password: never shown and never logged.</summary>
    public string Target { get; }

    /// <summary>The address as people may see it: no user name, no password, no query.</summary>
    public string Display { get; }

    /// <summary>Whether the source is live: when it ends, it failed, and is opened again.</summary>
    public bool IsLive => Kind is CameraSourceKind.Rtsp or CameraSourceKind.Http or CameraSourceKind.Device or CameraSourceKind.Demo;

    /// <summary>Whether it is reached over a network.</summary>
    public bool IsNetwork => Kind is CameraSourceKind.Rtsp or CameraSourceKind.Http;

    /// <summary>
    /// Whether it leads to the worker itself: to a file or folder of it, or to what only this machine or this cable can reach. That is for a demonstration or for training; on a
    /// street it is a slip, or an attempt to read what is not a camera.
    /// </summary>
    public bool StaysOnTheMachine => Kind is CameraSourceKind.File or CameraSourceKind.Images
        || (Kind is CameraSourceKind.Rtsp or CameraSourceKind.Http && Uri.TryCreate(Target, UriKind.Absolute, out var uri) && IsNear(uri));

    /// <inheritdoc/>
    public override string ToString() => Display;

    /// <summary>Reads an address in the syntax of <see cref="Shared.Live.LicensedCamera.Source"/>.</summary>
    /// <param name="source">The address.</param>
    /// <param name="demoFolder">Where the films of the demonstration are; <see langword="null"/> when this machine has none.</param>
    /// <exception cref="VideoException">It is none of the known forms; the message says which are.</exception>
    public static CameraSource Parse(string source, string? demoFolder)
    {
        if (source.Length > 2000 || source.Any(char.IsControl))
            throw new VideoException("The camera's address is too long or holds control characters.");
        if (After(source, "demo:") is { } film)
            return Demo(film, demoFolder);
        if (After(source, "file:") is { } path)
            return OfPath(CameraSourceKind.File, path, "video file");
        if (After(source, "images:") is { } folder)
            return OfPath(CameraSourceKind.Images, folder, "folder of images");
        if (After(source, "v4l2:") is { } device)
            return DeviceName().IsMatch(device)
                ? new CameraSource(CameraSourceKind.Device, device, device)
                : throw new VideoException("A video device is written as v4l2:/dev/video0, with the number of the device.");
        try
        {
            if (Network(source) is { } camera)
                return camera;
        }
        catch (UriFormatException e)
        {
            throw new VideoException("This camera address is not understood: its host or port is not valid. Check it for typing mistakes.", e);
        }

        throw new VideoException(
            "This camera address is not understood. Use rtsp://…, http://…, https://…, v4l2:/dev/video0, file:PATH, images:FOLDER or demo:FILE.");
    }

    private static CameraSource? Network(string source)
    {
        if (source.StartsWith("rtsp://", StringComparison.OrdinalIgnoreCase) || source.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            RefuseBarePassword(source);
        if (Uri.TryCreate(source, UriKind.Absolute, out var uri) && uri.Host.Length > 0 && source.Contains("://", StringComparison.Ordinal))
        {
            if (uri.Scheme is "rtsp")
                return new CameraSource(CameraSourceKind.Rtsp, uri.AbsoluteUri, Public(uri));
            if (uri.Scheme is "http" or "https")
                return new CameraSource(CameraSourceKind.Http, uri.AbsoluteUri, Public(uri));
        }

        return null;
    }

    /// <summary>A password with such a sign would make another machine of a part of it, or of the rest of the address a comment.</summary>
    private static void RefuseBarePassword(string source)
    {
        var from = source.IndexOf("://", StringComparison.Ordinal);
        if (from < 0)
            return;
        var rest = source[(from + 3)..];
        var end = rest.IndexOfAny(['/', '?', '#']);
        var authority = end < 0 ? rest : rest[..end];
        var isCut = end >= 0 && !authority.Contains('@', StringComparison.Ordinal) && authority.Contains(':', StringComparison.Ordinal) && rest[end..].Contains('@', StringComparison.Ordinal)
            && !ushort.TryParse(authority[(authority.LastIndexOf(':') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out _) && !authority.EndsWith(']');
        if (isCut || authority.Count(c => c == '@') > 1)
            throw new VideoException("The password in this camera address contains a character with another meaning in an address. Write @ as %40, # as %23, / as %2F, ? as %3F and : as %3A.");
    }

    private static CameraSource Demo(string film, string? demoFolder)
    {
        if (!FilmName().IsMatch(film))
            throw new VideoException("A demonstration film is named by its plain file name, such as demo:walk.mp4.");
        return demoFolder is null
            ? throw new VideoException("This worker has no demonstration films.")
            : new CameraSource(CameraSourceKind.Demo, Path.GetFullPath(Path.Combine(demoFolder, film)), film);
    }

    private static CameraSource OfPath(CameraSourceKind kind, string path, string what) =>
        path.Length > 0
            ? new CameraSource(kind, Path.GetFullPath(path), Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))))
            : throw new VideoException(string.Create(CultureInfo.InvariantCulture, $"The path of the {what} is missing."));

    private static string Public(Uri uri) => new UriBuilder(uri) { UserName = "", Password = "", Query = "", Fragment = "" }.Uri.AbsoluteUri;

    private static bool IsNear(Uri uri)
    {
        var host = uri.DnsSafeHost.TrimEnd('.');
        if (uri.IsLoopback || host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase))
            return true;
        if (!IPAddress.TryParse(host, out var address))
            return false;
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
            || (address.AddressFamily is AddressFamily.InterNetwork && address.GetAddressBytes() is [169, 254, ..] or [0, ..]);
    }

    private static string? After(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? text[prefix.Length..] : null;

    [GeneratedRegex(@"^/dev/video[0-9]{1,3}\z")]
    private static partial Regex DeviceName();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z")]
    private static partial Regex FilmName();
}
