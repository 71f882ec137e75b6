namespace Lfr.Shared.Records.AsPublished;

/// <summary>What a force published of one use, in the columns of its own table. What it left out is <see langword="null"/>, never 0.</summary>
/// <param name="Location">Place, as written.</param>
/// <param name="Day">Day.</param>
/// <param name="Duration">How long it compared.</param>
/// <param name="UseCases">Purpose or use cases, as written.</param>
/// <param name="ListSize">People on the list.</param>
/// <param name="Threshold">Threshold on the scale of the force's own engine.</param>
/// <param name="Alerts">Alerts.</param>
/// <param name="TrueConfirmed">True alerts, confirmed.</param>
/// <param name="TrueUnconfirmed">True alerts, not confirmed.</param>
/// <param name="FalseConfirmed">False alerts, confirmed.</param>
/// <param name="FalseUnconfirmed">False alerts, not confirmed.</param>
/// <param name="FalseAlertRate">False alert rate, as printed: <c>0.01%</c>; empty when none was.</param>
/// <param name="Arrests">Arrests.</param>
/// <param name="OtherDisposals">Other disposals.</param>
/// <param name="NoAction">No action.</param>
/// <param name="Faces">Faces compared, mostly an estimate.</param>
/// <param name="Remarks">What the force says about this row; empty when it says nothing.</param>
public sealed record PublishedFigures(
    string Location,
    DateOnly Day,
    TimeSpan? Duration,
    string UseCases,
    long? ListSize,
    decimal? Threshold,
    long? Alerts,
    long? TrueConfirmed,
    long? TrueUnconfirmed,
    long? FalseConfirmed,
    long? FalseUnconfirmed,
    string FalseAlertRate,
    long? Arrests,
    long? OtherDisposals,
    long? NoAction,
    long? Faces,
    string Remarks)
{
    /// <summary>All false alerts; <see langword="null"/> when neither kind was published.</summary>
    public long? False => Sum(FalseConfirmed, FalseUnconfirmed);

    /// <summary>All true alerts; <see langword="null"/> when neither kind was published.</summary>
    public long? True => Sum(TrueConfirmed, TrueUnconfirmed);

    /// <summary>False alerts per face, computed again from the counts; <see langword="null"/> when they do not allow it.</summary>
    public Proportion? FalsePerFace => False is { } events && Faces is { } of and > 0 && events <= of ? new Proportion(events, of) : null;

    /// <summary>False alerts per alert, computed from the counts; <see langword="null"/> when they do not allow it.</summary>
    public Proportion? FalsePerAlert => False is { } events && Alerts is { } of and > 0 && events <= of ? new Proportion(events, of) : null;

    /// <summary>Whether <paramref name="other"/> is of the same use: place, day and duration.</summary>
    public bool IsOfTheSameUse(PublishedFigures other) => (Location, Day, Duration) == (other.Location, other.Day, other.Duration);

    /// <summary>What differs from <paramref name="other"/>, by the column's name, both as text; in the order of the columns.</summary>
    public IReadOnlyList<(string Column, string Here, string There)> DifferencesFrom(PublishedFigures other) =>
        [.. PublishedColumns.All.Select(c => (c.Name, Here: c.Text(this), There: c.Text(other))).Where(d => d.Here != d.There)];

    private static long? Sum(long? one, long? two) => one is null && two is null ? null : (one ?? 0) + (two ?? 0);
}

/// <summary>What is to be said about a row, or about what it became.</summary>
/// <param name="Kind">Kind, one of <see cref="RowFindingKinds"/>.</param>
/// <param name="Sentence">What is wrong, with the numbers.</param>
public sealed record RowFinding(string Kind, string Sentence);

/// <summary>Kinds of findings. Programs read these words: they do not change.</summary>
public static class RowFindingKinds
{
    /// <summary>The printed rate does not follow from the counts.</summary>
    public const string Rate = "rate";

    /// <summary>Parts do not add up to their sum.</summary>
    public const string Parts = "parts";

    /// <summary>More false alerts than the limit allows, without an explanation.</summary>
    public const string Limit = "limit";

    /// <summary>One column repeats another.</summary>
    public const string Copied = "copied";

    /// <summary>It cannot have been so. The row is refused.</summary>
    public const string Impossible = "impossible";

    /// <summary>A cell cannot be read. The row is refused.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>The row stood in the file before. It is refused.</summary>
    public const string Repeated = "repeated";

    /// <summary>Another row of the file has the same place, day and duration, with other figures.</summary>
    public const string SameUse = "same use";

    /// <summary>What would be needed to compute the rate again was not published.</summary>
    public const string NotPublished = "not published";

    /// <summary>The same row was imported before; nothing changes.</summary>
    public const string Known = "known";

    /// <summary>The force published other figures for this use before; both are kept.</summary>
    public const string Correction = "correction";

    /// <summary>What each kind means, in a sentence for whoever reads a finding for the first time.</summary>
    public static IReadOnlyDictionary<string, string> Explained { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Rate] = "The printed false alert rate is not what the printed counts come to, once both are rounded alike.",
        [Parts] = "True and false alerts do not add up to the alerts, or there are more outcomes than alerts.",
        [Limit] = "More false alerts than the policy in force allows, and the force does not say why.",
        [Copied] = "Two columns hold the same number where they cannot both be right, or in every row.",
        [Impossible] = "It cannot have been so, such as a day to come or more alerts than faces. The row is refused.",
        [Unreadable] = "A cell is neither a number, a date nor a duration as forces write them. The row is refused.",
        [Repeated] = "The very same row stands in the file before. It counts once.",
        [SameUse] = "Another row has the same place, day and duration, with other figures. Both are kept.",
        [NotPublished] = "What would be needed to compute the rate again was left out.",
        [Known] = "It was imported before, and nothing changes.",
        [Correction] = "The force published other figures of this use before. Both are kept, with when each was imported.",
    };
}
