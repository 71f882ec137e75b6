using Lfr.Inference.Video;

namespace Lfr.Tests.Video;

/// <summary>
/// Counts what the whole process allocates, over all threads, hence alone: other tests would count too. What little still runs beside can only
/// add; a single stretch of frames without any allocation proves that frames cost none.
/// </summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests : IDisposable
{
    // Short, lest something that beats twice a second beside it is in each of them.
    private const int Stretch = 3;
    private readonly string folder = Directory.CreateTempSubdirectory("lfr-allocation").FullName;

    public AllocationTests() => Assert.SkipUnless(Tools.HasFfmpeg, "ffmpeg is not installed on this machine.");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Frames_FromTheDecoderToTheAnalyser_CostNoAllocation()
    {
        Films.Make(folder, 25);
        var pool = new FramePool();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var feed = new CameraFeed(
            async cancellationToken => await FfmpegSource.OpenAsync(
                CameraSource.Parse("demo:film.mp4", folder), naturalSpeed: true, pool, TimeProvider.System, cancellationToken),
            live: true,
            TimeProvider.System);
        var running = Task.Run(() => feed.RunAsync(stop.Token), CancellationToken.None);
        var least = await Task.Factory.StartNew(() => Analyse(feed), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await stop.CancelAsync();
        await running;
        Assert.Equal(0, least);
        Assert.Equal(0, pool.Lent);
    }

    /// <returns>The least that was allocated in a stretch of frames.</returns>
    private static long Analyse(CameraFeed feed)
    {
        var least = long.MaxValue;
        for (var stretches = 0; stretches < 400 && least > 0; stretches++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var frames = 0; frames < Stretch && feed.Frames.BlockUntilFrame(); frames++)
            {
                if (feed.Frames.TryTake(out var frame))
                    frame.Dispose();
            }

            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }
}
