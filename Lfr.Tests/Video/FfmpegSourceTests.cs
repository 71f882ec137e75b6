using System.Diagnostics;
using Lfr.Inference.Video;

namespace Lfr.Tests.Video;

public sealed class FfmpegSourceTests : IDisposable
{
    private readonly FramePool pool = new();
    private readonly string folder = Directory.CreateTempSubdirectory("lfr-video").FullName;

    public FfmpegSourceTests() => Assert.SkipUnless(Tools.HasFfmpeg, "ffmpeg is not installed on this machine.");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task File_IsDecodedFrameByFrame_InItsSizeAndTime()
    {
        var source = CameraSource.Parse("file:" + Film(10), null);
        await using var video = await FfmpegSource.OpenAsync(source, naturalSpeed: false, pool, TimeProvider.System, Cancel);
        Assert.Equal((320, 240), (video.Shape.Width, video.Shape.Height));
        long frames = 0;
        var last = TimeSpan.Zero;
        while (await video.ReadAsync(Cancel) is { } frame)
        {
            using (frame)
            {
                Assert.Equal(frames++, frame.Number);
                last = frame.StreamTime;
                Assert.NotEqual(-1, frame.Pixels.IndexOfAnyExcept((byte)0));
            }
        }

        Assert.Equal(20, frames);
        Assert.Equal(TimeSpan.FromSeconds(1.9), last);
        Assert.Equal(0, pool.Lent);
    }

    [Fact]
    public async Task File_FasterThanThirtyFramesASecond_IsThinned()
    {
        var source = CameraSource.Parse("file:" + Film(60), null);
        await using var video = await FfmpegSource.OpenAsync(source, naturalSpeed: false, pool, TimeProvider.System, Cancel);
        var frames = 0;
        while (await video.ReadAsync(Cancel) is { } frame)
        {
            frame.Dispose();
            frames++;
        }

        Assert.InRange(frames, 49, 52);
    }

    [Fact]
    public async Task File_ThatIsGarbage_IsRefusedWithASentence()
    {
        var path = Path.Combine(folder, "noise.mp4");
        var noise = new byte[50_000];
        new Random(7).NextBytes(noise);
        await File.WriteAllBytesAsync(path, noise, Cancel);
        var refusal = await Refusal("file:" + path);
        Assert.Equal("The video file noise.mp4 holds no video that can be decoded.", refusal);
    }

    [Fact]
    public async Task File_ThatIsMissing_IsRefusedWithASentence() =>
        Assert.Equal("The video file nothing.mp4 does not exist on this worker.", await Refusal("file:" + Path.Combine(folder, "nothing.mp4")));

    [Fact]
    public async Task Playlist_ThatWouldReadOtherFiles_IsRefused()
    {
        var film = Film(10);
        var playlist = Path.Combine(folder, "list.mp4");
        await File.WriteAllTextAsync(playlist, $"ffconcat version 1.0\nfile '{film}'\n", Cancel);
        await Refusal("file:" + playlist);
        await File.WriteAllTextAsync(playlist, $"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n{film}\n#EXT-X-ENDLIST\n", Cancel);
        await Refusal("file:" + playlist);
    }

    [Fact]
    public async Task Camera_ThatRefusesTheConnection_IsRefusedWithASentence_WithoutItsPassword()
    {
        var refusal = await Refusal("rtsp://operator:hunter2@127.0.0.1:9/stream");
        Assert.Equal("The camera at rtsp://127.0.0.1:9/stream refuses the connection.", refusal);
    }

    [Fact]
    public async Task Decoder_IsKilled_WhenTheSourceIsDisposed_EvenInTheMiddleOfARead()
    {
        var source = CameraSource.Parse("file:" + Film(1), null);
        var video = await FfmpegSource.OpenAsync(source, naturalSpeed: true, pool, TimeProvider.System, Cancel);
        using var process = Process.GetProcessById(video.ProcessId);
        (await video.ReadAsync(Cancel))?.Dispose();
        using var stop = new CancellationTokenSource();
        var reading = ReadAll(video, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await video.DisposeAsync();
        Assert.True(process.HasExited);
        Assert.Equal(0, pool.Lent);
    }

    [Fact]
    public async Task Film_OfTheDemonstration_PlaysOverAndOver()
    {
        Film(30);
        var source = CameraSource.Parse("demo:film.mp4", folder);
        await using var video = await FfmpegSource.OpenAsync(source, naturalSpeed: true, pool, TimeProvider.System, Cancel);
        for (var i = 0; i < 70; i++)
        {
            using var frame = await video.ReadAsync(Cancel);
            Assert.NotNull(frame);
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task ReadAll(FfmpegSource video, CancellationToken cancellationToken)
    {
        while (await video.ReadAsync(cancellationToken) is { } frame)
            frame.Dispose();
    }

    private async Task<string> Refusal(string address)
    {
        var refusal = await Assert.ThrowsAsync<VideoException>(async () =>
        {
            await using var video = await FfmpegSource.OpenAsync(CameraSource.Parse(address, null), false, pool, TimeProvider.System, Cancel);
            await ReadAll(video, Cancel);
        });
        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
        return refusal.Message;
    }

    /// <summary>Two seconds of ffmpeg's own test picture.</summary>
    private string Film(int rate)
    {
        var path = Path.Combine(folder, "film.mp4");
        using var process = Process.Start(new ProcessStartInfo("ffmpeg",
            ["-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", $"testsrc=size=320x240:rate={rate}:duration=2", "-pix_fmt", "yuv420p", path]))!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return path;
    }
}
