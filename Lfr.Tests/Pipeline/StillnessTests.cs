using Lfr.Inference.Faces;
using Lfr.Inference.Galleries;
using Lfr.Inference.Pipeline;
using Lfr.Inference.Video;
using Lfr.Shared.Live;
using Lfr.Tests.Support;

namespace Lfr.Tests.Pipeline;

/// <summary>Where nothing moves and nobody in view is to be compared, faces are looked for four times a second; and nobody is missed or late for it.</summary>
public sealed class StillnessTests
{
    private const int Width = 402;
    private const int Height = 302;
    private readonly FramePool pool = new();
    private readonly Stillness stillness = new();

    [Fact]
    public void PictureThatStays_IsStill_AlsoWhereItFlickersALittle_AndNothingIsStillBeforeItWasKept()
    {
        using var frame = Street();
        Assert.False(stillness.IsStill(frame));
        stillness.Keep();
        Assert.True(stillness.IsStill(frame));

        for (var i = 0; i < frame.Pixels.Length; i++)
            frame.Pixels[i] += (byte)(i * 7 % 3);
        Assert.True(stillness.IsStill(frame));

        // Compared with the picture in which faces were looked for, not with the last one: what comes in slowly is noticed, too.
        for (var i = 0; i < frame.Pixels.Length; i++)
            frame.Pixels[i] += 2;
        Assert.False(stillness.IsStill(frame));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(Width - 33, Height - 33)]
    [InlineData(Width - 33, 0)]
    [InlineData(101, 77)]
    [InlineData(6, Height - 33)]
    public void PatchOfTheSmallestFace_ThatIsAThinnestShadeBrighter_IsNoticedWhereverItAppears(int left, int top)
    {
        using var frame = Street();
        stillness.IsStill(frame);
        stillness.Keep();
        for (var y = top; y < top + 33; y++)
            frame.Pixels.Slice(((y * Width) + left) * 3, 33 * 3).Fill(104);

        Assert.False(stillness.IsStill(frame));
    }

    [Fact]
    public void OtherSize_OrAPictureAfterAPause_IsNotStill()
    {
        using var frame = Street();
        stillness.IsStill(frame);
        stillness.Keep();
        stillness.Forget();
        Assert.False(stillness.IsStill(frame));
        stillness.Keep();
        using var other = pool.Rent(Height, Width);
        other.Pixels.Fill(100);
        Assert.False(stillness.IsStill(other));
    }

    [Theory]
    [InlineData(false, 8, 9)]
    [InlineData(true, 50, 50)]
    public void EmptyStreet_IsSearchedFourTimesASecond(bool alsoStill, int least, int most)
    {
        using var gallery = Gallery.Load([]);
        using var analyser = Analyser(gallery, alsoStill, static _ => { });
        using var frame = Street();
        Play(analyser, frame, from: 0, frames: 50);

        Assert.InRange(Searches(analyser), least, most);
    }

    [Fact]
    public void ListedPersonWhoSteppedInAndStandsStill_IsFoundInTheSameFrame_AndCostsFewerSearchesThen()
    {
        WalkRun.SkipUnlessPossible();
        var people = WalkRun.Enrol(["03", "15"]);
        using var gallery = Gallery.Load(people.Rows);
        using var empty = pool.Rent(640, 480);
        empty.Pixels.Fill(100);
        using var portrait = Picture.Decode(File.ReadAllBytes(Path.Combine(TestData.Demo, "people", "03", "portrait.jpg")), 400);
        using var person = pool.Rent(640, 480);
        person.Pixels.Fill(100);
        for (var y = 0; y < Math.Min(480, portrait.Height); y++)
            portrait.Image.Row(y).CopyTo(person.Pixels[(((y * 640) + 120) * 3)..]);
        long[] searches = new long[2];
        List<AlertMessage>[] alerts = [[], []];
        for (var i = 0; i < 2; i++)
        {
            using var analyser = Analyser(gallery, alsoStill: i == 1, alerts[i].Add);
            Play(analyser, empty, from: 0, frames: 12);
            Play(analyser, person, from: 12, frames: 38);
            searches[i] = Searches(analyser);
        }

        Assert.Equal("03", people.Names[Assert.Single(alerts[0]).EntryId]);
        Assert.Equal(Assert.Single(alerts[1]).RaisedAt, alerts[0][0].RaisedAt);
        Assert.InRange(searches[0], 8, searches[1] * 2 / 3);
    }

    private static CameraAnalyser Analyser(Gallery gallery, bool alsoStill, Action<AlertMessage> raise) => new(
        new AnalysisContext(TestModels.OpenOrSkip(), gallery, WalkRun.Shipped, new RepeatSuppression(WalkRun.Shipped.RepeatSuppression), new FaceCounts(), Guid.Empty, raise),
        Guid.Empty,
        new FramePool(),
        AnalysisSteps.Unhurried with { AlsoStill = alsoStill });

    /// <summary>Runs of the detector at its finest: each search has one.</summary>
    private static long Searches(CameraAnalyser analyser) => analyser.ModelRuns.Detector.Max(d => d.Runs);

    private static void Play(CameraAnalyser analyser, VideoFrame frame, int from, int frames)
    {
        for (var i = from; i < from + frames; i++)
        {
            frame.Number = i;
            frame.StreamTime = TimeSpan.FromSeconds(i / 25.0);
            frame.At = DateTimeOffset.UnixEpoch + frame.StreamTime;
            analyser.Analyse(frame);
        }
    }

    private VideoFrame Street()
    {
        var frame = pool.Rent(Width, Height);
        frame.Pixels.Fill(100);
        return frame;
    }
}
