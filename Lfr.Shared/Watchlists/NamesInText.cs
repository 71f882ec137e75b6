using System.Globalization;
using System.Text;

namespace Lfr.Shared.Watchlists;

/// <summary>
/// Looks whether a text names one of many people (R42). A name is found whatever its case, accents and order (<c>SMITH, John Paul</c> in "John Smith"). A name of one word is not looked for: it may be a word of the
/// language. So it finds slips, and no nickname and no description.
/// </summary>
public sealed class NamesInText
{
    /// <summary>Most words of a name that are looked for together.</summary>
    private const int LongestName = 5;

    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    /// <summary>With the names as the source systems write them.</summary>
    public NamesInText(IEnumerable<string> names)
    {
        foreach (var words in names.Select(WordsOf).Where(w => w.Count > 1))
        {
            if (words.Count <= LongestName)
                this.names.Add(Key(words));
            // Given name and surname alone, whichever stands first in the source.
            this.names.Add(Key([words[0], words[^1]]));
            this.names.Add(Key([words[0], words[1]]));
        }
    }

    /// <summary>Whether one of them stands in <paramref name="text"/>.</summary>
    public bool StandIn(string text)
    {
        if (names.Count == 0)
            return false;
        foreach (var line in text.Split('\n'))
        {
            var words = WordsOf(line);
            for (var from = 0; from < words.Count - 1; from++)
            {
                for (var many = 2; many <= LongestName && from + many <= words.Count; many++)
                {
                    if (names.Contains(Key(words.GetRange(from, many))))
                        return true;
                }
            }
        }

        return false;
    }

    private static string Key(IEnumerable<string> words) => string.Join(' ', words.Order(StringComparer.Ordinal));

    // Capital letters without accents; initials are left out.
    private static List<string> WordsOf(string text)
    {
        var (words, word) = (new List<string>(), new StringBuilder());
        foreach (var letter in text.Normalize(NormalizationForm.FormD).Append(' '))
        {
            if (char.IsLetter(letter))
            {
                word.Append(char.ToUpperInvariant(letter));
            }
            else if (letter is not ('\'' or '’') && CharUnicodeInfo.GetUnicodeCategory(letter) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark))
            {
                if (word.Length > 1)
                    words.Add(word.ToString());
                word.Clear();
            }
        }

        return words;
    }
}
