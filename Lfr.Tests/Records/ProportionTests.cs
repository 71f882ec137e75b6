using Lfr.Shared.Records;

namespace Lfr.Tests.Records;

public class ProportionTests
{
    [Fact]
    public void MetropolitanPoliceYear_HasItsPublishedRateAndInterval()
    {
        var perFace = new Proportion(10, 3_147_436);

        Assert.Equal(3.18e-6, perFace.Rate!.Value, 8);
        Assert.Equal(1.52e-6, perFace.Interval!.Value.Low, 8);
        Assert.Equal(5.84e-6, perFace.Interval!.Value.High, 8);
    }

    [Fact]
    public void EssexReport_EightOfTwentyTwo_IsThirtySixPerCent() =>
        Assert.Equal("36 % (8 of 22; 95 % interval 17 % to 59 %)", new Proportion(8, 22).ToString());

    [Theory]
    [InlineData(10, 2077, "0.48 % (10 of 2,077; 95 % interval 0.23 % to 0.88 %)")]
    [InlineData(10, 3_147_436, "0.00032 % (10 of 3,147,436; 95 % interval 0.00015 % to 0.00058 %)")]
    [InlineData(1, 30, "3 % (1 of 30; 95 % interval 0.08 % to 17 %)")]
    [InlineData(1, 50, "2 % (1 of 50; 95 % interval 0.05 % to 11 %)")]
    [InlineData(5000, 10_000, "50 % (5,000 of 10,000; 95 % interval 49 % to 51 %)")]
    [InlineData(999, 1000, "99.9 % (999 of 1,000; 95 % interval 99.44 % to 99.997 %)")]
    [InlineData(0, 3000, "0 % (0 of 3,000; 95 % interval 0 % to 0.1 %)")]
    [InlineData(1, 3, "1 of 3 (95 % interval 1 % to 91 %)")]
    public void Rate_HasNoMoreDigitsThanItsIntervalAllows(long events, long of, string words) => Assert.Equal(words, new Proportion(events, of).ToString());

    [Fact]
    public void RateForMachines_IsRoundedAsOnThePage() =>
        Assert.Equal((0.0000032, 0.0000015, 0.0000058), new Proportion(10, 3_147_436).Rounded);

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
