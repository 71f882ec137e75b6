using System.Net;
using System.Net.Http;
using System.Text;

namespace Lfr.Inference.Video;

/// <summary>
/// What an address over HTTP answers with, asked once it turned out to hold no video: a page, a single picture, a stream whose parts cannot be told apart, or nothing.
/// No password is sent. The kind that its header names is looked at and, where that says nothing, the first few hundred bytes: whether they begin a page or a text.
/// </summary>
/// <param name="Status">Its status.</param>
/// <param name="Kind">Its media type in capital letters; empty when it names none.</param>
/// <param name="HasBoundary">Whether it names what separates its parts.</param>
/// <param name="Length">How long it is, bytes; <see langword="null"/> when it does not say, as a stream does not.</param>
/// <param name="Start">Its first bytes as Latin letters; empty when they were not looked at.</param>
internal sealed record WebAnswer(HttpStatusCode Status, string Kind, bool HasBoundary, long? Length, string Start)
{
    private const int StartBytes = 512;
    private const string UseTheStream = "Use the address of the stream itself; the camera's manual names it.";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Whether it may be JPEGs one after the other, with nothing between them: that has no length, and no kind of a single picture.</summary>
    public bool MayBeBareJpegs => Status is HttpStatusCode.OK && Length is null && !Kind.StartsWith("IMAGE/", StringComparison.Ordinal);

    /// <returns>What it answers; <see langword="null"/> when it does not.</returns>
    public static async Task<WebAnswer?> AskAsync(CameraSource source, CancellationToken cancellationToken)
    {
        try
        {
            using var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false, MaxAutomaticRedirections = 3, ConnectTimeout = Patience };
            using var client = new HttpClient(handler) { Timeout = Patience };
            using var answer = await client.GetAsync(new Uri(source.Target), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var headers = answer.Content.Headers;
            var kind = headers.ContentType?.MediaType?.ToUpperInvariant() ?? "";
            return new WebAnswer(
                answer.StatusCode,
                kind,
                headers.ContentType?.Parameters.Any(p => p.Name.Equals("boundary", StringComparison.OrdinalIgnoreCase) && p.Value is { Length: > 0 } and not "\"\"") ?? false,
                headers.ContentLength,
                answer.StatusCode is HttpStatusCode.OK && !kind.StartsWith("MULTIPART/", StringComparison.Ordinal) ? await StartAsync(answer.Content, cancellationToken) : "");
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it answers now, and wherever that leads: it explains nothing, and the decoder's own word stands.
            return null;
        }
    }

    /// <summary>A single picture, where a video is needed.</summary>
    public static string Snapshot(string name) =>
        $"{name} gives a single picture, not a video: this is a snapshot address. Use the address of its stream instead, over RTSP or as MJPEG.";

    /// <summary>What asks too much of a camera, or in the wrong way.</summary>
    public static string Refuses(string name) =>
        $"{name} refuses what is asked of it. Check the path of its address, and whether it allows one more viewer.";

    /// <summary>What answers, and ends before a picture has come.</summary>
    public static string SendsNothing(string name) => $"{name} answers and then sends no picture. It may be starting, or have too many viewers: wait a minute, and check its settings.";

    /// <returns>What to tell people; <see langword="null"/> when the answer gives no reason.</returns>
    public string? Explain(string name)
    {
        if (Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
            return null;
        if ((int)Status is >= 400 and < 500)
            return Refuses(name);
        if (Status is HttpStatusCode.NoContent || (Status is HttpStatusCode.OK && Length == 0) || (Kind == "MULTIPART/X-MIXED-REPLACE" && HasBoundary))
            return SendsNothing(name);
        if ((int)Status is < 200 or >= 300)
            return null;
        return Kind switch
        {
            "TEXT/HTML" or "APPLICATION/XHTML+XML" => Page(name),
            "MULTIPART/X-MIXED-REPLACE" =>
                $"{name} sends pictures without the required boundary between them, so they cannot be separated. Use its RTSP address, or update its firmware.",
            ['I', 'M', 'A', 'G', 'E', '/', ..] => Snapshot(name),
            ['A', 'U', 'D', 'I', 'O', '/', ..] => $"{name} gives sound and no picture. {UseTheStream}",
            _ => OfStart(name),
        };
    }

    private static string Page(string name) => $"{name} answers with a web page, not with a video: this is the address of its menu or of a sign-in. {UseTheStream}";

    private static async Task<string> StartAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var bytes = new byte[StartBytes];
        await using var stream = await content.ReadAsStreamAsync(patience.Token);
        var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, patience.Token);
        return Encoding.Latin1.GetString(bytes, 0, read);
    }

    private string? OfStart(string name)
    {
        var start = Start.TrimStart(['\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n']);
        if (start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
            return Page(name);
        return start is ['{' or '<', ..] || Kind is "APPLICATION/JSON" or "APPLICATION/XML"
            ? $"{name} answers with text for programs, not with a video. {UseTheStream}"
            : null;
    }
}
