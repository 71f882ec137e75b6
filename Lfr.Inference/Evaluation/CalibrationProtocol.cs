using System.Globalization;
using System.Numerics.Tensors;
using Lfr.Inference.Models;
using Lfr.Shared.Policy;

namespace Lfr.Inference.Evaluation;

/// <summary>
/// Measures what a threshold means for an embedder: at each false match rate that the data supports, the cosine, and the share of known people
/// found there.
/// </summary>
public static class CalibrationProtocol
{
    /// <summary>Comparisons that must be expected to match by mistake before a rate counts as measured (the rule of three).</summary>
    public const int LeastFalseMatches = 3;

    /// <summary>A reference picture is compared with at most so many others of its person, so that a few much-photographed people do not decide.</summary>
    public const int ProbesPerPerson = 5;

    private const int Seed = 1;

    /// <summary>Two rates per decade: the policy interpolates between points.</summary>
    private static readonly double[] Ladder = [1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 3e-6, 1e-6, 3e-7, 1e-7, 3e-8, 1e-8];

    /// <summary>
    /// Counts all comparisons of pictures of different people, and compares each person's first picture, as a list would hold it, with up to
    /// <see cref="ProbesPerPerson"/> further ones.
    /// </summary>
    /// <param name="people">Templates of length 1 of each person's pictures; <see langword="null"/> where no face was found: no comparison
    /// between different people, a miss for its own.</param>
    /// <param name="doubtful">Pairs of names that are one person by a mistake of the data; their comparisons are left out.</param>
    /// <param name="measuredOn">Data set, for people; the numbers of pictures and people are added.</param>
    /// <returns>Points in ascending order of cosine. False match rates are as counted, at or just below 1e-2, 3e-3, 1e-3 … as far as three or more
    /// false matches stand behind them; intervals are Clopper and Pearson's. The true positive rate does not ask that nobody else on a list
    /// scored higher; its interval resamples people.</returns>
    /// <exception cref="EvaluationException">There are too few comparisons for two points.</exception>
    public static CalibrationCard Measure(
        IReadOnlyDictionary<string, IReadOnlyList<float[]?>> people, IReadOnlySet<(string A, string B)> doubtful, string measuredOn) =>
        Measure(people, ImpostorComparisons.Count(people, doubtful, CancellationToken.None), measuredOn);

    /// <summary>As the public one, with the impostor comparisons already counted.</summary>
    internal static CalibrationCard Measure(IReadOnlyDictionary<string, IReadOnlyList<float[]?>> people, ScoreHistogram impostors, string measuredOn)
    {
        var genuine = Genuine(people);
        var points = new List<CalibrationPoint>();
        foreach (var rate in Ladder)
        {
            // A hair more than the product, which is not always whole in binary.
            var allowed = (long)((rate * impostors.Count) + 1e-6);
            if (allowed < LeastFalseMatches)
                break;
            var (cosine, accepted) = impostors.LowestThreshold(allowed);

            // Ties at the tail (the same photograph under two names) may leave a rate without a threshold of its own.
            if (accepted < LeastFalseMatches || cosine > 1 || (points.Count > 0 && cosine <= points[^1].Cosine))
                continue;
            points.Add(Point(cosine, accepted, impostors.Count, genuine));
        }

        if (points.Count < 2)
        {
            throw new EvaluationException(string.Create(
                CultureInfo.InvariantCulture,
                $"{impostors.Count:N0} comparisons of different people are too few to calibrate a threshold: at least 1,000 are needed for two points, and three million for a false match rate of one in a million."));
        }

        var pictures = people.Values.Sum(p => p.Count);
        return new CalibrationCard(
            string.Create(CultureInfo.InvariantCulture, $"{measuredOn}: {pictures:N0} photographs of {people.Count:N0} people"), impostors.Count, points);
    }

    /// <summary>For each person with a reference: the cosine of each further picture with it, -1 where no face was found.</summary>
    internal static IReadOnlyList<float[]> Genuine(IReadOnlyDictionary<string, IReadOnlyList<float[]?>> people) =>
    [
        .. people.OrderBy(p => p.Key, StringComparer.Ordinal)
            .Where(p => p.Value is [not null, _, ..])
            .Select(p => p.Value.Skip(1).Take(ProbesPerPerson).Select(probe => probe is null ? -1 : TensorPrimitives.Dot(p.Value[0], probe)).ToArray()),
    ];

    private static CalibrationPoint Point(double cosine, long accepted, long impostors, IReadOnlyList<float[]> genuine)
    {
        var found = genuine.Select(scores => (Events: (long)scores.Count(s => s >= cosine), Trials: (long)scores.Length)).ToArray();
        var trials = found.Sum(f => f.Trials);
        return new CalibrationPoint(
            cosine,
            accepted / (double)impostors,
            trials == 0 ? null : found.Sum(f => f.Events) / (double)trials,
            BinomialInterval.Of(accepted, impostors),
            PeopleBootstrap.Interval(found, Seed));
    }
}
