using Lfr.Inference.Faces;
using Lfr.Inference.Pipeline;
using Lfr.Inference.Video;
using Lfr.Shared.Live;

namespace Lfr.Tests.Pipeline;

public sealed class WalkTests : IClassFixture<WalkRun>
{
    private readonly WalkRun walk;

    public WalkTests(WalkRun walk)
    {
        WalkRun.SkipUnlessPossible();
        this.walk = walk;
    }

    [Fact]
    public void EveryListedPerson_WhoWalksBy_RaisesExactlyOneAlert_AndNobodyElseAny() =>
        Assert.Equal(WalkRun.WalkBy, walk.Alerts.Select(walk.NameOf).Order(StringComparer.Ordinal));

    [Fact]
    public void OnePass_IsOneAlert_EvenWithoutTheSuppressionOfRepeats() =>
        Assert.Equal(WalkRun.WalkBy, walk.AlertsUnsuppressed.Select(walk.NameOf).Order(StringComparer.Ordinal));

    [Fact]
    public void EveryAlert_PointsAtTheFaceOfTheRightPerson() =>
        Assert.All(walk.Alerts, alert =>
        {
            var box = new Detection(alert.Box.X, alert.Box.Y, alert.Box.Width, alert.Box.Height, 1);
            var best = WalkRun.Truth(alert.FrameNumber).MaxBy(person => person.Value.Box.Overlap(box));
            Assert.Equal(walk.NameOf(alert), best.Key);
            Assert.True(best.Value.Box.Overlap(box) >= 0.3, $"The box of {best.Key} is off.");
        });

    [Fact]
    public void EveryAlert_KeepsWhatItSays() =>
        Assert.All(walk.Alerts, alert =>
        {
            Assert.InRange(alert.Score, WalkRun.Shipped.Threshold, 1);
            Assert.True(alert.RunnerUpScore < alert.Score);
            Assert.True(alert.AgreeingFrames >= WalkRun.Shipped.AgreeingFrames);
            Assert.True(alert.FramesSeen >= alert.AgreeingFrames);
            Assert.True(alert.Box.Height >= WalkRun.Shipped.MinimumFaceHeight);
            var length = GalleryDigest.AsFloats(alert.ProbeTemplate).ToArray().Sum(v => (double)v * v);
            Assert.Equal(1, length, 3);
        });

    [Fact]
    public void WholeFilm_IsAnalysed_WithoutDrops()
    {
        Assert.Equal(300, walk.Totals!.Frames);
        Assert.Equal(0, walk.Totals.Drops);
        Assert.InRange(walk.Totals.Tracks, 14, 40);
    }

    [Fact]
    public async Task EverybodyElse_IsUnrecognisable_InTheContextPicture()
    {
        var originals = await Frames([.. walk.Alerts.Select(a => a.FrameNumber)]);
        var hidden = 0;
        foreach (var alert in walk.Alerts)
        {
            using var context = Picture.Decode(alert.ContextImage);
            var original = originals[alert.FrameNumber];
            var target = new Detection(alert.Box.X, alert.Box.Y, alert.Box.Width, alert.Box.Height, 1);
            foreach (var (person, (box, visible)) in WalkRun.Truth(alert.FrameNumber))
            {
                if (person == walk.NameOf(alert) || visible < 0.5 || box.Height < 24 || box.Overlap(target) > 0)
                    continue;
                var (before, after) = (Detail(original, box, 1280, 720), Detail(context.Image.Pixels, box, 1280, 720));

                // Three grey levels are what the edges of the blocks themselves leave in a JPEG of a dark face.
                Assert.True(after <= Math.Max(3, before * 0.5), $"Person {person} can be made out beside {walk.NameOf(alert)}: detail {after} of {before}.");
                hidden++;
            }

            Assert.True(Detail(context.Image.Pixels, target, 1280, 720) > Detail(original, target, 1280, 720) * 0.6, "The alerted face must stay clear.");
        }

        Assert.True(hidden >= 10, $"Only {hidden} faces were there to be hidden.");
    }

    [Fact]
    public void ProbePicture_ShowsTheFaceWithAMargin() =>
        Assert.All(walk.Alerts, alert =>
        {
            using var probe = Picture.Decode(alert.ProbeImage);
            Assert.InRange(probe.Height, alert.Box.Height * 1.3f, alert.Box.Height * 1.9f);
            Assert.InRange(probe.Width, alert.Box.Width * 1.3f, alert.Box.Width * 1.9f);
        });

    /// <summary>How much neighbouring pixels differ at the 65th percentile: large in a face, next to nothing inside blocks.</summary>
    private static int Detail(ReadOnlySpan<byte> bgr, Detection box, int width, int height)
    {
        var differences = new List<int>();
        for (var y = Math.Max(0, (int)(box.Y + (box.Height * 0.2))); y < Math.Min(height, (int)(box.Y + (box.Height * 0.8))); y++)
        {
            for (var x = Math.Max(0, (int)(box.X + (box.Width * 0.2))); x < Math.Min(width - 1, (int)(box.X + (box.Width * 0.8))); x++)
            {
                var at = (((y * width) + x) * 3) + 1;
                differences.Add(Math.Abs(bgr[at] - bgr[at + 3]));
            }
        }

        differences.Sort();
        return differences.Count == 0 ? 0 : differences[differences.Count * 65 / 100];
    }

    private static async Task<Dictionary<long, byte[]>> Frames(IReadOnlyCollection<long> wanted)
    {
        var cancel = TestContext.Current.CancellationToken;
        var kept = new Dictionary<long, byte[]>();
        await using var video = await FrameSources.OpenAsync(
            CameraSource.Parse("file:" + WalkRun.Film, null), naturalSpeed: false, new FramePool(), TimeProvider.System, cancel);
        while (await video.ReadAsync(cancel) is { } frame)
        {
            using (frame)
            {
                if (wanted.Contains(frame.Number))
                    kept[frame.Number] = frame.Pixels.ToArray();
            }
        }

        return kept;
    }
}
