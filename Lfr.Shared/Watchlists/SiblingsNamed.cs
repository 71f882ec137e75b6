using System.Text.RegularExpressions;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Watchlists;

/// <summary>Which entries of the list a note about siblings or twins names.</summary>
public static partial class SiblingsNamed
{
    /// <summary>References in <paramref name="note"/> as the list writes them, each once.</summary>
    public static IReadOnlyList<string> In(string note) => [.. Reference().Matches(note).Select(m => m.Value.ToUpperInvariant()).Distinct()];

    /// <summary>Says which reference is none of another person on the list; <see langword="null"/> when each is. At an alert nobody can look up what a slip meant.</summary>
    /// <param name="note">The note.</param>
    /// <param name="own">Reference of the entry itself; <see langword="null"/> before it has one.</param>
    /// <param name="onTheList">Which of the references that it names are on the list.</param>
    public static Outcome? Wrong(string note, string? own, IEnumerable<string> onTheList)
    {
        foreach (var named in In(note).Except(onTheList.Where(r => r != own), StringComparer.Ordinal))
        {
            return Outcome.Incomplete(
                named == own ? $"{named} is this entry itself, and not a sibling or twin." : $"{named}, named as a sibling or twin, is not on this list.",
                "Correct the reference, or enter in words who it is.");
        }

        return null;
    }

    [GeneratedRegex(@"\bR-[0-9]+\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
