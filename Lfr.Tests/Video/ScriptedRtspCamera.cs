using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Lfr.Tests.Video;

/// <summary>An RTSP camera on loopback that describes an H.264 stream and answers what it is told to.</summary>
internal sealed class ScriptedRtspCamera : IAsyncDisposable
{
    private const string Description =
        "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=street\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:track1\r\n";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<string, string, string?> answers;
    private readonly Task accepting;

    /// <param name="answers">
    /// The answer to a method and the authorisation that came with it, without the protocol: its status line and headers, each ended. <see langword="null"/> for what a camera says as a
    /// rule; empty to hang up.
    /// </param>
    public ScriptedRtspCamera(Func<string, string, string?> answers)
    {
        this.answers = answers;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Wants Basic or Digest sign-in as lfr with the password <c>right</c>, and then has too many viewers.</summary>
    public static ScriptedRtspCamera WithPassword(bool digest) => new((method, said) => method switch
    {
        _ when method != "OPTIONS" && !(digest ? IsRight(method, said) : said == "Basic " + Convert.ToBase64String("lfr:right"u8)) =>
            $"401 Unauthorized\r\nWWW-Authenticate: {(digest ? "Digest realm=\"street\", nonce=\"abc\"" : "Basic realm=\"street\"")}\r\n",
        "SETUP" => "200 OK\r\nSession: 1\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n",
        "PLAY" => "453 Not Enough Bandwidth\r\n",
        _ => null,
    });

    public string Address => $"rtsp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/street";

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private static string AsARule(string method) => method switch
    {
        "OPTIONS" => "200 OK\r\nPublic: OPTIONS, DESCRIBE, SETUP, PLAY\r\n",
        "DESCRIBE" => $"200 OK\r\nContent-Type: application/sdp\r\nContent-Length: {Description.Length}\r\n",
        _ => "200 OK\r\nSession: 1\r\n",
    };

    /// <summary>RFC 2617 without quality of protection, as cameras do it.</summary>
    private static bool IsRight(string method, string said)
    {
        string Part(string name) => Regex.Match(said, $"[ ,]{name}=\"([^\"]*)\"").Groups[1].Value;
        return said.StartsWith("Digest ", StringComparison.Ordinal) && Part("response") == Hash($"{Hash("lfr:street:right")}:abc:{Hash($"{method}:{Part("uri")}")}");
    }

    [SuppressMessage("Security", "CA5351", Justification = "What cameras ask for is not this test's to choose.")]
    private static string Hash(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.ASCII.GetBytes(text)));

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stop.Token);
                await ServeAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        while (await reader.ReadLineAsync(stop.Token) is { } request)
        {
            var (sequence, said) = ("", "");
            while (await reader.ReadLineAsync(stop.Token) is { Length: > 0 } header)
            {
                sequence = header.StartsWith("CSeq", StringComparison.OrdinalIgnoreCase) ? header : sequence;
                said = header.StartsWith("Authorization: ", StringComparison.OrdinalIgnoreCase) ? header["Authorization: ".Length..] : said;
            }

            var method = request.Split(' ')[0];
            var answer = answers(method, said) ?? AsARule(method);
            if (answer.Length == 0)
                return;
            var body = answer.Contains("application/sdp", StringComparison.Ordinal) ? Description : "";
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"RTSP/1.0 {answer}{sequence}\r\n\r\n{body}"), stop.Token);
        }
    }
}
