namespace Lfr.Shared.Policy;

/// <summary>How much of one text stands in another: the share of equal word triples (Jaccard).</summary>
public static class Boilerplate
{
    /// <summary>Runs of three words, lower case, without punctuation; the words themselves where there are fewer than three.</summary>
    public static IReadOnlySet<string> Triples(string text)
    {
        var words = new string([.. text.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length < 3
            ? words.ToHashSet(StringComparer.Ordinal)
            : Enumerable.Range(0, words.Length - 2).Select(i => string.Join(' ', words[i], words[i + 1], words[i + 2])).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Equal triples divided by all triples, 0–1; 0 when either text is empty.</summary>
    public static double Similarity(IReadOnlySet<string> a, IReadOnlySet<string> b)
    {
        if (a.Count == 0 || b.Count == 0)
            return 0;
        var common = a.Count(b.Contains);
        return (double)common / (a.Count + b.Count - common);
    }
}
