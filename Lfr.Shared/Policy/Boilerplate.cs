using System.Text;

namespace Lfr.Shared.Policy;

/// <summary>
/// How much of one text stands in another: the share of equal word triples (Jaccard). Triples are compared by their hashes, so that a text is read once, whatever it is compared with.
/// </summary>
public static class Boilerplate
{
    /// <summary>
    /// Hashes, each once, of runs of three words, lower case, without punctuation; of the words themselves where there are fewer than three. Of 64 bits: two different triples have the same one time
    /// in 18 trillion.
    /// </summary>
    public static IReadOnlyList<ulong> Triples(string text)
    {
        var words = new List<ulong>();
        var word = Start;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                word = Mixed(word, (ulong)Rune.ToLowerInvariant(rune).Value);
            }
            else if (word != Start)
            {
                words.Add(word);
                word = Start;
            }
        }

        if (word != Start)
            words.Add(word);
        return words.Count < 3
            ? [.. words.Distinct()]
            : [.. Enumerable.Range(0, words.Count - 2).Select(i => Mixed(Mixed(Mixed(Start, words[i]), words[i + 1]), words[i + 2])).Distinct()];
    }

    /// <summary>Equal triples divided by all triples, 0–1; 0 when either text is empty.</summary>
    public static double Similarity(IReadOnlyList<ulong> a, IReadOnlyList<ulong> b) => Share(a.Intersect(b).Count(), a, b);

    /// <summary>The share, of <paramref name="common"/> triples that two texts have both.</summary>
    internal static double Share(int common, IReadOnlyList<ulong> a, IReadOnlyList<ulong> b) => common == 0 ? 0 : (double)common / (a.Count + b.Count - common);

    private const ulong Start = 0xCBF29CE484222325;

    // The finisher of SplitMix64 (Steele, Lea and Flood 2014) over the sum: every bit of either changes every bit of the result.
    private static ulong Mixed(ulong hash, ulong next)
    {
        var mixed = unchecked((hash * 0x100000001B3) + next + 0x9E3779B97F4A7C15);
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB);
        return mixed ^ (mixed >> 31);
    }
}
