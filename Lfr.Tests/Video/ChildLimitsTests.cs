using Lfr.Inference.Children;
using Lfr.Inference.Video;

namespace Lfr.Tests.Video;

public sealed class ChildLimitsTests : IDisposable
{
    private readonly FramePool pool = new();
    private readonly string folder = Directory.CreateTempSubdirectory("lfr-limits").FullName;

    public ChildLimitsTests()
    {
        Assert.SkipUnless(Tools.HasFfmpeg, "ffmpeg is not installed on this machine.");
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The limits of a child process are set by prlimit(2), which only Linux has.");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Decoder_RunsWithALimitOfMemory_AndWithoutCoreFiles()
    {
        var source = CameraSource.Parse("file:" + Films.Make(folder, 5), null);
        await using var video = await FfmpegSource.OpenAsync(source, naturalSpeed: true, pool, TimeProvider.System, Cancel);
        (await video.ReadAsync(Cancel))?.Dispose();
        var limits = await File.ReadAllLinesAsync($"/proc/{video.ProcessId}/limits", Cancel);
        Assert.Contains(limits, line => line.StartsWith("Max data size", StringComparison.Ordinal) && line.Contains(" 1610612736 ", StringComparison.Ordinal));
        Assert.Contains(limits, line => line.StartsWith("Max core file size", StringComparison.Ordinal) && line.Contains(" 0 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TinyFile_ThatDeclaresAHugePicture_IsRefusedWithASentence()
    {
        // 16000 × 16000 pixels in four kilobytes: decoded, a gigabyte for each picture.
        var film = Films.Make(folder, 5, "film.gif");
        var bytes = await File.ReadAllBytesAsync(film, Cancel);
        (bytes[6], bytes[7], bytes[8], bytes[9]) = (0x80, 0x3E, 0x80, 0x3E);
        await File.WriteAllBytesAsync(film, bytes, Cancel);
        var refusal = await Assert.ThrowsAsync<VideoException>(
            () => FfmpegSource.OpenAsync(CameraSource.Parse("file:" + film, null), false, pool, TimeProvider.System, Cancel));
        Assert.Equal("The video file film.gif holds a picture of more than 8192 × 4320 pixels, which is not decoded.", refusal.Message);
    }

    [Fact]
    public async Task Child_ThatWantsMoreMemoryThanItMay_GetsNone()
    {
        // The limit is set once the child is there; on a busy machine a program this short could be over by then, so it waits for its limit.
        const string whenLimited = "for i in $(seq 600); do [ \"$(ulimit -d)\" = 65536 ] && exec dd if=/dev/zero of=/dev/null bs=512M count=1; sleep 0.05; done";
        await using var child = ChildDecoder.Start("sh", ["-c", whenLimited], ChildLimits.Probe with { Memory = 64 << 20 });
        await child.EndAsync(Cancel);
        Assert.NotEqual(0, child.ExitCode);
    }

    [Fact]
    public async Task Child_ThatNeverStopsComputing_IsEnded_AndTheSentenceSaysWhy()
    {
        await using var child = ChildDecoder.Start(
            "ffprobe",
            ["-v", "error", "-count_frames", "-show_entries", "stream=nb_read_frames", "-f", "lavfi", "-i", "testsrc=size=1920x1080:rate=25"],
            ChildLimits.Probe with { ProcessorTime = TimeSpan.FromSeconds(1) });
        var complaints = await child.EndAsync(Cancel);
        var sentence = VideoProbe.Explain(CameraSource.Parse("file:endless.mp4", null), child.ExitCode, complaints);
        Assert.Equal("The video file endless.mp4 was given up, because looking into it took too much processor time.", sentence);
    }

    [Theory]
    [InlineData(1, "Failed to inject frame into filter network: Cannot allocate memory", "memory")]
    [InlineData(127, "ffmpeg: error while loading shared libraries: libx.so: cannot map zero-fill pages", "memory")]
    [InlineData(152, "", "processor time")]
    [InlineData(1, "Picture size 16000x16000 exceeds specified max pixel count 35389440", "8192 × 4320")]
    public void Limit_ThatWasMet_IsSaidInASentence(int exitCode, string complaints, string why)
    {
        Assert.True(VideoProbe.IsLimit(exitCode, complaints));
        Assert.Contains(why, VideoProbe.Explain(CameraSource.Parse("rtsp://camera.example/1", null), exitCode, complaints), StringComparison.Ordinal);
    }
}
