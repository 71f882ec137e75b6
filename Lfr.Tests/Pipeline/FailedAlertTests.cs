using Lfr.Inference.Galleries;
using Lfr.Inference.Pipeline;
using Lfr.Inference.Video;
using Lfr.Shared.Live;
using Lfr.Tests.Support;

namespace Lfr.Tests.Pipeline;

public sealed class FailedAlertTests
{
    /// <summary>The suppression of repeats lasts five minutes: taken before the alert exists, one failure would let the person walk through unseen.</summary>
    [Fact]
    public async Task Person_WhoseAlertCouldNotBeMade_IsAnnouncedAtTheNextSighting()
    {
        WalkRun.SkipUnlessPossible();
        var people = WalkRun.Enrol(WalkRun.WalkBy);
        using var gallery = Gallery.Load(people.Rows);
        var counters = new FaceCounts();
        Guid? failed = null;
        List<AlertMessage> raised = [];
        var context = new AnalysisContext(
            TestModels.OpenOrSkip(), gallery, WalkRun.Shipped, new RepeatSuppression(WalkRun.Shipped.RepeatSuppression), counters, Guid.Empty, alert =>
            {
                if (failed is null)
                {
                    failed = alert.EntryId;
                    throw new InvalidOperationException("The outbox is gone.");
                }

                raised.Add(alert);
            });
        var pool = new FramePool();
        using var analyser = new CameraAnalyser(context, Guid.Empty, pool, AnalysisSteps.Unhurried);
        var cancel = TestContext.Current.CancellationToken;
        await using var video = await FrameSources.OpenAsync(CameraSource.Parse("file:" + WalkRun.Film, null), naturalSpeed: false, pool, TimeProvider.System, cancel);

        while (raised.All(a => a.EntryId != failed) && await video.ReadAsync(cancel) is { } frame)
        {
            using (frame)
            {
                frame.At = DateTimeOffset.UnixEpoch + frame.StreamTime;
                Analyse(analyser, frame);
            }
        }

        Assert.Contains(raised, a => a.EntryId == failed);
        Assert.Equal(((long)raised.Count, 0L), (counters.AlertsRaised, counters.AlertsSuppressed));
        Assert.True(counters.FacesDiscarded >= 1, "The face whose alert failed is nowhere counted.");
    }

    /// <summary>As a camera's session does.</summary>
    private static void Analyse(CameraAnalyser analyser, VideoFrame frame)
    {
        try
        {
            analyser.Analyse(frame);
        }
        catch (InvalidOperationException)
        {
            analyser.Forget();
        }
    }
}
