using Lfr.Shared.Policy;

namespace Lfr.Tests.Records;

public class FigureWordsTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.0004, "fewer than 0.001")]
    [InlineData(0.0512, "0.05")]
    [InlineData(0.874, "0.9")]
    [InlineData(1.42, "1.4")]
    [InlineData(8.7, "9")]
    [InlineData(119.6, "120")]
    [InlineData(1234, "1,230")]
    public void ExpectedCount_HasTheDigitsThatChanceLeavesIt(double mean, string words) => Assert.Equal(words, Words.Expected(mean));

    [Theory]
    [InlineData(0.001, "1 in 1,000")]
    [InlineData(1.0 / 12_345, "1 in 12,345")]
    [InlineData(0, "never")]
    public void RateThatIsSet_IsSaidAsItIsSet(double rate, string words) => Assert.Equal(words, Words.OneIn(rate));

    [Theory]
    [InlineData(1.0 / 18_732, "1 in 19,000")]
    [InlineData(1.0 / 1_000, "1 in 1,000")]
    [InlineData(0.4, "1 in 2.5")]
    [InlineData(0, "never")]
    public void RateThatIsEstimated_HasTwoDigits(double rate, string words) => Assert.Equal(words, Words.AboutOneIn(rate));

    [Theory]
    [InlineData(0.001, "0.1 %")]
    [InlineData(0.9163, "92 %")]
    [InlineData(0.9996, "99.96 %")]
    public void Share_IsNeverRoundedToAll(double share, string words) => Assert.Equal(words, Words.Percent(share));

    [Theory]
    [InlineData(-5, "0 s")]
    [InlineData(45, "45 s")]
    [InlineData(125, "2 min 5 s")]
    [InlineData(45 * 60, "45 min")]
    [InlineData((71 * 3600) + (59 * 60) + 59, "71 h 59 min")]
    [InlineData(72 * 3600, "72 h")]
    [InlineData((123 * 3600) + 1800, "5 days 3 h")]
    public void Length_IsSaidInItsTwoLargestUnits(int seconds, string words) => Assert.Equal(words, Words.Duration(TimeSpan.FromSeconds(seconds)));
}
