using Lfr.Shared.Policy;

namespace Lfr.Inference.Evaluation;

/// <summary>
/// Error rates of each group of people at one threshold, and how far apart the groups are. Groups are what the user's list of labels says: nothing
/// here guesses anything about a person from a picture.
/// </summary>
public static class GroupsProtocol
{
    /// <summary>Errors that must have been seen in a group before its rate counts as measured.</summary>
    public const int LeastErrors = 3;

    private const int Seed = 1;

    /// <summary>Compares people within each group of each column.</summary>
    /// <param name="list">The labelled pictures.</param>
    /// <param name="template">A picture's template, of length 1; <see langword="null"/> when no face was found in it.</param>
    /// <param name="doubtful">Pairs of people that are one by a mistake of the data; their comparisons are left out.</param>
    /// <param name="threshold">Cosine from which a comparison matches.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static GroupsResult Evaluate(
        LabelledPictures list,
        Func<string, float[]?> template,
        IReadOnlySet<(string A, string B)> doubtful,
        double threshold,
        CancellationToken cancellationToken)
    {
        // On an edge of the histogram, so that the count is exact.
        var edge = Math.Ceiling(threshold * (1 << 15)) / (1 << 15);
        var columns = new List<GroupColumn>();
        for (var column = 0; column < list.Columns.Count; column++)
        {
            var groups = new List<GroupRates>();
            foreach (var group in list.Pictures.GroupBy(p => p.Groups[column], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var people = group.GroupBy(p => p.Person, StringComparer.Ordinal).ToDictionary(
                    p => p.Key, p => (IReadOnlyList<float[]?>)[.. p.Select(picture => template(picture.Path))], StringComparer.Ordinal);
                groups.Add(Rates(group.Key, people, doubtful, edge, cancellationToken));
            }

            columns.Add(new GroupColumn(
                list.Columns[column], groups, GroupRatios.Of(groups.Select(g => g.FalseMatches)), GroupRatios.Of(groups.Select(g => g.FalseNonMatches))));
        }

        return new GroupsResult(edge, columns);
    }

    private static GroupRates Rates(
        string name,
        Dictionary<string, IReadOnlyList<float[]?>> people,
        IReadOnlySet<(string A, string B)> doubtful,
        double threshold,
        CancellationToken cancellationToken)
    {
        var impostors = ImpostorComparisons.Count(people, doubtful, cancellationToken);
        var accepted = impostors.AtOrAbove(threshold);
        var missed = CalibrationProtocol.Genuine(people)
            .Select(scores => (Events: (long)scores.Count(s => s < threshold), Trials: (long)scores.Length)).ToArray();
        return new GroupRates(
            name,
            people.Count,
            people.Values.Sum(p => p.Count),
            people.Values.Sum(p => p.Count(t => t is null)),
            GroupRate.Of(accepted, impostors.Count, impostors.Count == 0 ? null : BinomialInterval.Of(accepted, impostors.Count)),
            GroupRate.Of(missed.Sum(m => m.Events), missed.Sum(m => m.Trials), PeopleBootstrap.Interval(missed, Seed)));
    }
}

/// <summary>What the groups show.</summary>
/// <param name="Threshold">Cosine.</param>
/// <param name="Columns">One for each column of labels.</param>
public sealed record GroupsResult(double Threshold, IReadOnlyList<GroupColumn> Columns);

/// <summary>The groups of one column of labels.</summary>
/// <param name="Name">The column's name in the user's list.</param>
/// <param name="Groups">In the order of their names.</param>
/// <param name="FalseMatchRatios">How far the false match rates are apart; <see langword="null"/> when fewer than two were measured.</param>
/// <param name="FalseNonMatchRatios">How far the false non-match rates are apart; <see langword="null"/> when fewer than two were measured.</param>
public sealed record GroupColumn(string Name, IReadOnlyList<GroupRates> Groups, GroupRatios? FalseMatchRatios, GroupRatios? FalseNonMatchRatios);

/// <summary>Rates of one group.</summary>
/// <param name="Name">The label.</param>
/// <param name="People">People in it.</param>
/// <param name="Pictures">Their pictures.</param>
/// <param name="WithoutFace">Pictures in which no face was found.</param>
/// <param name="FalseMatches">FMR: comparisons of different people of the same group that match.</param>
/// <param name="FalseNonMatches">FNMR: comparisons of a person's first picture with up to five others that do not match; no face found is one.</param>
public sealed record GroupRates(string Name, int People, int Pictures, int WithoutFace, GroupRate FalseMatches, GroupRate FalseNonMatches);

/// <summary>A counted rate.</summary>
/// <param name="Events">Errors.</param>
/// <param name="Trials">Comparisons.</param>
/// <param name="Rate">0–1; <see langword="null"/> where fewer than <see cref="GroupsProtocol.LeastErrors"/> errors were seen: only the interval then says something.</param>
/// <param name="Interval">95 % interval; <see langword="null"/> without comparisons, or with one person's only.</param>
public sealed record GroupRate(long Events, long Trials, double? Rate, RateInterval? Interval)
{
    internal static GroupRate Of(long events, long trials, RateInterval? interval) =>
        new(events, trials, events < GroupsProtocol.LeastErrors ? null : events / (double)trials, interval);
}

/// <summary>
/// How far error rates of groups x₁ … xₙ are apart. Worst to best is max x ÷ min x; worst to typical is max x ÷ (x₁ · x₂ · … · xₙ)^(1/n), the
/// geometric mean, as in NIST IR 8429 (FRVT Part 8: Summarizing Demographic Differentials, 2022) and among the aggregate measures of
/// ISO/IEC 19795-10:2024. 1 means equal rates. Only groups whose rate was measured take part.
/// </summary>
/// <param name="Groups">Number of groups that take part.</param>
/// <param name="WorstToBest">At least 1.</param>
/// <param name="WorstToGeometricMean">At least 1.</param>
/// <param name="LeftOut">Groups whose rate was not measurable.</param>
public sealed record GroupRatios(int Groups, double WorstToBest, double WorstToGeometricMean, int LeftOut)
{
    internal static GroupRatios? Of(IEnumerable<GroupRate> rates)
    {
        var all = rates.ToArray();
        double[] measured = [.. all.Select(r => r.Rate).OfType<double>()];
        return measured.Length < 2
            ? null
            : new GroupRatios(
                measured.Length,
                measured.Max() / measured.Min(),
                measured.Max() / Math.Exp(measured.Average(Math.Log)),
                all.Length - measured.Length);
    }
}
