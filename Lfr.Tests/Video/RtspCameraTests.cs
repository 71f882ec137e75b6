using System.Net;
using System.Net.Sockets;
using System.Text;
using Lfr.Inference.Video;
using Lfr.Shared.Live;
using Lfr.Tests.Support;

namespace Lfr.Tests.Video;

/// <summary>RTSP over TCP against a real server on loopback.</summary>
public sealed class RtspCameraTests : IDisposable
{
    private readonly FramePool pool = new();
    private readonly string film = Path.Combine(TestData.Demo, "walk.mp4");
    private readonly string folder = Directory.CreateTempSubdirectory("lfr-rtsp").FullName;

    public RtspCameraTests() => Assert.SkipUnless(Tools.HasFfmpeg, "ffmpeg is not installed on this machine.");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Camera_ThatIsCutOff_IsShownAsFailed_AndComesBackByItself()
    {
        await using var server = await ServerAsync(0);
        var source = CameraSource.Parse(server.Address, null);
        var feed = new CameraFeed(
            cancellationToken => FrameSources.OpenAsync(source, naturalSpeed: true, pool, TimeProvider.System, cancellationToken),
            source.IsLive,
            TimeProvider.System);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = Task.Run(() => feed.RunAsync(stop.Token), CancellationToken.None);
        try
        {
            await SeesTheStreetAsync(feed);

            await server.DisposeAsync();
            await Eventually.HoldsAsync(() => feed.State.State is CameraState.Failed, "the camera is shown as failed");
            Assert.EndsWith("The worker tries again every few seconds.", feed.State.Problem, StringComparison.Ordinal);
            await Eventually.HoldsAsync(
                () => feed.State.Problem == $"The camera at {server.Address} refuses the connection. The worker tries again every few seconds.",
                "the first new attempt is refused");
            while (feed.Frames.TryTake(out var left))
                left.Dispose();

            await using var again = await ServerAsync(server.Port);
            await SeesTheStreetAsync(feed);
        }
        finally
        {
            await stop.CancelAsync();
            await running;
        }

        Assert.Equal(0, pool.Lent);
    }

    [Theory]
    [InlineData("302 Moved Temporarily", "file://{0}")]
    [InlineData("302 Moved Temporarily", "{0}")]
    [InlineData("301 Moved Permanently", "concat:{0}|{0}")]
    [InlineData("302 Moved Temporarily", "http://127.0.0.1:9/film.mp4")]
    [InlineData("200 OK", "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=video 0 RTP/AVP 26\r\na=control:file://{0}\r\n")]
    [InlineData("200 OK", "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\na=control:concat:{0}|{0}\r\nt=0 0\r\nm=video 0 UDP 26\r\n")]
    [InlineData("200 OK", "#EXTM3U\r\n#EXTINF:2,\r\nfile://{0}\r\n")]
    public async Task Camera_ThatPointsElsewhere_IsRefusedWithASentence(string status, string trap)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var answering = AnswerAsync(listener, status, trap.Replace("{0}", Films.Make(folder, 10), StringComparison.Ordinal), over.Token);
        var source = CameraSource.Parse($"rtsp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/street", null);
        var refusal = await Assert.ThrowsAsync<VideoException>(async () =>
        {
            await using var video = await FfmpegSource.OpenAsync(source, naturalSpeed: true, pool, TimeProvider.System, Cancel);
            (await video.ReadAsync(Cancel))?.Dispose();
        });
        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
        await over.CancelAsync();
        await answering;
    }

    [Theory]
    [InlineData("461 Unsupported Transport\r\n")]
    [InlineData("200 OK\r\nSession: 1\r\nTransport: RTP/AVP;unicast;client_port=5000-5001;server_port=6000-6001\r\n")]
    [InlineData("200 OK\r\nSession: 1\r\nTransport: RTP/AVP;multicast;destination=239.1.1.1;port=5000-5001\r\n")]
    public async Task Camera_ThatSendsOverUdpOnly_IsRefusedWithASentence(string setup)
    {
        await using var camera = new ScriptedRtspCamera((method, _) => method == "SETUP" ? setup : null);
        Assert.Equal(
            $"The camera at {camera.Address} sends its video over UDP only, which Lfr does not accept, because losses would go unnoticed. Set the camera to RTSP over TCP (interleaved).",
            await RefusalAsync(camera.Address));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Password_IsToldAsTheCameraAsksForIt_AndAWrongOneIsSaidToBeWrong(bool digest)
    {
        await using var camera = ScriptedRtspCamera.WithPassword(digest);
        string With(string password) => camera.Address.Replace("://", $"://lfr:{password}@", StringComparison.Ordinal);

        // Past the sign-in it has too many viewers.
        Assert.StartsWith($"The camera at {camera.Address} refuses what is asked of it.", await RefusalAsync(With("right")), StringComparison.Ordinal);
        Assert.Equal($"The camera at {camera.Address} refuses the sign-in: check the user name and password.", await RefusalAsync(With("wrong")));
    }

    [Fact]
    public async Task Address_BehindWhichNoRtspCameraIs_IsSaidToBeNone()
    {
        await using var camera = new ScriptedRtspCamera((_, _) => "");
        Assert.StartsWith($"The camera at {camera.Address} does not answer as an RTSP camera.", await RefusalAsync(camera.Address), StringComparison.Ordinal);
    }

    private async Task<string> RefusalAsync(string address)
    {
        var source = CameraSource.Parse(address, null);
        return (await Assert.ThrowsAsync<VideoException>(() => FfmpegSource.OpenAsync(source, naturalSpeed: true, pool, TimeProvider.System, Cancel))).Message;
    }

    private async Task<RtspServer> ServerAsync(int port)
    {
        var server = await RtspServer.StartAsync(film, port, Cancel);
        Assert.SkipWhen(
            server is null,
            "GStreamer's RTSP server is not on this machine. Install python3-gi, gir1.2-gst-rtsp-server-1.0 and gstreamer1.0-plugins-good (test.sh does on Debian).");
        return server;
    }

    /// <summary>Frames of the film's size, apart by its twelfth and a half of a second.</summary>
    private static async Task SeesTheStreetAsync(CameraFeed feed)
    {
        (long Number, TimeSpan Time)? before = null;
        for (var frames = 0; frames < 6; frames++)
        {
            VideoFrame? frame = null;
            await Eventually.HoldsAsync(() => feed.Frames.TryTake(out frame), "a frame arrives");
            using (frame)
            {
                Assert.Equal((1280, 720), (frame!.Width, frame.Height));
                Assert.NotEqual(-1, frame.Pixels.IndexOfAnyExcept((byte)0));
                if (before is var (number, time))
                    Assert.Equal((frame.Number - number) * 0.08, (frame.StreamTime - time).TotalSeconds, 3);
                before = (frame.Number, frame.StreamTime);
            }
        }

        Assert.Equal(CameraState.Ok, feed.State.State);
    }

    private static async Task AnswerAsync(TcpListener listener, string status, string trap, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(cancellationToken);
                using var reader = new StreamReader(client.GetStream());
                while (await reader.ReadLineAsync(cancellationToken) is { } request)
                {
                    var sequence = "0";
                    while (await reader.ReadLineAsync(cancellationToken) is { Length: > 0 } header)
                        sequence = header.StartsWith("CSeq:", StringComparison.Ordinal) ? header[5..].Trim() : sequence;
                    var described = request.StartsWith("DESCRIBE", StringComparison.Ordinal);
                    var moved = described && status[0] == '3';
                    var body = described && !moved ? trap : "";
                    var answer = $"RTSP/1.0 {(described ? status : "200 OK")}\r\nCSeq: {sequence}\r\nPublic: OPTIONS, DESCRIBE, SETUP, PLAY\r\n"
                        + (moved ? $"Location: {trap}\r\n" : $"Content-Type: application/sdp\r\nContent-Length: {body.Length}\r\n")
                        + $"\r\n{body}";
                    await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), cancellationToken);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            Assert.NotNull(e.Message);
        }
    }
}
