using System.Diagnostics;

namespace Lfr.Benchmarks;

/// <summary>
/// Runs two pieces of work in turn, ours, theirs, ours, theirs …, so that a machine whose speed drifts bends both alike, and judges the ratio round by
/// round.
/// </summary>
public static class SideBySide
{
    /// <summary>What a comparison gave.</summary>
    /// <param name="Ours">Median seconds of one round of ours.</param>
    /// <param name="Theirs">Median seconds of one round of theirs.</param>
    /// <param name="Ratio">Median over the rounds of theirs ÷ ours: above 1, ours is faster.</param>
    /// <param name="LowestRatio">Smallest ratio of a round.</param>
    /// <param name="HighestRatio">Largest ratio of a round.</param>
    public sealed record Outcome(double Ours, double Theirs, double Ratio, double LowestRatio, double HighestRatio);

    /// <summary>Runs both, once to warm up and then <paramref name="rounds"/> times.</summary>
    public static Outcome Run(Action ours, Action theirs, int rounds) => Run(() => Time(ours), () => Time(theirs), rounds);

    /// <summary>Runs both; each tells how many seconds its work took, for a peer in a process of its own.</summary>
    public static Outcome Run(Func<double> ours, Func<double> theirs, int rounds)
    {
        ours();
        theirs();
        var a = new double[rounds];
        var b = new double[rounds];
        for (var i = 0; i < rounds; i++)
        {
            a[i] = ours();
            b[i] = theirs();
        }

        var ratios = a.Zip(b, (x, y) => y / x).Order().ToArray();
        return new Outcome(Median(a), Median(b), Median(ratios), ratios[0], ratios[^1]);
    }

    /// <summary>The middle value, or the mean of the two middle ones.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static double Time(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
