using System.Runtime.ExceptionServices;
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
    /// <summary>No memory for a picture, say: the analysis ends, is shown at the tile and begins again by itself.</summary>
    [Fact]
    public async Task AnalysisThatEnds_IsShownAtTheTile_AndBeginsAgain()
    {
        WalkRun.SkipUnlessPossible();
        using var gallery = Gallery.Load([]);
        var context = new AnalysisContext(
            TestModels.OpenOrSkip(), gallery, WalkRun.Shipped, new RepeatSuppression(TimeSpan.Zero), new FaceCounts(), Guid.Empty, static _ => { });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var ends = true;
        var camera = new CameraSession(
            new LicensedCamera(Guid.CreateVersion7(), "Camera 1", "demo:walk.mp4"), context, new AnalysisSlots(1), TestData.Demo,
            () => !Volatile.Read(ref ends) || Break(), TimeProvider.System, NullLogger.Instance);
        var running = camera.RunAsync(stop.Token);
        await Eventually.HoldsAsync(
            () => Status() is { State: CameraState.Failed, Problem: { } problem } && problem.StartsWith("The analysis of this camera stopped", StringComparison.Ordinal), "it is shown at the tile");

        Volatile.Write(ref ends, false);

        await Eventually.HoldsAsync(() => Status().State is CameraState.Ok, "it begins again");
        await stop.CancelAsync();
        await running;

        CameraStatus Status() => camera.Status(TimeProvider.System.GetUtcNow());
    }

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

    private static bool Break()
    {
        ExceptionDispatchInfo.Throw(new NoMemoryException());
        return false;
    }

    /// <summary>What the guard of a single frame lets through.</summary>
    private sealed class NoMemoryException : OutOfMemoryException;
}
