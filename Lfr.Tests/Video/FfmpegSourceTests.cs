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
    public async Task File_OfVaryingRate_GivesTheTrueTimes()
    {
        Films.Encode(folder, "varying.mp4", 10, "select=not(between(n\\,3\\,11)+eq(n\\,15))");
        var times = await Times($"file:{folder}/varying.mp4", naturalSpeed: false);
        Assert.Equal([0, 0.1, 0.2, 1.2, 1.3, 1.4, 1.6, 1.7, 1.8, 1.9], times);
    }

    [Fact]
    public async Task File_ThatBeginsLate_BeginsAtZero()
    {
        Films.Encode(folder, "late.mkv", 10, "setpts=PTS+3/TB");
        var times = await Times($"file:{folder}/late.mkv", naturalSpeed: false, most: 3);
        Assert.Equal([0, 0.1, 0.2], times);
    }

    [Fact]
    public async Task File_FasterThanThirtyFramesASecond_IsThinned_AndKeepsTheTrueTimes()
    {
        Film(60);
        var times = await Times($"file:{folder}/film.mp4", naturalSpeed: false);
        Assert.Equal(60, times.Length);
        Assert.Equal([0, 0.0333, 0.0667, 0.1], times[..4]);
    }

    [Fact]
    public async Task File_ThatLiesAboutItsRate_IsThinnedAllTheSame()
    {
        // A second of ten frames, then one of two hundred: on average fewer than it brings in the end.
        Films.Encode(folder, "burst.mkv", 200, "select=gte(t\\,1)+not(mod(n\\,20))");
        var times = await Times($"file:{folder}/burst.mkv", naturalSpeed: false);
        Assert.InRange(times.Length, 30, 75);
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

    /// <summary>A recording of sound with a cover picture: one frame of it would look like a street on which nobody walks.</summary>
    [Fact]
    public async Task Recording_WithACoverAndNoVideo_IsRefusedWithASentence()
    {
        var path = Path.Combine(folder, "sound.mp4");
        using (var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("ffmpeg",
            ["-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", "sine=duration=1", "-f", "lavfi", "-i", "color=size=64x48:duration=0.04:rate=25", "-map", "0:a", "-map", "1:v", "-frames:v", "1",
                "-c:v", "mjpeg", "-disposition:v", "attached_pic", path]))!)
        {
            await process.WaitForExitAsync(Cancel);
            Assert.Equal(0, process.ExitCode);
        }

        Assert.Equal("The video file sound.mp4 holds no video that can be decoded.", await Refusal("file:" + path));
    }

    [Fact]
    public async Task Playlist_ThatWouldReadOtherFiles_IsRefused()
    {
        var film = Film(10);
        var playlist = Path.Combine(folder, "list.mp4");
        await File.WriteAllTextAsync(playlist, $"ffconcat version 1.0\nfile '{film}'\n", Cancel);
        await Refusal("file:" + playlist);
        await File.WriteAllTextAsync(playlist, $"<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><Period><BaseURL>file:{film}</BaseURL></Period></MPD>", Cancel);
        await Refusal("file:" + playlist);
        await File.WriteAllTextAsync(playlist, $"v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 26\nc=IN IP4 127.0.0.1\na=control:file:{film}\n", Cancel);
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
    public async Task Film_OfTheDemonstration_PlaysOverAndOver_AndItsTimeGoesOn()
    {
        Film(30);
        var times = await Times("demo:film.mp4", naturalSpeed: true, most: 70);
        Assert.Equal(70, times.Length);
        for (var i = 1; i < times.Length; i++)
            Assert.InRange(times[i] - times[i - 1], 0.01, 0.1);
    }

    [Fact]
    public async Task Film_CutOffInTheMiddle_GivesWhatThereIs_InItsTime()
    {
        var whole = await File.ReadAllBytesAsync(Films.Encode(folder, "whole.mkv", 10, "null"), Cancel);
        await File.WriteAllBytesAsync(Path.Combine(folder, "cut.mkv"), whole[..(whole.Length / 2)], Cancel);
        var times = await Times($"file:{folder}/cut.mkv", naturalSpeed: false);
        Assert.InRange(times.Length, 2, 19);

        // The last ones may have lost a neighbour that was decoded from what is cut off: the times of what is left are still the film's.
        Assert.Equal(0, times[0]);
        Assert.Equal(times.Distinct().Order(), times);
        Assert.All(times, time => Assert.Equal(Math.Round(time, 1), time, 1e-9));
    }

    [Fact]
    public async Task Reader_ThatAsksTwiceAtOnce_IsRefused()
    {
        var source = CameraSource.Parse("file:" + Film(1), null);
        await using var video = await FfmpegSource.OpenAsync(source, naturalSpeed: true, pool, TimeProvider.System, Cancel);
        (await video.ReadAsync(Cancel))?.Dispose();
        var first = video.ReadAsync(Cancel).AsTask();
        if (!first.IsCompleted)
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await video.ReadAsync(Cancel));
        (await first)?.Dispose();
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

    private string Film(int rate) => Films.Make(folder, rate);

    private async Task<double[]> Times(string address, bool naturalSpeed, int most = int.MaxValue)
    {
        await using var video = await FfmpegSource.OpenAsync(CameraSource.Parse(address, folder), naturalSpeed, pool, TimeProvider.System, Cancel);
        var times = new List<double>();
        while (times.Count < most && await video.ReadAsync(Cancel) is { } frame)
        {
            times.Add(Math.Round(frame.StreamTime.TotalSeconds, 4));
            frame.Dispose();
        }

        return [.. times];
    }
}
