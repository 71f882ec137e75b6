using Lfr.Inference.Faces;
using Lfr.Inference.Galleries;
using Lfr.Inference.Pipeline;
using Lfr.Inference.Video;
using Lfr.Shared.Live;
using Lfr.Tests.Support;

namespace Lfr.Tests.Pipeline;

/// <summary>Somebody who stands before the camera while the alert that silences them is found wrong.</summary>
public sealed class RepeatedPersonTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The best that was seen of a pass is what its alert lists: the first sure frame is seldom the best one.</summary>
    [Fact]
    public void PersonWhoComesCloser_IsToldAgain_AsTheSamePassWithTheHigherScore_AndCountsOnce()
    {
        var people = WalkRun.Enrol(["03"]);
        using var gallery = Gallery.Load(people.Rows);
        var (counters, repeats) = (new FaceCounts(), new RepeatSuppression(WalkRun.Shipped.RepeatSuppression));
        List<RepeatedSighting> repeated = [];
        var context = new AnalysisContext(TestModels.OpenOrSkip(), gallery, WalkRun.Shipped, repeats, counters, Guid.Empty, static _ => { }) { Repeated = repeated.Add };
        repeats.Remember(people.Rows[0].EntryId, Noon.AddSeconds(-20), Guid.CreateVersion7(Noon), 0.99f);
        var pool = new FramePool();
        using var analyser = new CameraAnalyser(context, Guid.Empty, pool, AnalysisSteps.Unhurried);
        using var portrait = Picture.Decode(File.ReadAllBytes(Path.Combine(TestData.Demo, "people", "03", "portrait.jpg")));

        for (var number = 0; number < 24; number++)
        {
            using var frame = pool.Rent(portrait.Width, portrait.Height);
            portrait.Image.Pixels.CopyTo(frame.Pixels);
            if (number < 12)
                Coarsen(frame.Pixels, portrait.Width, portrait.Height, 8);
            (frame.Number, frame.StreamTime) = (number, TimeSpan.FromMilliseconds(250 * number));
            frame.At = Noon + frame.StreamTime;
            analyser.Analyse(frame);
        }

        Assert.InRange(repeated.Count, 2, 12);
        Assert.Single(repeated.Select(r => r.PassId).Distinct());
        Assert.Equal([true, .. Enumerable.Repeat(false, repeated.Count - 1)], repeated.Select(r => r.IsFirst));
        Assert.Equal(repeated.Select(r => r.Score).Order(), repeated.Select(r => r.Score));
        Assert.Equal((0L, 1L), (counters.AlertsRaised, counters.AlertsSuppressed));
    }

    // Squares of one colour, as of somebody far away.
    private static void Coarsen(Span<byte> pixels, int width, int height, int size)
    {
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                pixels.Slice((((y / size) * size * width) + ((x / size) * size)) * 3, 3).CopyTo(pixels.Slice(((y * width) + x) * 3, 3));
        }
    }

    [Fact]
    public void PersonWhoStillStandsThere_IsAnnounced_OnceTheAlertBeforeIsFoundWrong_AndThePassCountsOnce()
    {
        var people = WalkRun.Enrol(["03"]);
        using var gallery = Gallery.Load(people.Rows);
        var (counters, repeats, wrong) = (new FaceCounts(), new RepeatSuppression(WalkRun.Shipped.RepeatSuppression), Guid.CreateVersion7(Noon));
        List<AlertMessage> raised = [];
        List<RepeatedSighting> repeated = [];
        var context = new AnalysisContext(TestModels.OpenOrSkip(), gallery, WalkRun.Shipped, repeats, counters, Guid.Empty, raised.Add) { Repeated = repeated.Add };
        repeats.Remember(people.Rows[0].EntryId, Noon.AddSeconds(-20), wrong, 0.95f);
        var pool = new FramePool();
        using var analyser = new CameraAnalyser(context, Guid.Empty, pool, AnalysisSteps.Unhurried);
        using var portrait = Picture.Decode(File.ReadAllBytes(Path.Combine(TestData.Demo, "people", "03", "portrait.jpg")));

        Show(0, 12);
        Assert.Equal((0, 1, wrong), (raised.Count, repeated.Count, repeated.Count > 0 ? repeated[0].AlertId : Guid.Empty));
        repeats.Rearm(wrong);
        Show(12, 18);

        Assert.Equal((people.Rows[0].EntryId, 1L), (Assert.Single(raised).EntryId, analyser.TracksSeen));
        Assert.Single(repeated);
        Assert.Equal((1L, 1L, 1L), (counters.AlertsRaised, counters.AlertsSuppressed, counters.FacesCompared));
        // Announced now, it is asked no more.
        Show(18, 24);
        Assert.Single(raised);

        void Show(int from, int to)
        {
            for (var number = from; number < to; number++)
            {
                using var frame = pool.Rent(portrait.Width, portrait.Height);
                portrait.Image.Pixels.CopyTo(frame.Pixels);
                (frame.Number, frame.StreamTime) = (number, TimeSpan.FromMilliseconds(250 * number));
                frame.At = Noon + frame.StreamTime;
                analyser.Analyse(frame);
            }
        }
    }
}
