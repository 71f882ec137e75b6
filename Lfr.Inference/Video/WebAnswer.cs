using System.Net.Http;

namespace Lfr.Inference.Video;

/// <summary>
/// What an address over HTTP answers with, asked once it turned out to hold no video: a page, a single picture, or a stream whose parts cannot be told apart.
/// Only the kind that its header names is looked at; no password is sent and nothing of the body is read.
/// </summary>
internal static class WebAnswer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>What to tell people; <see langword="null"/> when the answer gives no reason.</returns>
    public static async Task<string?> ExplainAsync(string name, CameraSource source, CancellationToken cancellationToken)
    {
        try
        {
            using var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false, MaxAutomaticRedirections = 3, ConnectTimeout = Patience };
            using var client = new HttpClient(handler) { Timeout = Patience };
            using var answer = await client.GetAsync(new Uri(source.Target), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return answer.IsSuccessStatusCode ? Explain(name, answer.Content.Headers.ContentType?.MediaType ?? "") : null;
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

    private static string? Explain(string name, string kind) => kind.ToUpperInvariant() switch
    {
        "TEXT/HTML" or "APPLICATION/XHTML+XML" =>
            $"{name} answers with a web page, not with a video: this is the address of its menu or of a sign-in. Use the address of the stream itself; the camera's manual names it.",
        "MULTIPART/X-MIXED-REPLACE" =>
            $"{name} sends pictures without the required boundary between them, so they cannot be separated. Use its RTSP address, or update its firmware.",
        ['I', 'M', 'A', 'G', 'E', '/', ..] => Snapshot(name),
        _ => null,
    };
}
