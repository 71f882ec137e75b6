using Lfr.Inference.Galleries;
using Lfr.Inference.Pipeline;
using Lfr.Inference.Video;
using Lfr.Shared.Live;
using Lfr.Tests.Faults;
using Lfr.Tests.Support;
using Lfr.Web.Workers;

namespace Lfr.Tests.Pipeline;

/// <summary>What only shows when it goes on for long: memory that grows, counts that drift, a log that fills with errors.</summary>
[Trait("Duration", "Long")]
public sealed class SoakTests
{
    private const int Passes = 300;
    private static readonly TimeSpan LiveFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan WarmAfter = TimeSpan.FromMinutes(2);

    /// <summary>18,000 frames of a busy street: 12 minutes of film.</summary>
    [Fact(Explicit = true)]
    public async Task Frames_AllocateNothing_AndNobodyWhoIsNotListedIsFound_HoweverLongItGoesOn()
    {
        WalkRun.SkipUnlessPossible();
        var film = await SteadyStateTests.FilmAsync();
        using var gallery = Gallery.Load(WalkRun.Enrol(["15", "16", "17", "18", "19", "20", "21", "22", "23", "24"]).Rows);
        var counts = new FaceCounts();
        var context = new AnalysisContext(
            TestModels.OpenOrSkip(), gallery, WalkRun.Shipped, new RepeatSuppression(TimeSpan.Zero), counts, Guid.Empty, _ => Assert.Fail("Nobody listed walks by."));
        using var analyser = new CameraAnalyser(context, Guid.Empty, new FramePool(), AnalysisSteps.Unhurried);
        SteadyStateTests.Play(film, analyser);
        SteadyStateTests.Play(film, analyser);
        var onePass = -counts.Comparisons;
        SteadyStateTests.Play(film, analyser);
        onePass += counts.Comparisons;
        var (allocated, compared) = (GC.GetAllocatedBytesForCurrentThread(), counts.Comparisons);

        for (var pass = 0; pass < Passes; pass++)
            SteadyStateTests.Play(film, analyser);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocated);
        Assert.Equal(Passes * onePass, counts.Comparisons - compared);
        film.ForEach(frame => frame.Dispose());
    }

    [Fact(Explicit = true)]
    public async Task Program_LiveForTenMinutes_KeepsItsMemoryAndItsNumbers_AndLogsNoError()
    {
        WalkRun.SkipUnlessPossible();
        await using var app = await DemoDay.StartAsync();
        var id = await DemoDay.GoLiveAsync(app);
        var fleet = DemoDay.Get<WorkerFleet>(app);
        var start = TimeProvider.System.GetTimestamp();
        await Eventually.HoldsAsync(() => TimeProvider.System.GetElapsedTime(start) > WarmAfter, "it is warm", LiveFor);
        var (memory, frames) = (GC.GetTotalMemory(forceFullCollection: true), Frames());

        await Eventually.HoldsAsync(() => TimeProvider.System.GetElapsedTime(start) > LiveFor, "ten minutes are over", LiveFor + WarmAfter);

        var grown = (GC.GetTotalMemory(forceFullCollection: true) - memory) / 1024 / 1024;
        Assert.True(grown < 20, $"Memory grew by {grown} MiB in {(LiveFor - WarmAfter).TotalMinutes} minutes.");
        Assert.True(Frames() - frames > 60 * (LiveFor - WarmAfter).TotalSeconds / 60, "Hardly a frame was read.");
        Assert.Equal(WorkerState.Running, fleet.Workers.Single().Status!.State);
        var alerts = await DemoDay.AlertsAsync(app, id);
        Assert.Equal(Enumerable.Range(1, alerts.Count).Select(n => (long)n), alerts.Select(a => a.Sequence));
        Assert.DoesNotContain(app.Log, line => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Critical", StringComparison.Ordinal));

        long Frames() => fleet.Workers.Single().Status!.Cameras.Sum(c => c.FramesRead);
    }
}
