using Lfr.Inference.Faces;
using Lfr.Inference.Pipeline;
using Lfr.Inference.Video;

namespace Lfr.Tests.Pipeline;

public class RepeatAndMosaicTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Repeat_IsSuppressedForTheInterval_ForThatEntryOnly()
    {
        var repeats = new RepeatSuppression(TimeSpan.FromSeconds(60));
        var (one, other) = (Guid.CreateVersion7(Noon), Guid.CreateVersion7(Noon));
        var alert = Guid.CreateVersion7(Noon);
        Assert.Null(repeats.Raise(one, Noon, 0.6f, () => alert));
        Assert.Equal(alert, repeats.Raise(one, Noon.AddSeconds(59), 0.6f, Alert));
        Assert.Null(repeats.Raise(other, Noon.AddSeconds(59), 0.6f, Alert));
        Assert.Null(repeats.Raise(one, Noon.AddSeconds(60), 0.6f, Alert));
    }

    /// <summary>A brother alerts at 0.478; eleven seconds later the person on the list walks by, at 0.924.</summary>
    [Fact]
    public void Person_WhoScoresClearlyHigherThanWhoAlertedBefore_IsAnnounced()
    {
        var repeats = new RepeatSuppression(TimeSpan.FromSeconds(300));
        Assert.Null(repeats.Raise(Guid.Empty, Noon, 0.478f, Alert));
        Assert.NotNull(repeats.Raise(Guid.Empty, Noon.AddSeconds(5), 0.478f + RepeatSuppression.ClearlyHigher - 0.01f, Alert));
        Assert.Null(repeats.Raise(Guid.Empty, Noon.AddSeconds(11), 0.924f, Alert));
        Assert.NotNull(repeats.Raise(Guid.Empty, Noon.AddSeconds(12), 0.93f, Alert));
    }

    [Fact]
    public void Alert_ThatPeopleFoundWrong_SilencesNobody_AndSayingItAgainChangesNothing()
    {
        var repeats = new RepeatSuppression(TimeSpan.FromSeconds(300));
        var (wrong, right) = (Guid.CreateVersion7(Noon), Guid.CreateVersion7(Noon));
        Assert.Null(repeats.Raise(Guid.Empty, Noon, 0.6f, () => wrong));
        repeats.Rearm(wrong);
        Assert.Null(repeats.Raise(Guid.Empty, Noon.AddSeconds(5), 0.6f, () => right));
        repeats.Rearm(wrong);
        Assert.Equal(right, repeats.Raise(Guid.Empty, Noon.AddSeconds(6), 0.6f, Alert));
    }

    [Fact]
    public void Repeat_OfAnAlertFromBeforeARestart_IsSuppressed()
    {
        var repeats = new RepeatSuppression(TimeSpan.FromSeconds(60));
        repeats.Remember(Guid.Empty, Noon, Guid.Empty, 0.6f);
        Assert.NotNull(repeats.Raise(Guid.Empty, Noon.AddSeconds(30), 0.6f, Alert));
    }

    [Fact]
    public void Alert_ThatCouldNotBeMade_MutesNobody()
    {
        var repeats = new RepeatSuppression(TimeSpan.FromSeconds(60));

        Assert.Throws<InvalidOperationException>(() => repeats.Raise(Guid.Empty, Noon, 0.6f, () => throw new InvalidOperationException("No memory for the pictures.")));

        Assert.Null(repeats.Raise(Guid.Empty, Noon.AddSeconds(1), 0.6f, Alert));
    }

    [Fact]
    public async Task Alert_BeingMadeForOneCamera_IsNotMadeForAnother()
    {
        var repeats = new RepeatSuppression(TimeSpan.FromSeconds(60));
        using var making = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var cancel = TestContext.Current.CancellationToken;
        var first = Task.Run(
            () => repeats.Raise(Guid.Empty, Noon, 0.6f, () =>
            {
                making.Set();
                go.Wait(cancel);
                return Guid.Empty;
            }),
            cancel);
        making.Wait(cancel);
        var second = Task.Run(() => repeats.Raise(Guid.Empty, Noon.AddMilliseconds(69), 0.6f, Alert), cancel);
        go.Set();

        Assert.Null(await first);
        Assert.NotNull(await second);
    }

    [Fact]
    public void HiddenFace_IsAtMostAFewBlocks()
    {
        var picture = Noise(200, 200);
        Mosaic.Hide(picture, 200, 200, new Detection(60, 60, 60, 60, 1), spare: null);
        var colours = new HashSet<int>();
        for (var y = 60; y < 120; y++)
        {
            for (var x = 60; x < 120; x++)
                colours.Add(picture[((y * 200) + x) * 3]);
        }

        Assert.InRange(colours.Count, 1, 36);
    }

    [Fact]
    public void AlertedFace_StaysClear_BesideAHiddenOne()
    {
        var picture = Noise(200, 200);
        var before = picture.ToArray();
        var target = new Detection(125, 60, 60, 60, 1);
        Mosaic.Hide(picture, 200, 200, new Detection(60, 60, 60, 60, 1), target);
        for (var y = 60; y < 120; y++)
            Assert.True(picture.AsSpan(((y * 200) + 125) * 3, 180).SequenceEqual(before.AsSpan(((y * 200) + 125) * 3, 180)));
    }

    [Fact]
    public void HiddenFace_AtThePicturesEdge_IsHidden()
    {
        var picture = Noise(100, 100);
        Mosaic.Hide(picture, 100, 100, new Detection(-20, 70, 60, 60, 1), spare: null);
        Mosaic.Hide(picture, 100, 100, new Detection(500, 500, 60, 60, 1), spare: null);
        Assert.Equal(picture[(90 * 100 * 3) + 0], picture[(90 * 100 * 3) + 3]);
    }

    [Fact]
    public void Tile_HasAtMostSixtyFourBlocksAcross_AndFewPerFace()
    {
        using var frame = new FramePool().Rent(1280, 720);
        Noise(1280, 720).CopyTo(frame.Pixels);
        var (width, height, png) = TileMaker.Make(frame, [new Detection(300, 200, 300, 300, 1)]);
        Assert.Equal((64, 36), (width, height));
        using var tile = Picture.Decode(png);
        var colours = new HashSet<int>();
        for (var y = 10; y < 25; y++)
        {
            for (var x = 15; x < 30; x++)
                colours.Add(BitConverter.ToUInt16(tile.Image.Pixels.Slice(((y * 64) + x) * 3, 2)));
        }

        Assert.InRange(colours.Count, 1, 36);
    }

    private static byte[] Noise(int width, int height)
    {
        var picture = new byte[width * height * 3];
        new Random(3).NextBytes(picture);
        return picture;
    }

    private static Guid Alert() => Guid.CreateVersion7(Noon);
}
