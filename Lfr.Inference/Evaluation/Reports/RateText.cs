using System.Globalization;
using Lfr.Shared.Policy;

namespace Lfr.Inference.Evaluation.Reports;

/// <summary>Rates as tables show them, with their interval, or the words that nothing can be said.</summary>
internal static class RateText
{
    /// <summary>Where the data is too small for a rate.</summary>
    public const string NotMeasurable = "not measurable with this data";

    /// <summary>Below this, a percentage would be mostly zeros.</summary>
    private const double Small = 1e-4;

    /// <summary><c>92.3 %</c>, <c>0.12 %</c>, or <c>1.2e-6</c> for a small rate.</summary>
    public static string Of(double rate) => rate is > 0 and < Small
        ? rate.ToString("0.0e-0", CultureInfo.InvariantCulture)
        : Percent(rate, Format(rate)) + " %";

    /// <summary><c>92.3 % (90.1 to 94.2)</c>.</summary>
    public static string Of(double rate, RateInterval? interval)
    {
        if (interval is null)
            return Of(rate);
        return rate is > 0 and < Small
            ? string.Create(CultureInfo.InvariantCulture, $"{Of(rate)} ({interval.Low:0.0e-0} to {interval.High:0.0e-0})")
            : $"{Of(rate)} ({Percent(interval.Low, Format(rate))} to {Percent(interval.High, Format(rate))})";
    }

    /// <summary>A rate that was chosen, not measured: <c>0.1 %</c>.</summary>
    public static string Target(double rate) => Percent(rate, "0.####") + " %";

    /// <summary>A count with thousands separated.</summary>
    public static string Count(double count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A cosine to three decimals.</summary>
    public static string Cosine(double cosine) => cosine.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>As many digits as an interval can be told apart by.</summary>
    private static string Format(double rate) => rate switch
    {
        0 => "0.##",
        < 0.001 => "0.000",
        < 0.01 => "0.00",
        _ => "0.0",
    };

    private static string Percent(double rate, string format) => (rate * 100).ToString(format, CultureInfo.InvariantCulture);
}
