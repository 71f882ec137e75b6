using Lfr.Inference.Galleries;
using Lfr.Inference.Pipeline;
using Lfr.Inference.Video;
using Lfr.Tests.Support;

namespace Lfr.Tests.Pipeline;

/// <summary>The street's film in memory: a busy part of it, over and over.</summary>
public sealed class SteadyStateTests
{
    private const int Frames = 60;

    [Fact]
    public async Task Frame_CostsNoAllocation_OnceWarm_ThoughFacesAreFoundTrackedComparedAndDecided()
    {
        WalkRun.SkipUnlessPossible();
        var film = await FilmAsync();
        var people = WalkRun.Enrol(["15", "16", "17", "18", "19", "20", "21", "22", "23", "24"]);
        using var gallery = Gallery.Load(people.Rows);
        var counters = new FaceCounts();
        var context = new AnalysisContext(
            TestModels.OpenOrSkip(), gallery, WalkRun.Shipped, new RepeatSuppression(TimeSpan.Zero), counters, Guid.Empty, _ => Assert.Fail("Nobody listed walks by."));
        using var analyser = new CameraAnalyser(context, Guid.Empty, new FramePool(), AnalysisSteps.Unhurried);
        Play(film, analyser);
        Play(film, analyser);
        var comparedBefore = counters.Comparisons;
        var tracksBefore = analyser.TracksSeen;

        var before = GC.GetAllocatedBytesForCurrentThread();
        Play(film, analyser);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.True(counters.Comparisons - comparedBefore >= 20, "Hardly a face was compared.");
        Assert.True(analyser.TracksSeen - tracksBefore >= 4, "Hardly a track began.");
        film.ForEach(frame => frame.Dispose());
    }

    [Fact]
    public async Task FramesBetweenDetections_CostNoAllocationEither_AndExpectEveryFaceThatIsTracked()
    {
        WalkRun.SkipUnlessPossible();
        var film = await FilmAsync();
        var people = WalkRun.Enrol(["15", "16"]);
        using var gallery = Gallery.Load(people.Rows);
        var context = new AnalysisContext(
            TestModels.OpenOrSkip(), gallery, WalkRun.Shipped, new RepeatSuppression(TimeSpan.Zero), new FaceCounts(), Guid.Empty, _ => { });
        using var analyser = new CameraAnalyser(context, Guid.Empty, new FramePool(), new AnalysisSteps { DetectEvery = 3 });
        Play(film, analyser);
        Play(film, analyser);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Play(film, analyser);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        // The tile of a frame in between hides the faces where they are by then.
        var (seen, hidden) = (0, 0);
        for (var i = 0; i < film.Count; i++)
        {
            analyser.Analyse(film[i]);
            foreach (var (box, visible) in WalkRun.Truth(film[i].Number).Values.Where(t => t.Visible >= 0.9 && t.Box.Height >= 60))
            {
                seen++;
                foreach (var face in analyser.LastFaces)
                {
                    if (face.Overlap(box) < 0.3f)
                        continue;
                    hidden++;
                    break;
                }
            }
        }

        Assert.True(seen >= 60 && hidden >= seen * 0.9, $"{hidden} of {seen} faces were expected where they are.");
        film.ForEach(frame => frame.Dispose());
    }

    internal static void Play(List<VideoFrame> film, CameraAnalyser analyser)
    {
        for (var i = 0; i < film.Count; i++)
            analyser.Analyse(film[i]);
        analyser.Forget();
    }

    internal static async Task<List<VideoFrame>> FilmAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        var film = new List<VideoFrame>();
        await using var video = await FrameSources.OpenAsync(
            CameraSource.Parse("file:" + WalkRun.Film, null), naturalSpeed: false, new FramePool(), TimeProvider.System, cancel);
        while (film.Count < Frames && await video.ReadAsync(cancel) is { } frame)
            film.Add(frame);
        return film;
    }
}
