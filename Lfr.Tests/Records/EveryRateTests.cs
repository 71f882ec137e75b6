using Lfr.Shared.Records;

namespace Lfr.Tests.Records;

/// <summary>All small shares, one by one. It takes seconds, so that it stands by itself: mutation testing (eng/mutate.sh) asks the others.</summary>
public class EveryRateTests
{
    [Fact]
    public void EveryRate_DiffersFromItsEndsAndStaysWithinWhatItsIntervalResolves()
    {
        for (var of = 1; of <= 60; of += of < 20 ? 1 : 8)
        {
            for (var events = 0; events <= of; events++)
            {
                var share = new Proportion(events, of);
                var (low, high) = share.Interval!.Value;
                var digits = share.RateInWords.Contains('.', StringComparison.Ordinal) ? share.RateInWords.Split(' ')[0].Split('.')[1].Length : 0;

                if (share.RateInWords.EndsWith('%'))
                    Assert.True(Math.Pow(10, -digits) >= (high - low) * 50 / 35.5, $"{share} shows more than its interval allows.");
                Assert.Equal(events == 0, share.RateInWords == "0 %" || share.RateInWords.StartsWith("0 of", StringComparison.Ordinal));
                Assert.Equal(events == of, share.RateInWords == "100 %" || share.RateInWords == $"{of} of {of}");
                Assert.Equal(low == 0, share.Rounded!.Value.Low == 0);
            }
        }
    }
}
