using Lfr.Inference.Galleries;
using Lfr.Inference.Hosting;
using Lfr.Inference.Pipeline;
using Lfr.Shared.Live;
using Lfr.Tests.Pipeline;
using Lfr.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lfr.Tests.Worker;

public sealed class CameraRunTests
{
    /// <summary>The record adds up what all licences of a deployment dropped: a list that is changed must not make the same frames count twice.</summary>
    [Fact]
    public async Task FramesDropped_CountAnew_WithAnotherList()
    {
        WalkRun.SkipUnlessPossible();
        using var gallery = Gallery.Load([]);
        var context = new AnalysisContext(
            TestModels.OpenOrSkip(), gallery, WalkRun.Shipped, new RepeatSuppression(TimeSpan.Zero), new FaceCounts(), Guid.Empty, static _ => { });
        var slots = new AnalysisSlots(1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var camera = new CameraSession(
            new LicensedCamera(Guid.CreateVersion7(), "Camera 1", "demo:walk.mp4"), context, slots, TestData.Demo, () => true, TimeProvider.System, NullLogger.Instance);

        // Somebody else has the only slot, so that frame after frame is overtaken.
        slots.Enter();
        var running = camera.RunAsync(stop.Token);
        await Eventually.HoldsAsync(() => Status().FramesDropped > 5, "frames are dropped", TimeSpan.FromSeconds(60));
        await stop.CancelAsync();
        slots.Leave();
        await running;
        var before = Status();

        camera.Use(context with { LicenceId = Guid.CreateVersion7() });

        Assert.True(before.FramesDropped > 5);
        Assert.Equal((0L, 0L, before.FramesRead), (Status().FramesDropped, Status().FramesStale, Status().FramesRead));

        CameraStatus Status() => camera.Status(TimeProvider.System.GetUtcNow());
    }
}
