namespace Lfr.Shared.Records;

/// <summary>The count of one group of a list, as it may be published.</summary>
/// <param name="Label">Group, in words.</param>
/// <param name="Count">Count; <see langword="null"/> where it is withheld because it is small or would give a small one away (R42).</param>
public sealed record Cell(string Label, int? Count)
{
    /// <summary>Counts from 1 to below this are withheld, unless the policy names another number.</summary>
    public const int Smallest = 5;

    /// <summary>The count, or <c>withheld</c>.</summary>
    public string InWords => Count is { } count ? Policy.Words.Number(count) : "withheld";

    /// <summary>
    /// Withholds counts from 1 to 4 (or to what the policy says), so that nobody can conclude from a record that somebody was on a list, and the largest count with them: the total is
    /// public, and one small count alone would follow from it by subtraction. Whoever knows the total, the printed counts and this very rule can still take
    /// each withheld count for any from 1 to 4. Where the table does not allow that (the largest would have to stay the largest whatever the small ones are),
    /// none of it is printed.
    /// <para>
    /// Empty groups are printed: 0 says nothing about anybody who is listed, and that no child or no witness was listed is what the public asks. So
    /// "withheld" means at least one; only a table of which nothing is printed leaves open which groups are empty.
    /// </para>
    /// <para>
    /// Source: Handbook on Statistical Disclosure Control, chapter 5, on primary and secondary suppression, disclosure by differencing and zeros
    /// (https://sdctools.github.io/HandbookSDC). Hiding the largest group costs readers nothing: they know it to within the small ones.
    /// </para>
    /// </summary>
    /// <param name="counts">All groups; together they are the whole list, whose size is public.</param>
    /// <param name="smallest">Counts from 1 to below this are withheld; at least 2.</param>
    public static IReadOnlyList<Cell> Publishable(IReadOnlyList<(string Label, int Count)> counts, int smallest = Smallest)
    {
        bool IsSmall(int count) => count > 0 && count < smallest;
        var small = counts.Count(c => IsSmall(c.Count));
        if (small == 0)
            return [.. counts.Select(c => new Cell(c.Label, c.Count))];
        var largest = counts.MaxBy(c => c.Count).Label;
        Cell[] cells = [.. counts.Select(c => new Cell(c.Label, IsSmall(c.Count) || c.Label == largest ? null : c.Count))];
        var withheld = cells.Count(c => c.Count is null);
        var sum = counts.Sum(c => c.Count) - cells.Sum(c => c.Count ?? 0);
        var others = Math.Max(smallest - 1, cells.Max(c => c.Count ?? 0));
        return withheld > 1 && sum - ((smallest - 1) * (withheld - 1)) > others ? cells : Nothing(cells);
    }

    /// <summary>
    /// The same table in a correction. Both versions stay public, so a count withheld in one must not be printed in the other: where they would not withhold
    /// the same groups, the correction prints none of them.
    /// </summary>
    /// <param name="published">The table of the version before; empty when it had none.</param>
    /// <param name="corrected">The table as it would be published alone.</param>
    public static IReadOnlyList<Cell> Correcting(IReadOnlyList<Cell> published, IReadOnlyList<Cell> corrected) =>
        published.Count == 0 || Withheld(published).SetEquals(Withheld(corrected)) ? corrected : Nothing(corrected);

    private static HashSet<string> Withheld(IEnumerable<Cell> cells) => cells.Where(c => c.Count is null).Select(c => c.Label).ToHashSet(StringComparer.Ordinal);

    private static Cell[] Nothing(IEnumerable<Cell> cells) => [.. cells.Select(c => c with { Count = null })];
}
