using Lfr.Inference.Video;
using Lfr.Shared.Live;
using Lfr.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SkiaSharp;

namespace Lfr.Tests.Video;

public sealed class HttpCameraTests : IAsyncLifetime
{
    private readonly FramePool pool = new();
    private readonly string folder = Directory.CreateTempSubdirectory("lfr-http").FullName;
    private WebApplication? camera;
    private volatile bool paused;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Address => camera!.Urls.First();

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Tools.HasFfmpeg, "ffmpeg is not installed on this machine.");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        camera = builder.Build();
        camera.MapGet("/mjpeg", Stream);
        foreach (var (path, content) in Traps(Films.Make(folder, 10)))
            camera.MapGet(path, () => Results.Text(content, "application/octet-stream"));
        foreach (var (path, target) in Redirects(Path.Combine(folder, "film.mp4")))
            camera.MapGet(path, http => Redirect(http, target));
        camera.MapGet("/film.mp4", () => Results.File(Path.Combine(folder, "film.mp4"), "video/mp4"));
        camera.MapGet("/busy", () => Results.StatusCode(503));
        camera.MapGet("/menu", () => Results.Content("<!DOCTYPE html><title>Sign in</title><form></form>", "text/html"));
        camera.MapGet("/to-menu", http => Redirect(http, "/menu"));
        camera.MapGet("/snapshot.jpg", () => Results.Bytes(Picture(), "image/jpeg"));
        camera.MapGet("/snapshot", () => Results.Bytes(Picture(), "image/jpeg"));
        camera.MapGet("/parts", StreamWithoutBoundary);
        camera.MapGet("/slow", StreamSlowly);
        camera.MapGet("/moved", http => Redirect(http, "/film.mp4"));
        await camera.StartAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        if (camera is null)
            return;
        await camera.StopAsync(new CancellationToken(canceled: true));
        await camera.DisposeAsync();
    }

    [Fact]
    public async Task MotionJpeg_OverHttp_IsRead()
    {
        var source = CameraSource.Parse(Address + "/mjpeg", null);
        await using var video = await FfmpegSource.OpenAsync(source, naturalSpeed: true, pool, TimeProvider.System, Cancel);
        Assert.Equal((160, 120), (video.Shape.Width, video.Shape.Height));
        for (var i = 0; i < 20; i++)
        {
            using var frame = await video.ReadAsync(Cancel);
            Assert.Equal(i, frame!.Number);
            Assert.InRange(frame.Pixels[2], 150, 255);
        }
    }

    [Fact]
    public async Task MotionJpeg_CarriesNoTimes_SoThatFramesAreTimedByTheirArrival()
    {
        var source = CameraSource.Parse(Address + "/mjpeg", null);
        await using var video = await FfmpegSource.OpenAsync(source, naturalSpeed: true, pool, TimeProvider.System, Cancel);
        Assert.True(video.Shape.TellsNoTime);
        var last = TimeSpan.FromTicks(-1);
        for (var i = 0; i < 20; i++)
        {
            using var frame = await video.ReadAsync(Cancel);
            Assert.True(frame!.StreamTime > last);
            last = frame.StreamTime;
        }
    }

    [Fact]
    public async Task Camera_ThatGivesNoPictureForThirtySeconds_IsGivenUp_ByTheSourceItself()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 6, 1, 10, 0, 0, TimeSpan.Zero));
        await using var video = await FfmpegSource.OpenAsync(CameraSource.Parse(Address + "/mjpeg", null), naturalSpeed: true, pool, time, Cancel);
        (await video.ReadAsync(Cancel))?.Dispose();
        paused = true;
        var reading = Task.Run(
            async () =>
            {
                while (await video.ReadAsync(Cancel) is { } frame)
                    frame.Dispose();
            },
            Cancel);
        await Eventually.HoldsAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(31));
                return reading.IsCompleted;
            },
            "the source gives up");
        var end = await Assert.ThrowsAsync<VideoException>(() => reading);
        Assert.Equal($"The decoder gave no picture of {Address}/mjpeg for thirty seconds.", end.Message);
        Assert.Equal(0, pool.Lent);
    }

    [Fact]
    public async Task Camera_ThatMovedToAnotherPathOfTheSameProtocol_IsFollowed()
    {
        await using var video = await FfmpegSource.OpenAsync(
            CameraSource.Parse(Address + "/moved", null), naturalSpeed: false, pool, TimeProvider.System, Cancel);
        using var frame = await video.ReadAsync(Cancel);
        Assert.Equal(320, frame!.Width);
    }

    [Theory]
    [InlineData("/nothing", "does not exist")]
    [InlineData("/hls", "not allowed")]
    [InlineData("/hls-of-http", "not allowed")]
    [InlineData("/hls-of-concat", "not allowed")]
    [InlineData("/hls-key", "not allowed")]
    [InlineData("/dash", "")]
    [InlineData("/concat", "")]
    [InlineData("/sdp", "")]
    [InlineData("/to-file", "")]
    [InlineData("/to-path", "")]
    [InlineData("/to-concat", "")]
    [InlineData("/to-subfile", "")]
    [InlineData("/to-crypto", "")]
    [InlineData("/to-data", "")]
    [InlineData("/to-rtsp", "")]
    public async Task Address_ThatLeadsElsewhere_IsRefusedWithASentence(string path, string why)
    {
        // Every trap leads to a film that would play: a refusal means that it was not read.
        var source = CameraSource.Parse(Address + path, null);
        var refusal = await Assert.ThrowsAsync<VideoException>(async () =>
        {
            await using var video = await FfmpegSource.OpenAsync(source, naturalSpeed: true, pool, TimeProvider.System, Cancel);
            (await video.ReadAsync(Cancel))?.Dispose();
        });
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/busy", "answers with an error of its own: it may be starting, or have too many viewers.")]
    [InlineData("/menu", "answers with a web page, not with a video: this is the address of its menu or of a sign-in.")]
    [InlineData("/to-menu", "answers with a web page, not with a video: this is the address of its menu or of a sign-in.")]
    [InlineData("/snapshot.jpg", "gives a single picture, not a video: this is a snapshot address.")]
    [InlineData("/snapshot", "gives a single picture, not a video: this is a snapshot address.")]
    [InlineData("/parts", "sends pictures without the required boundary between them")]
    public async Task Address_ThatIsNoStream_IsRefusedWithASentenceOfItsOwn(string path, string why)
    {
        var source = CameraSource.Parse(Address + path, null);
        var refusal = await Assert.ThrowsAsync<VideoException>(async () =>
        {
            await using var video = await FfmpegSource.OpenAsync(source, naturalSpeed: true, pool, TimeProvider.System, Cancel);
            while (await video.ReadAsync(Cancel) is { } frame)
                frame.Dispose();
        });
        Assert.StartsWith($"The camera at {Address}{path} {why}", refusal.Message, StringComparison.Ordinal);
        Assert.True(refusal.Message.Count(c => c == '.') >= 2, "It says what to do, too.");
    }

    [Fact]
    public async Task Camera_ThatGivesAPictureEachFiveSeconds_Opens_AndIsNotCalledStalledOrFrozen()
    {
        var source = CameraSource.Parse(Address + "/slow", null);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var feed = new CameraFeed(token => FrameSources.OpenAsync(source, naturalSpeed: true, pool, TimeProvider.System, token), source.IsLive, TimeProvider.System);
        var running = Task.Run(() => feed.RunAsync(stop.Token), CancellationToken.None);
        HashSet<CameraState> seen = [];
        await Eventually.HoldsAsync(
            () =>
            {
                seen.Add(feed.State.State);
                return feed.FramesRead >= 3;
            },
            "three pictures come");
        Assert.Subset(new HashSet<CameraState> { CameraState.Opening, CameraState.Ok, CameraState.Stalled }, seen);
        Assert.Equal(CameraState.Ok, feed.State.State);
        await stop.CancelAsync();
        await running;
    }

    private static IEnumerable<(string Path, string Content)> Traps(string film)
    {
        static string Hls(string entry, string key = "") => $"#EXTM3U\n#EXT-X-TARGETDURATION:2\n{key}#EXTINF:2,\n{entry}\n#EXT-X-ENDLIST\n";
        yield return ("/hls", Hls("file://" + film));
        yield return ("/hls-of-http", Hls("film.mp4"));
        yield return ("/hls-of-concat", Hls($"concat:{film}|{film}"));
        yield return ("/hls-key", Hls("film.mp4", $"#EXT-X-KEY:METHOD=AES-128,URI=\"file://{film}\"\n"));
        yield return ("/dash",
            "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\" mediaPresentationDuration=\"PT2S\"><Period>"
            + $"<AdaptationSet mimeType=\"video/mp4\"><Representation id=\"1\" bandwidth=\"1\"><BaseURL>file:{film}</BaseURL></Representation></AdaptationSet></Period></MPD>");
        yield return ("/concat", $"ffconcat version 1.0\nfile 'file:{film}'\n");
        yield return ("/sdp", $"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 26\na=control:file:{film}\n");
    }

    private static IEnumerable<(string Path, string Target)> Redirects(string film) =>
    [
        ("/to-file", "file://" + film),
        ("/to-path", film),
        ("/to-concat", $"concat:{film}|{film}"),
        ("/to-subfile", $"subfile,,start,0,end,0,,:{film}"),
        ("/to-crypto", "crypto:file:" + film),
        ("/to-data", "data:video/mp4;base64,AAAA"),
        ("/to-rtsp", "rtsp://127.0.0.1:9/stream"),
    ];

    private static Task Redirect(HttpContext http, string target)
    {
        http.Response.StatusCode = StatusCodes.Status302Found;
        http.Response.Headers.Location = target;
        return Task.CompletedTask;
    }

    private static byte[] Picture()
    {
        using var bitmap = new SKBitmap(160, 120);
        bitmap.Erase(new SKColor(200, 40, 40));
        using var jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        return jpeg.ToArray();
    }

    private static async Task StreamWithoutBoundary(HttpContext http)
    {
        http.Response.ContentType = "multipart/x-mixed-replace";
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await tick.WaitForNextTickAsync(http.RequestAborted))
        {
            await http.Response.WriteAsync("Content-Type: image/jpeg\r\n\r\n", http.RequestAborted);
            await http.Response.Body.WriteAsync(Picture(), http.RequestAborted);
        }
    }

    private static async Task StreamSlowly(HttpContext http)
    {
        http.Response.ContentType = "multipart/x-mixed-replace; boundary=frame";
        // As large as a camera's: a decoder looks at a few kilobytes before it believes that it is a video.
        using var bitmap = new SKBitmap(320, 240);
        var chance = new Random(5);
        for (var y = 0; y < bitmap.Height; y++)
        {
            for (var x = 0; x < bitmap.Width; x++)
                bitmap.SetPixel(x, y, new SKColor((uint)chance.Next() | 0xFF000000));
        }

        using var jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        var bytes = jpeg.ToArray();
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(5));
        do
        {
            await http.Response.WriteAsync($"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {bytes.Length}\r\n\r\n", http.RequestAborted);
            await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
            await http.Response.WriteAsync("\r\n", http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
        }
        while (await tick.WaitForNextTickAsync(http.RequestAborted));
    }

    private async Task Stream(HttpContext http)
    {
        var bytes = Picture();
        http.Response.ContentType = "multipart/x-mixed-replace; boundary=frame";
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await tick.WaitForNextTickAsync(http.RequestAborted))
        {
            if (paused)
                continue;
            await http.Response.WriteAsync($"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {bytes.Length}\r\n\r\n", http.RequestAborted);
            await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
            await http.Response.WriteAsync("\r\n", http.RequestAborted);
        }
    }
}
