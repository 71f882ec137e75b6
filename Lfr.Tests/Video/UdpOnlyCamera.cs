using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lfr.Tests.Video;

/// <summary>An RTSP camera on loopback that describes an H.264 stream and refuses to send it over TCP.</summary>
internal sealed class UdpOnlyCamera : IAsyncDisposable
{
    private const string Description =
        "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=street\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:track1\r\n";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;

    public UdpOnlyCamera()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public string Address => $"rtsp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/street";

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private static string Answer(string method) => method switch
    {
        "OPTIONS" => "200 OK\r\nPublic: OPTIONS, DESCRIBE, SETUP, PLAY\r\n{0}\r\n",
        "DESCRIBE" => $"200 OK\r\nContent-Type: application/sdp\r\nContent-Length: {Description.Length}\r\n{{0}}\r\n{Description}",
        _ => "461 Unsupported Transport\r\n{0}\r\n",
    };

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
            var sequence = "";
            while (await reader.ReadLineAsync(stop.Token) is { Length: > 0 } header)
                sequence = header.StartsWith("CSeq", StringComparison.OrdinalIgnoreCase) ? header : sequence;
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("RTSP/1.0 " + Answer(request.Split(' ')[0]).Replace("{0}", sequence + "\r\n", StringComparison.Ordinal)), stop.Token);
        }
    }
}
