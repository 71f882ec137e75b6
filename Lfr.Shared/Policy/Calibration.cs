namespace Lfr.Shared.Policy;

/// <summary>One measured point: at this cosine, this share of comparisons between different people is above it.</summary>
/// <param name="Cosine">Threshold, in [-1, 1].</param>
/// <param name="FalseMatchRate">Pairwise false match rate.</param>
/// <param name="TruePositiveRate">Share of listed passers-by found at this threshold (TPIR), 0–1; <see langword="null"/> where not measured.</param>
/// <param name="FalseMatchInterval">95 % interval of the false match rate; <see langword="null"/> on cards that do not state it.</param>
/// <param name="TruePositiveInterval">95 % interval of the true positive rate; <see langword="null"/> on cards that do not state it.</param>
public sealed record CalibrationPoint(
    double Cosine,
    double FalseMatchRate,
    double? TruePositiveRate = null,
    RateInterval? FalseMatchInterval = null,
    RateInterval? TruePositiveInterval = null);

/// <summary>A 95 % interval of a rate.</summary>
/// <param name="Low">Lower end, 0–1.</param>
/// <param name="High">Upper end, 0–1.</param>
public sealed record RateInterval(double Low, double High);

/// <summary>How an embedder's scores relate to errors, as measured; belongs to one model file.</summary>
/// <param name="EmbedderHash">SHA-256, lower-case hex, of the model file.</param>
/// <param name="MeasuredOn">Data set and size, for people.</param>
/// <param name="ImpostorComparisons">Comparisons behind it: rates below 3 ÷ this were not measured.</param>
/// <param name="Points">Points in ascending order of cosine.</param>
/// <param name="LowestThreshold">Lowest cosine at which the model may run, from its card; <see langword="null"/> where the card names none.</param>
public sealed record Calibration(string EmbedderHash, string MeasuredOn, long ImpostorComparisons, IReadOnlyList<CalibrationPoint> Points, double? LowestThreshold = null)
{
    /// <summary>
    /// The cosine below which nothing runs: <see cref="LowestThreshold"/>, or the lowest that was measured. It belongs to the model and to no policy, because
    /// scores of different models have different scales.
    /// </summary>
    public double Floor => LowestThreshold ?? Points[0].Cosine;

    /// <summary>
    /// Pairwise false match rate at <paramref name="cosine"/>: log-linear between measured points and beyond them (the caller says so to people
    /// where <see cref="IsMeasured"/> is false).
    /// </summary>
    public double FalseMatchRateAt(double cosine)
    {
        var (a, b) = Around(p => p.Cosine, cosine);
        var t = (cosine - a.Cosine) / (b.Cosine - a.Cosine);
        return Math.Min(1, Math.Exp(Math.Log(a.FalseMatchRate) + (t * (Math.Log(b.FalseMatchRate) - Math.Log(a.FalseMatchRate)))));
    }

    /// <summary>Cosine at which the pairwise false match rate is <paramref name="rate"/>; the inverse of <see cref="FalseMatchRateAt"/>.</summary>
    public double CosineFor(double rate)
    {
        var (a, b) = Around(p => -Math.Log(p.FalseMatchRate), -Math.Log(rate));
        var t = (Math.Log(rate) - Math.Log(a.FalseMatchRate)) / (Math.Log(b.FalseMatchRate) - Math.Log(a.FalseMatchRate));
        return a.Cosine + (t * (b.Cosine - a.Cosine));
    }

    /// <summary>TPIR at <paramref name="cosine"/>, linear between measured points, held at the ends; <see langword="null"/> when none was measured.</summary>
    public double? TruePositiveRateAt(double cosine)
    {
        var known = Points.Where(p => p.TruePositiveRate is not null).ToArray();
        if (known.Length == 0)
            return null;
        if (cosine <= known[0].Cosine)
            return known[0].TruePositiveRate;
        for (var i = 1; i < known.Length; i++)
        {
            if (cosine <= known[i].Cosine)
            {
                var t = (cosine - known[i - 1].Cosine) / (known[i].Cosine - known[i - 1].Cosine);
                return known[i - 1].TruePositiveRate + (t * (known[i].TruePositiveRate - known[i - 1].TruePositiveRate));
            }
        }

        return known[^1].TruePositiveRate;
    }

    /// <summary>Whether <paramref name="cosine"/> lies within the measured points.</summary>
    public bool IsMeasured(double cosine) => cosine >= Points[0].Cosine && cosine <= Points[^1].Cosine;

    private (CalibrationPoint A, CalibrationPoint B) Around(Func<CalibrationPoint, double> key, double value)
    {
        for (var i = 1; i < Points.Count - 1; i++)
        {
            if (value <= key(Points[i]))
                return (Points[i - 1], Points[i]);
        }

        return (Points[^2], Points[^1]);
    }
}

/// <summary>The threshold that follows from what the planner wants, the model and the size of the list. Frozen in the licence.</summary>
/// <param name="Cosine">Threshold.</param>
/// <param name="FalseAlertRate">Expected false alerts per face compared, at this list size.</param>
/// <param name="TruePositiveRate">Expected share of listed passers-by found, as measured; <see langword="null"/> where not measured.</param>
/// <param name="RaisedToFloor">Whether the model's floor lifted it.</param>
/// <param name="IsMeasured">Whether the threshold lies within what was measured.</param>
public sealed record ThresholdChoice(double Cosine, double FalseAlertRate, double? TruePositiveRate, bool RaisedToFloor, bool IsMeasured)
{
    /// <summary>
    /// Picks the threshold whose pairwise false match rate is the target divided by the size of the list, rounded up to a thousandth, and never
    /// below the model's floor.
    /// </summary>
    public static ThresholdChoice For(Calibration calibration, double targetFalseAlertRate, int gallerySize)
    {
        var size = Math.Max(1, gallerySize);
        var wanted = Math.Ceiling(calibration.CosineFor(targetFalseAlertRate / size) * 1000) / 1000;
        var cosine = Math.Max(wanted, calibration.Floor);
        return new ThresholdChoice(
            cosine,
            Math.Min(1, calibration.FalseMatchRateAt(cosine) * size),
            calibration.TruePositiveRateAt(cosine),
            wanted < calibration.Floor,
            calibration.IsMeasured(cosine));
    }
}
