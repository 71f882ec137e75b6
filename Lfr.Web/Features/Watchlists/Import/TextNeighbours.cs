using Lfr.Shared.Policy;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>
/// Finds, among tens of thousands of entries, those whose texts rule R21 would call a copy, without asking it of every pair. Two sets of triples that share a part <c>t</c> of all they have share one of
/// the first <c>n − ⌈t·n⌉ + 1</c> of either, in any one order (Chaudhuri, Ganti and Kaushik 2006): only these are looked up, the rarest first, so that what a whole list has in common is
/// nobody's neighbour. Leaves out none that the rule would find; the rule itself decides.
/// </summary>
public sealed class TextNeighbours
{
    private const int Counters = 1 << 20;
    private readonly IReadOnlyList<OtherEntry> entries;
    private readonly double limit;
    private readonly int[] frequency = new int[Counters];
    private readonly (ulong Triple, int Entry)[] index;

    /// <summary>Reads the texts.</summary>
    /// <param name="entries">Everything that may be a copy.</param>
    /// <param name="limit">Share from which it is one, 0–1.</param>
    public TextNeighbours(IReadOnlyList<OtherEntry> entries, double limit)
    {
        (this.entries, this.limit) = (entries, limit);
        foreach (var triple in entries.SelectMany(e => e.Texts).SelectMany(t => t.Triples))
            frequency[(int)(triple % Counters)]++;
        index = [.. entries.SelectMany((e, i) => e.Texts.SelectMany(Rarest).Distinct().Select(t => (t, i)))];
        Array.Sort(index);
    }

    /// <summary>The first entry found whose texts are as similar as the limit; <see langword="null"/> when there is none.</summary>
    public OtherEntry? Of(Guid id, IReadOnlyList<HashedWords> texts)
    {
        var comparison = new TextComparison(texts);
        var asked = new HashSet<int>();
        foreach (var triple in texts.SelectMany(Rarest))
        {
            for (var i = First(triple); i < index.Length && index[i].Triple == triple; i++)
            {
                var other = entries[index[i].Entry];
                if (other.Id != id && asked.Add(index[i].Entry) && comparison.With(other)?.Similarity >= limit)
                    return other;
            }
        }

        return null;
    }

    private IEnumerable<ulong> Rarest(HashedWords text) => text.Triples
        .OrderBy(t => frequency[(int)(t % Counters)]).ThenBy(t => t)
        .Take(text.Triples.Count - (int)Math.Ceiling(limit * text.Triples.Count) + 1);

    private int First(ulong triple)
    {
        var at = Array.BinarySearch(index, (triple, -1));
        return at < 0 ? ~at : at;
    }
}
