using System.Globalization;

namespace Lfr.Inference.Evaluation.Reports;

/// <summary>How an axis spaces its values.</summary>
public enum AxisScale
{
    /// <summary>Evenly.</summary>
    Linear,

    /// <summary>By the logarithm: small rates spread over decades.</summary>
    Log,

    /// <summary>By the normal deviate, as detection error tradeoff curves are drawn (Martin and others, Eurospeech 1997): two normal distributions give a straight line.</summary>
    NormalDeviate,
}

/// <summary>One axis of a plot.</summary>
/// <param name="Label">What it measures, with its unit.</param>
/// <param name="Scale">How its values are spaced.</param>
/// <param name="Low">Value at the left or the bottom; above 0 unless linear.</param>
/// <param name="High">Value at the right or the top; below 1 for normal deviates.</param>
/// <param name="Ticks">Values that are named, in ascending order.</param>
/// <param name="Percent">Whether values are shares, shown as percentages.</param>
public sealed record PlotAxis(string Label, AxisScale Scale, double Low, double High, IReadOnlyList<double> Ticks, bool Percent)
{
    /// <summary>Shares from one in ten thousand to all, spaced by the logarithm.</summary>
    public static PlotAxis LogRate(string label, double low) => new(label, AxisScale.Log, low, 1, [.. new[] { 1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1 }.Where(t => t >= low * 0.999)], Percent: true);

    /// <summary>Shares from 0.1 % to 50 %, spaced by the normal deviate.</summary>
    public static PlotAxis DeviateRate(string label) => new(label, AxisScale.NormalDeviate, 0.001, 0.6, [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6], Percent: true);

    /// <summary>Cosines.</summary>
    public static PlotAxis Cosine(double low, double high) =>
        new("Cosine of the two templates (no unit)", AxisScale.Linear, low, high, [.. Enumerable.Range(-10, 21).Select(i => i / 10d).Where(t => t >= low - 1e-9 && t <= high + 1e-9)], Percent: false);

    /// <summary>Where a value lies, 0 at the low end and 1 at the high one; values beyond are held at the ends.</summary>
    public double Place(double value)
    {
        var (low, high) = (Spaced(Low), Spaced(High));
        return Math.Clamp((Spaced(Math.Clamp(value, Low, High)) - low) / (high - low), 0, 1);
    }

    /// <summary>A tick's text: <c>0.1 %</c> or <c>0.4</c>.</summary>
    public string Name(double tick) => Percent
        ? (tick * 100).ToString("0.####", CultureInfo.InvariantCulture) + " %"
        : tick.ToString("0.##", CultureInfo.InvariantCulture);

    private double Spaced(double value) => Scale switch
    {
        AxisScale.Log => Math.Log10(value),
        AxisScale.NormalDeviate => Deviate(value),
        _ => value,
    };

    /// <summary>The standard normal distribution's quantile, by halving: a plot needs three digits.</summary>
    private static double Deviate(double p)
    {
        double low = -8, high = 8;
        for (var i = 0; i < 50; i++)
        {
            var middle = (low + high) / 2;
            if (Share(middle) < p)
                low = middle;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>The normal distribution function (Zelen and Severo, Abramowitz and Stegun 26.2.17; error below 1e-7).</summary>
    private static double Share(double z)
    {
        var t = 1 / (1 + (0.2316419 * Math.Abs(z)));
        var tail = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI)
            * t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return z < 0 ? tail : 1 - tail;
    }
}
