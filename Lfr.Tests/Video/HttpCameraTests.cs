using Lfr.Inference.Video;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SkiaSharp;

namespace Lfr.Tests.Video;

public sealed class HttpCameraTests : IAsyncLifetime
{
    private readonly FramePool pool = new();
    private WebApplication? camera;

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
        camera.MapGet("/playlist", () => Results.Text("#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n", "application/vnd.apple.mpegurl"));
        camera.MapGet("/elsewhere", () => Results.Redirect("file:///etc/hostname"));
        await camera.StartAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
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

    [Theory]
    [InlineData("/nothing", "does not exist")]
    [InlineData("/playlist", "not allowed")]
    [InlineData("/elsewhere", "")]
    public async Task Address_WithoutAPicture_IsRefusedWithASentence(string path, string why)
    {
        var source = CameraSource.Parse(Address + path, null);
        var refusal = await Assert.ThrowsAsync<VideoException>(async () =>
        {
            await using var video = await FfmpegSource.OpenAsync(source, naturalSpeed: true, pool, TimeProvider.System, Cancel);
        });
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task Stream(HttpContext http)
    {
        using var bitmap = new SKBitmap(160, 120);
        bitmap.Erase(new SKColor(200, 40, 40));
        using var jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        var bytes = jpeg.ToArray();
        http.Response.ContentType = "multipart/x-mixed-replace; boundary=frame";
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await tick.WaitForNextTickAsync(http.RequestAborted))
        {
            await http.Response.WriteAsync($"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {bytes.Length}\r\n\r\n", http.RequestAborted);
            await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
            await http.Response.WriteAsync("\r\n", http.RequestAborted);
        }
    }
}
