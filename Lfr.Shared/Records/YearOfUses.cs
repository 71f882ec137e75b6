using Lfr.Shared.Policy;

namespace Lfr.Shared.Records;

/// <summary>Where the figures of a use come from. Each kind is summed by itself where what it counts is not the same.</summary>
public enum UseOrigin
{
    /// <summary>Run with Lfr: figures computed from what was kept.</summary>
    Here,

    /// <summary>Run with something else: figures as the force published them.</summary>
    AsPublished,

    /// <summary>A trial of 2016 to 2019: what was reported.</summary>
    Trial,
}

/// <summary>A use as one line of its year. <see langword="null"/> means not published.</summary>
/// <param name="Origin">Where its figures come from.</param>
/// <param name="Name">Name or place.</param>
/// <param name="When">Day or days in words.</param>
/// <param name="Day">Day by which it is sorted.</param>
public sealed record YearUse(UseOrigin Origin, string Name, string When, DateOnly Day)
{
    /// <summary>Reference of its page; <see langword="null"/> when it has none of its own.</summary>
    public string? Reference { get; init; }

    /// <summary>People on the list.</summary>
    public long? ListSize { get; init; }

    /// <summary>Threshold, on the scale of the engine that ran.</summary>
    public decimal? Threshold { get; init; }

    /// <summary>Faces compared.</summary>
    public long? Faces { get; init; }

    /// <summary>Whether <see cref="Faces"/> was estimated rather than counted.</summary>
    public bool FacesAreEstimated { get; init; }

    /// <summary>Alerts.</summary>
    public long? Alerts { get; init; }

    /// <summary>False alerts of both kinds.</summary>
    public long? False { get; init; }

    /// <summary>Arrests that followed an alert.</summary>
    public long? LfrArrests { get; init; }
}

/// <summary>A sum over those uses that published the figure.</summary>
/// <param name="Label">What is summed.</param>
/// <param name="Total">Sum; 0 when nobody published it.</param>
/// <param name="Published">How many uses published it.</param>
/// <param name="Of">How many uses there were.</param>
public sealed record YearSum(string Label, long Total, int Published, int Of)
{
    /// <summary>The sum and how much of the year it covers: <c>1,229,140, of 203 of 203 uses</c>.</summary>
    public string InWords => Published == 0 ? "not published"
        : Published == Of ? Words.Number(Total)
        : $"{Words.Number(Total)} in {Words.Number(Published)} of {Words.Count(Of, "use", "uses")}; not published of the others";
}

/// <summary>A year: sums of what can be compared, and why the rest cannot.</summary>
/// <param name="Year">Year.</param>
/// <param name="Uses">Its uses, the latest first.</param>
/// <param name="Together">Figures that were published for several trials at once, of which at least one is of this year.</param>
public sealed record YearOfUses(int Year, IReadOnlyList<YearUse> Uses, IReadOnlyList<JointFigure> Together)
{
    /// <summary>What means the same wherever it was counted, and is summed.</summary>
    public IReadOnlyList<YearSum> Sums =>
    [
        new("Uses", Uses.Count, Uses.Count, Uses.Count),
        Sum("Alerts", u => u.Alerts),
        Sum("False alerts", u => u.False),
        Sum("Arrests after an alert", u => u.LfrArrests),
    ];

    /// <summary>False alerts per face, for each kind of engine apart; kinds without a use that published both are left out.</summary>
    public IReadOnlyList<(string Label, Proportion Share)> FalsePerFace =>
        [.. Uses.GroupBy(u => u.Origin).OrderBy(g => g.Key).Select(g => (Of(g.Key), g.Where(Comparable).ToList())).Where(g => g.Item2.Count > 0)
            .Select(g => ($"False alerts per face, {g.Item1}", new Proportion(g.Item2.Sum(u => u.False!.Value), g.Item2.Sum(u => u.Faces!.Value))))];

    /// <summary>What stands in the table and is not summed, each with the reason.</summary>
    public IReadOnlyList<string> NotSummed
    {
        get
        {
            var reasons = new List<string>();
            var counted = Sum("", u => u.FacesAreEstimated ? null : u.Faces);
            var guessed = Sum("", u => u.FacesAreEstimated ? u.Faces : null);
            if (counted.Published > 0 && guessed.Published > 0)
                reasons.Add($"Faces: {Words.Number(counted.Total)} were counted in {Words.Count(counted.Published, "use", "uses")}, {Words.Number(guessed.Total)} estimated in {Words.Number(guessed.Published)}. A count and an estimate make no sum. Faces are not people: one person passes more than once.");
            else if (counted.Published + guessed.Published > 0)
                reasons.Add($"Faces: {Words.Number(counted.Total + guessed.Total)} were {(counted.Published > 0 ? "counted" : "estimated")} in {Words.Number(counted.Published + guessed.Published)} of {Words.Count(Uses.Count, "use", "uses")}. Faces are not people: one person passes more than once.");
            if (Range(u => u.ListSize) is var (shortest, longest))
                reasons.Add($"People on the lists: {Between(Words.Number(shortest), Words.Number(longest))}. One person may stand on many lists, so that a sum counts nobody.");
            foreach (var kind in Uses.Where(u => u.Threshold is not null).GroupBy(u => u.Origin).OrderBy(g => g.Key))
            {
                reasons.Add($"Thresholds of uses {Of(kind.Key)}: {Between(Words.Cosine((double)kind.Min(u => u.Threshold!.Value)), Words.Cosine((double)kind.Max(u => u.Threshold!.Value)))}. A threshold means something with one engine only.");
            }

            foreach (var twice in Uses.Where(u => u.Origin != UseOrigin.Trial).GroupBy(u => (u.Day, Place: FirstWord(u.Name))).Where(g => g.Select(u => u.Origin).Distinct().Count() > 1).OrderBy(g => g.Key.Day).ThenBy(g => g.Key.Place, StringComparer.Ordinal))
                reasons.Add($"{Words.Day(twice.Key.Day)}: {Words.AndList([.. twice.Select(u => u.Name)])} are listed both as computed and as the force published them. If they are one use, it is counted twice above.");
            if (FalsePerFace.Count > 1)
                reasons.Add("False alert rates stand apart, because different engines made them.");
            if (Uses.Any(u => u is { Faces: null } or { False: null }))
                reasons.Add($"{Words.Count(Uses.Count(u => !Comparable(u)), "use", "uses")} published no faces or no false alerts, and {(Uses.Count(u => !Comparable(u)) == 1 ? "is" : "are")} in no rate.");
            return reasons;
        }
    }

    private static string FirstWord(string name) => name.Split([' ', ',', ';', '/', '-'], 2)[0].ToUpperInvariant();

    private static bool Comparable(YearUse use) => use is { Faces: > 0, False: not null } && use.False <= use.Faces;

    private static string Of(UseOrigin origin) => origin switch
    {
        UseOrigin.Here => "run with Lfr",
        UseOrigin.AsPublished => "as the force published them",
        _ => "of the trials",
    };

    private static string Between(string low, string high) => low == high ? low : $"{low} to {high}";

    private YearSum Sum(string label, Func<YearUse, long?> figure)
    {
        var known = Uses.Select(figure).OfType<long>().ToList();
        return new YearSum(label, known.Sum(), known.Count, Uses.Count);
    }

    private (long Low, long High)? Range(Func<YearUse, long?> figure)
    {
        var known = Uses.Select(figure).OfType<long>().ToList();
        return known.Count == 0 ? null : (known.Min(), known.Max());
    }
}
