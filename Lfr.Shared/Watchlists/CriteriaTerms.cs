using Lfr.Shared.Policy;

namespace Lfr.Shared.Watchlists;

/// <summary>Who may be put on one list: inside of what the plan allows, and made for this operation.</summary>
/// <param name="Categories">Categories that may be used.</param>
/// <param name="Sources">Where photographs may come from.</param>
/// <param name="AgeBands">Ages on the day.</param>
/// <param name="Link">What ties everybody on the list to this place and time, in words.</param>
public sealed record CriteriaTerms(IReadOnlyList<EntryCategory> Categories, IReadOnlyList<ImageSource> Sources, IReadOnlyList<AgeBand> AgeBands, string Link)
{
    /// <summary>Most characters of <see cref="Link"/>.</summary>
    public const int LongestLink = 2000;

    /// <summary>In what an entry is outside of them, as the end of a sentence; <see langword="null"/> when it is not.</summary>
    public string? Misses(EntryDetails details, PolicyPack? policy)
    {
        if (!Categories.Contains(details.Category))
            return $"category {details.Category.Code(policy)}";
        if (!Sources.Contains(details.ImageSource))
            return $"photographs of this kind ({details.ImageSource.InWords(policy).ToLowerInvariant()})";
        return AgeBands.Contains(details.AgeBand) ? null : $"people of this age ({details.AgeBand.InWords().ToLowerInvariant()})";
    }
}
