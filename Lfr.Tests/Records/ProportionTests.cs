using Lfr.Shared.Records;

namespace Lfr.Tests.Records;

public class ProportionTests
{
    [Fact]
    public void MetropolitanPoliceYear_HasItsPublishedRateAndInterval()
    {
        var perFace = new Proportion(10, 3_147_436);

        Assert.Equal(3.18e-6, perFace.Rate!.Value, 8);
        Assert.Equal(1.73e-6, perFace.Interval!.Value.Low, 8);
        Assert.Equal(5.85e-6, perFace.Interval!.Value.High, 8);
    }

    [Fact]
    public void EssexReport_EightOfTwentyTwo_IsThirtySixPerCent() =>
        Assert.Equal("36 % (8 of 22; 95 % interval 20 % to 57 %)", new Proportion(8, 22).ToString());

    [Fact]
    public void NoEvent_BoundIsThreeOverN() => Assert.Equal((0, 0.001), new Proportion(0, 3000).Interval);

    [Fact]
    public void AllEvents_BoundIsOneMinusThreeOverN() => Assert.Equal((0.97, 1), new Proportion(100, 100).Interval);

    [Fact]
    public void OneOfOne_ProvesNothing() => Assert.Equal((0, 1), new Proportion(1, 1).Interval);

    [Fact]
    public void NothingCounted_HasNoRate()
    {
        Assert.Null(new Proportion(0, 0).Rate);
        Assert.Null(new Proportion(0, 0).Interval);
        Assert.Equal("not measured: nothing was counted", new Proportion(0, 0).ToString());
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(5, 10)]
    [InlineData(9, 10)]
    [InlineData(1, 1_000_000)]
    public void Interval_HoldsTheRateAndStaysWithinZeroAndOne(long events, long of)
    {
        var share = new Proportion(events, of);

        Assert.InRange(share.Rate!.Value, share.Interval!.Value.Low, share.Interval.Value.High);
        Assert.True(share.Interval.Value is { Low: >= 0, High: <= 1 });
    }
}

public class CellTests
{
    [Fact]
    public void SmallCounts_AreWithheld() =>
        Assert.Equal([new("W1", 40), new("W2", null), new("W3", null), new("W4", 0)], Cell.Publishable([("W1", 40), ("W2", 4), ("W3", 1), ("W4", 0)]));

    [Fact]
    public void OneSmallCount_TakesTheNextSmallestWithIt() =>
        Assert.Equal([new("W1", 40), new("W2", null), new("W3", null)], Cell.Publishable([("W1", 40), ("W2", 4), ("W3", 9)]));

    [Fact]
    public void LargeCounts_ArePublished() => Assert.Equal([new("W1", 5), new("W2", 7)], Cell.Publishable([("W1", 5), ("W2", 7)]));
}
