namespace Lfr.Shared.Records;

/// <summary>A count by group as it may be published.</summary>
/// <param name="Label">Group, in words.</param>
/// <param name="Count">Count; <see langword="null"/> where it is withheld because it is small or would give a small one away (R42).</param>
public sealed record Cell(string Label, int? Count)
{
    /// <summary>Counts below this are withheld.</summary>
    public const int Smallest = 5;

    /// <summary>
    /// Withholds small counts, so that nobody can conclude from a record that somebody was on a list. The total is public; where one small count alone
    /// would follow from it by subtraction, the next smallest is withheld, too. Empty groups stay visible.
    /// </summary>
    public static IReadOnlyList<Cell> Publishable(IReadOnlyList<(string Label, int Count)> counts)
    {
        var hidden = counts.Where(c => c.Count is > 0 and < Smallest).Select(c => c.Label).ToHashSet(StringComparer.Ordinal);
        if (hidden.Count == 1 && counts.Where(c => c.Count >= Smallest).OrderBy(c => c.Count).Select(c => c.Label).FirstOrDefault() is { } next)
            hidden.Add(next);
        return [.. counts.Select(c => new Cell(c.Label, hidden.Contains(c.Label) ? null : c.Count))];
    }

    /// <summary>The count, or <c>withheld</c>.</summary>
    public string InWords => Count is { } count ? Policy.Words.Number(count) : "withheld";
}
