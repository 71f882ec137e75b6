using System.Text.Json.Serialization;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Records;

/// <summary>A share of counted things, always with its count and a 95 % interval: a rate without them says more than is known.</summary>
/// <param name="Events">How many.</param>
/// <param name="Of">Out of how many; 0 when there was nothing to count.</param>
public readonly record struct Proportion(long Events, long Of)
{
    /// <summary>The share, 0–1; <see langword="null"/> when there was nothing to count.</summary>
    [JsonIgnore]
    public double? Rate => Of == 0 ? null : (double)Events / Of;

    /// <summary>
    /// 95 % interval: exact (Clopper and Pearson); by the rule of three (3 ÷ n) where nothing or everything counted, since then the interval says all that is
    /// known and has one end only. <see langword="null"/> when there was nothing to count.
    /// </summary>
    [JsonIgnore]
    public (double Low, double High)? Interval
    {
        get
        {
            if (Of == 0)
                return null;
            if (Events == 0)
                return (0, Math.Min(1, 3.0 / Of));
            if (Events == Of)
                return (Math.Max(0, 1 - (3.0 / Of)), 1);
            var exact = BinomialInterval.Of(Events, Of);
            return (exact.Low, exact.High);
        }
    }

    /// <summary>
    /// The rate with no more digits than its interval allows: <c>36 %</c>, <c>0.48 %</c>; <c>1 of 3</c> where so little was counted that not even whole per
    /// cents mean anything; <c>not measured</c> when there was nothing to count.
    /// </summary>
    [JsonIgnore]
    public string RateInWords => (Rate, Digits) switch
    {
        (null, _) => "not measured",
        (_, < 0) => $"{Words.Number(Events)} of {Words.Number(Of)}",
        ({ } rate, var digits) => Words.Percent(rate, digits),
    };

    /// <summary>The 95 % interval, rounded as the rate is: <c>20 % to 57 %</c>; <see langword="null"/> when there was nothing to count.</summary>
    [JsonIgnore]
    public string? IntervalInWords => Interval is var (low, high) ? $"{Words.Percent(low, BoundDigits(low))} to {Words.Percent(high, BoundDigits(high))}" : null;

    /// <summary>Rate and interval as shares, 0–1, rounded as <see cref="RateInWords"/> rounds them: for files that machines read.</summary>
    [JsonIgnore]
    public (double Rate, double Low, double High)? Rounded => Rate is { } rate && Interval is var (low, high)
        ? (Words.Rounded(rate, Math.Max(0, Digits) + 2), Words.Rounded(low, BoundDigits(low) + 2), Words.Rounded(high, BoundDigits(high) + 2))
        : null;

    /// <summary>Decimals of the per cents; negative where the interval is so wide that it allows none.</summary>
    private int Digits => Rate is { } rate && Interval is var (low, high)
        ? Math.Min(Words.Decimals((high - low) * 50), Events == 0 || Events == Of ? 0 : Words.SignificantDecimals(rate))
        : 0;

    /// <summary>In words: <c>36 % (8 of 22; 95 % interval 20 % to 57 %)</c>, or <c>not measured: nothing was counted</c>.</summary>
    public override string ToString() => (IntervalInWords, Digits) switch
    {
        (null, _) => "not measured: nothing was counted",
        ({ } interval, < 0) => $"{RateInWords} (95 % interval {interval})",
        ({ } interval, _) => $"{RateInWords} ({Words.Number(Events)} of {Words.Number(Of)}; 95 % interval {interval})",
    };

    /// <summary>Decimals of a bound: those that the interval allows, and more only where the bound would be rounded to nothing or to everything.</summary>
    private int BoundDigits(double bound)
    {
        var (low, high) = Interval!.Value;
        var digits = Math.Max(0, Words.Decimals((high - low) * 50));
        var tail = Math.Min(bound, 1 - bound) * 100;
        return tail > 0 && Words.Rounded(tail, digits) == 0 ? -(int)Math.Floor(Math.Log10(tail)) : digits;
    }
}
