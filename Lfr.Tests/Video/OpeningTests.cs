using System.Net;
using Lfr.Inference.Video;
using Lfr.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lfr.Tests.Video;

/// <summary>How soon a stream over HTTP opens, and which sentence an answer without video gets. With a real server and a real decoder.</summary>
public sealed class OpeningTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lfr-opening").FullName;

    public OpeningTests() => Assert.SkipUnless(Tools.HasFfmpeg, "ffmpeg is not installed on this machine.");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>A decoder left to itself looks into such a stream for five to seven seconds of it before it says a word: here no more than two ever come.</summary>
    [Fact]
    public async Task TransportStream_GivesItsFirstPicture_AfterASecondOfIt()
    {
        var film = await File.ReadAllBytesAsync(Film("film.ts", "testsrc=size=320x240:rate=10:duration=2", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-g", "5"), Cancel);

        // The decoder gives up waiting for more after fifteen seconds, and shows what there is.
        var first = FirstPictureAsync("video/mp2t", http => http.Response.Body.WriteAsync(film, http.RequestAborted));
        Assert.Equal((320, 240), await first.WaitAsync(TimeSpan.FromSeconds(14), Cancel));
    }

    [Fact]
    public async Task CameraWithSound_WhoseFirstKeyFrameComesLate_IsWaitedFor()
    {
        var path = Film("late.ts", "sine=duration=14", "-itsoffset", "4", "-f", "lavfi", "-i", "testsrc=size=320x240:rate=5:duration=10", "-map", "0", "-map", "1", "-c:v", "libx264", "-pix_fmt", "yuv420p");
        var film = await File.ReadAllBytesAsync(path, Cancel);

        Assert.Equal((320, 240), await FirstPictureAsync("video/mp2t", http => http.Response.Body.WriteAsync(film, http.RequestAborted)));
    }

    [Fact]
    public async Task JpegsOneAfterTheOther_WithNothingBetweenThem_AreAVideo()
    {
        var picture = await File.ReadAllBytesAsync(Film("one.jpg", "testsrc=size=320x240", "-frames:v", "1"), Cancel);

        Assert.Equal((320, 240), await FirstPictureAsync("video/x-motion-jpeg", async http =>
        {
            for (var i = 0; i < 20; i++)
                await http.Response.Body.WriteAsync(picture, http.RequestAborted);
        }));
    }

    [Fact]
    public async Task PageThatCallsItselfBytes_IsStillSaidToBeAPage()
    {
        await using var camera = await CameraAsync("application/octet-stream", http => new ValueTask(http.Response.WriteAsync("\n<!DOCTYPE html><title>Sign in</title>")), hold: false);
        var refusal = await Assert.ThrowsAsync<VideoException>(() => OpenAsync(camera));
        Assert.Contains(" answers with a web page, not with a video", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(410, "TEXT/HTML", false, null, "", "refuses what is asked of it.")]
    [InlineData(429, "", false, 0L, "", "refuses what is asked of it.")]
    [InlineData(204, "", false, null, "", "answers and then sends no picture.")]
    [InlineData(200, "VIDEO/MP4", false, 0L, "", "answers and then sends no picture.")]
    [InlineData(200, "MULTIPART/X-MIXED-REPLACE", true, null, "", "answers and then sends no picture.")]
    [InlineData(200, "MULTIPART/X-MIXED-REPLACE", false, null, "", "sends pictures without the required boundary")]
    [InlineData(200, "AUDIO/MPEG", false, null, "ID3", "gives sound and no picture.")]
    [InlineData(200, "", false, 90L, "\u00EF\u00BB\u00BF <HTML>", "answers with a web page")]
    [InlineData(200, "VIDEO/MP4", false, 90L, "<!doctype HTML>", "answers with a web page")]
    [InlineData(200, "", false, 90L, "{\"error\":1}", "answers with text for programs")]
    [InlineData(200, "TEXT/XML", false, 90L, "<?xml version=\"1.0\"?>", "answers with text for programs")]
    [InlineData(200, "VIDEO/MP4", false, 90L, "\0\0\0 ftyp", null)]
    [InlineData(401, "TEXT/HTML", false, null, "", null)]
    [InlineData(302, "TEXT/HTML", false, null, "", null)]
    public void AnswerThatIsNoVideo_IsSaidByItsKind(int status, string kind, bool boundary, long? length, string start, string? sentence)
    {
        var said = new WebAnswer((HttpStatusCode)status, kind, boundary, length, start).Explain("The camera at x");
        if (sentence is null)
            Assert.Null(said);
        else
            Assert.StartsWith($"The camera at x {sentence}", said, StringComparison.Ordinal);
    }

    private string Film(string name, string picture, params string[] how)
    {
        var path = Path.Combine(folder, name);
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("ffmpeg", ["-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", picture, .. how, path]))!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return path;
    }

    private static Task<FfmpegSource> OpenAsync(WebApplication camera) =>
        FfmpegSource.OpenAsync(CameraSource.Parse(camera.Urls.First() + "/", null), naturalSpeed: true, new FramePool(), TimeProvider.System, Cancel);

    /// <summary>Opens what is sent and then neither goes on nor ends, as a camera whose next picture is not yet there.</summary>
    private static async Task<(int Width, int Height)> FirstPictureAsync(string kind, Func<HttpContext, ValueTask> send)
    {
        await using var camera = await CameraAsync(kind, send, hold: true);
        await using var video = await OpenAsync(camera);
        using var frame = await video.ReadAsync(Cancel);
        return (frame!.Width, frame.Height);
    }

    private static async Task<WebApplication> CameraAsync(string kind, Func<HttpContext, ValueTask> send, bool hold)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseShutdownTimeout(TimeSpan.Zero);
        var camera = builder.Build();
        camera.MapGet("/", async http =>
        {
            http.Response.ContentType = kind;
            await send(http);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            if (hold)
                await Task.Delay(Timeout.Infinite, http.RequestAborted);
        });
        await camera.StartAsync(Cancel);
        return camera;
    }
}
