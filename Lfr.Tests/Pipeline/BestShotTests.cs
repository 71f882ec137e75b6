using Lfr.Inference.Faces;
using Lfr.Inference.Pipeline;

namespace Lfr.Tests.Pipeline;

public class BestShotTests
{
    private static readonly Guid entry = new("018f0000-0000-7000-8000-000000000001");
    private static readonly Guid other = new("018f0000-0000-7000-8000-000000000002");
    private readonly Track track = new(4);
    private TimeSpan now;

    public BestShotTests() => track.Begin(new Detection(0, 0, 40, 50, 0.9f), TimeSpan.Zero);

    [Fact]
    public void FirstShots_AreEmbedded_WhateverTheyPromise()
    {
        for (var i = 0; i < 3; i++)
            Assert.True(Offer(0.01f));
    }

    [Fact]
    public void ShotsThatAreNoBetter_AreSpared_UntilItIsTimeToMakeSureWhoItIs()
    {
        Full(0.8f);
        Assert.Equal([false, false, false, false, true, false, false, false, false, true], Offers(0.8f, 10));
    }

    [Fact]
    public void ShotThatIsClearlyBetter_IsEmbedded_AFewTimesASecond()
    {
        Full(0.3f);
        Assert.Equal([false, true, false, true, false, true], Offers(0.9f, 6));
    }

    [Fact]
    public void TrackOnWhichAnEntryIsAgreed_IsEmbeddedInEveryDueFrame_UntilItIsDecided()
    {
        Full(0.8f);
        track.Agree(entry);
        Assert.Equal([true, true, true], Offers(0.1f, 3));
        track.Decide(entry);
        Assert.Equal([false, false, false], Offers(0.1f, 3));
    }

    [Fact]
    public void TrackThatAlerted_IsOnlyMadeSureOf()
    {
        Full(0.3f);
        track.HasAlerted = true;
        Assert.Equal([false, false, false, false, true, false], Offers(1, 6));
    }

    [Fact]
    public void Track_IsLookedAtTenTimesASecondAtMost()
    {
        track.Looked(now);
        Assert.False(track.IsDue(now + TimeSpan.FromMilliseconds(80)));
        Assert.True(track.IsDue(now + TimeSpan.FromMilliseconds(100)));
    }

    [Fact]
    public void FrameForThePicture_GivesWayOnlyToAClearlyBetterOne_OfTheSameEntry()
    {
        var frame = new Lfr.Inference.Video.FramePool().Rent(8, 8);
        Assert.True(track.Prefers(entry, 0.1f));
        track.Keep(new KeptShot(frame, entry, default, 3, 1, []));
        Assert.False(track.Prefers(entry, 1.05f));
        Assert.True(track.Prefers(entry, 1.2f));
        Assert.True(track.Prefers(other, 0.1f));
        frame.Dispose();
        track.Clear();
    }

    private void Full(float quality)
    {
        for (var i = 0; i < 5; i++)
        {
            track.Add([1, 0, 0, 0], quality, 3, now);
            now += TimeSpan.FromMilliseconds(200);
        }

        now -= TimeSpan.FromMilliseconds(100);
    }

    private bool Offer(float quality)
    {
        var wanted = track.Wants(quality, now);
        if (wanted)
            track.Add([1, 0, 0, 0], quality * 0.1f, 3, now);
        now += TimeSpan.FromMilliseconds(100);
        return wanted;
    }

    private bool[] Offers(float quality, int times) => [.. Enumerable.Range(0, times).Select(_ => Offer(quality))];
}
