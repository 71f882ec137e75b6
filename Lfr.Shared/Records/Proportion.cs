using System.Text.Json.Serialization;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Records;

/// <summary>A share of counted things, always with its count and a 95 % interval: a rate without them says more than is known.</summary>
/// <param name="Events">How many.</param>
/// <param name="Of">Out of how many; 0 when there was nothing to count.</param>
public readonly record struct Proportion(long Events, long Of)
{
    private const double Z = 1.959963984540054;

    /// <summary>The share, 0–1; <see langword="null"/> when there was nothing to count.</summary>
    [JsonIgnore]
    public double? Rate => Of == 0 ? null : (double)Events / Of;

    /// <summary>
    /// 95 % interval: Wilson; by the rule of three (3 ÷ n) where nothing or everything counted, since then the interval says all that is known.
    /// <see langword="null"/> when there was nothing to count.
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
            var n = (double)Of;
            var p = Events / n;
            var centre = p + (Z * Z / (2 * n));
            var spread = Z * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4 * n * n)));
            var scale = 1 + (Z * Z / n);
            return ((centre - spread) / scale, (centre + spread) / scale);
        }
    }

    /// <summary>In words: <c>36 % (8 of 22; 95 % interval 20 % to 57 %)</c>, or <c>not measured: nothing was counted</c>.</summary>
    public override string ToString() => Rate is { } rate && Interval is var (low, high)
        ? $"{Words.Percent(rate)} ({Words.Number(Events)} of {Words.Number(Of)}; 95 % interval {Words.Percent(low)} to {Words.Percent(high)})"
        : "not measured: nothing was counted";
}
