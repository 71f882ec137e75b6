using Lfr.Shared.Policy;

namespace Lfr.Tests.Policy;

public class BinomialIntervalTests
{
    /// <summary>Published values of Clopper and Pearson's 95 % limits (to four decimals), and closed forms where nothing or everything counted.</summary>
    [Theory]
    [InlineData(0, 10, 0, 0.3085)]
    [InlineData(1, 10, 0.0025, 0.4450)]
    [InlineData(5, 10, 0.1871, 0.8129)]
    [InlineData(10, 10, 0.6915, 1)]
    [InlineData(1, 100, 0.0003, 0.0545)]
    [InlineData(10, 100, 0.0490, 0.1762)]
    [InlineData(50, 100, 0.3983, 0.6017)]
    public void Limits_AreThePublishedOnes(long events, long of, double low, double high)
    {
        var interval = BinomialInterval.Of(events, of);
        Assert.Equal(low, interval.Low, 0.00006);
        Assert.Equal(high, interval.High, 0.00006);
    }

    /// <summary>For rare events the limits divide those of a Poisson count (Garwood 1936): 3 events are 0.6187 to 8.7673, 10 are 4.7954 to 18.3904.</summary>
    [Theory]
    [InlineData(0, 0, 3.6889)]
    [InlineData(3, 0.6187, 8.7673)]
    [InlineData(10, 4.7954, 18.3904)]
    [InlineData(100, 81.3640, 121.6272)]
    public void RareEvents_AmongMillions_HaveThePoissonLimits(long events, double low, double high)
    {
        const long of = 87_000_000;
        var interval = BinomialInterval.Of(events, of);
        Assert.Equal(low, interval.Low * of, 0.001);
        Assert.Equal(high, interval.High * of, 0.001);
    }

    [Fact]
    public void Limits_MirrorEachOther()
    {
        var few = BinomialInterval.Of(87_000, 87_000_000);
        var many = BinomialInterval.Of(87_000_000 - 87_000, 87_000_000);
        Assert.Equal(few.Low, 1 - many.High, 1e-9);
        Assert.Equal(few.High, 1 - many.Low, 1e-9);
        Assert.InRange(few.High - few.Low, 2 * 1.95e-3 / Math.Sqrt(87_000), 2 * 1.98e-3 / Math.Sqrt(87_000));
    }

    [Fact]
    public void NoTrials_ArePointless() => Assert.Throws<ArgumentOutOfRangeException>(() => BinomialInterval.Of(0, 0));
}
