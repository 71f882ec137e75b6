using Lfr.Shared.Records;

namespace Lfr.Tests.Records;

/// <summary>
/// Somebody who wants to know a withheld count and has everything that is printed: the size of the list, the printed counts, and the rule by which the others
/// are withheld, which is public. What they can conclude is every list that would have been printed exactly so.
/// </summary>
internal static class Attacker
{
    /// <summary>All lists in so many groups with so many people that would have been printed as <paramref name="printed"/>.</summary>
    public static IReadOnlyList<int[]> Lists(IReadOnlyList<Cell> printed, int size) =>
        [.. Counts(printed, 0, size - printed.Sum(c => c.Count ?? 0)).Where(counts => Cell.Publishable([.. printed.Zip(counts, (c, n) => (c.Label, n))]).SequenceEqual(printed))];

    /// <summary>The values that the count of a group can have, as far as the attacker can tell.</summary>
    public static IReadOnlySet<int> Possible(IReadOnlyList<int[]> lists, int group) => lists.Select(l => l[group]).ToHashSet();

    private static IEnumerable<int[]> Counts(IReadOnlyList<Cell> printed, int group, int left)
    {
        if (group == printed.Count)
            return left == 0 ? [[]] : [];
        if (printed[group].Count is { } known)
            return Counts(printed, group + 1, left).Select(rest => (int[])[known, .. rest]);
        // The last group that is withheld is what the others leave.
        var last = printed.Skip(group + 1).All(c => c.Count is not null);
        return Enumerable.Range(last ? left : 0, last ? 1 : left + 1).SelectMany(n => Counts(printed, group + 1, left - n).Select(rest => (int[])[n, .. rest]));
    }
}
