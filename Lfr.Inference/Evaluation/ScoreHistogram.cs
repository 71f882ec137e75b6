namespace Lfr.Inference.Evaluation;

/// <summary>
/// Counts of cosines in bins of 2⁻¹⁵. A bin's lower edge is a float and a cosine finds its bin without rounding, so the number of scores at or
/// above an edge is exact, however many there were; only a threshold between edges is not possible.
/// </summary>
public sealed class ScoreHistogram
{
    private const int PerUnit = 1 << 15;
    private readonly long[] _bins = new long[(2 * PerUnit) + 1];

    /// <summary>Scores counted.</summary>
    public long Count { get; private set; }

    /// <summary>Counts a score; what rounding left beyond [-1, 1] counts as the end.</summary>
    public void Add(float cosine)
    {
        _bins[Bin(cosine)]++;
        Count++;
    }

    /// <summary>Counts every score.</summary>
    public void Add(ReadOnlySpan<float> cosines)
    {
        foreach (var cosine in cosines)
            _bins[Bin(cosine)]++;
        Count += cosines.Length;
    }

    /// <summary>Adds another histogram's counts.</summary>
    public void Add(ScoreHistogram other)
    {
        for (var i = 0; i < _bins.Length; i++)
            _bins[i] += other._bins[i];
        Count += other.Count;
    }

    /// <summary>How many scores are at or above <paramref name="cosine"/>, rounded up to a bin's edge.</summary>
    public long AtOrAbove(double cosine)
    {
        var count = 0L;
        for (var i = (int)Math.Clamp(Math.Ceiling(cosine * PerUnit) + PerUnit, 0, _bins.Length); i < _bins.Length; i++)
            count += _bins[i];
        return count;
    }

    /// <summary>
    /// The lowest edge which at most <paramref name="accepted"/> scores reach, and how many reach it (fewer where scores lie within one bin).
    /// </summary>
    public (double Cosine, long Accepted) LowestThreshold(long accepted)
    {
        var count = 0L;
        for (var i = _bins.Length - 1; i >= 0; i--)
        {
            if (count + _bins[i] > accepted)
                return (Edge(i + 1), count);
            count += _bins[i];
        }

        return (-1, count);
    }

    /// <summary>Share of the scores in each of <paramref name="parts"/> equal parts of [<paramref name="low"/>, <paramref name="high"/>), for a plot.</summary>
    public double[] Shares(double low, double high, int parts)
    {
        var shares = new double[parts];
        for (var i = 0; i < _bins.Length; i++)
        {
            var part = (Edge(i) - low) / (high - low) * parts;
            if (_bins[i] > 0 && part >= 0 && part < parts)
                shares[(int)part] += _bins[i] / (double)Count;
        }

        return shares;
    }

    private static double Edge(int bin) => ((double)bin / PerUnit) - 1;

    /// <summary>A float times a power of two is exact, and so is its floor.</summary>
    private static int Bin(float cosine) => Math.Clamp((int)MathF.Floor(cosine * PerUnit) + PerUnit, 0, 2 * PerUnit);
}
