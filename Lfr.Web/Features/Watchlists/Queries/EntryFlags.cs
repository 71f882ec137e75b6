using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;

namespace Lfr.Web.Features.Watchlists.Queries;

/// <summary>What somebody who signs off must not overlook.</summary>
public enum EntryFlag
{
    /// <summary>The person is under 18 (R26).</summary>
    Child,

    /// <summary>A vulnerability or disability is written down, or the person is missing (R27).</summary>
    Vulnerable,

    /// <summary>The photograph is older than the policy likes (R23).</summary>
    OldPhotograph,

    /// <summary>A custody photograph of somebody who was not convicted (R24).</summary>
    CustodyUnconvicted,

    /// <summary>Another entry of this list looks like the same person.</summary>
    Lookalike,
}

/// <summary>Flags of entries, as words and as keys of addresses.</summary>
public static class EntryFlags
{
    /// <summary>All flags, in the order of screens.</summary>
    public static IReadOnlyList<EntryFlag> All { get; } = Enum.GetValues<EntryFlag>();

    /// <summary>Flags of an entry, without <see cref="EntryFlag.Lookalike"/>, which needs the other entries.</summary>
    public static IEnumerable<EntryFlag> Of(WatchlistEntry entry, PolicyPack? policy, DateTimeOffset now)
    {
        if (entry.IsChild)
            yield return EntryFlag.Child;
        if (!string.IsNullOrWhiteSpace(entry.Details.Vulnerability) || entry.Details.Category == EntryCategory.MissingAtRisk)
            yield return EntryFlag.Vulnerable;
        if (OldBefore(policy, now) is { } day && entry.Details.ImageTakenOn < day)
            yield return EntryFlag.OldPhotograph;
        if (entry.Details is { Unconvicted: true, ImageSource: ImageSource.Custody })
            yield return EntryFlag.CustodyUnconvicted;
    }

    /// <summary>Photographs taken before this day are old; <see langword="null"/> without a policy.</summary>
    public static DateOnly? OldBefore(PolicyPack? policy, DateTimeOffset now)
    {
        if (policy is null)
            return null;
        var (years, today) = (policy.Numbers.ImageAgeWarningYears, now.ForceDay());
        var day = today.AddYears(-years);
        // On 29 February: the day before has its anniversary yesterday.
        return day.AddYears(years) < today ? day.AddDays(1) : day;
    }

    /// <summary>On a chip.</summary>
    public static string InWords(this EntryFlag flag) => flag switch
    {
        EntryFlag.Child => "Child",
        EntryFlag.Vulnerable => "Vulnerable",
        EntryFlag.OldPhotograph => "Old photograph",
        EntryFlag.CustodyUnconvicted => "Not convicted",
        EntryFlag.Lookalike => "Look-alike",
        _ => throw new ArgumentOutOfRangeException(nameof(flag), flag, "Unknown flag."),
    };

    /// <summary>How it stands in an address: <c>old-photograph</c>.</summary>
    public static string Key(this EntryFlag flag) => flag.InWords().ToLowerInvariant().Replace(", ", "-", StringComparison.Ordinal).Replace(' ', '-');

    /// <summary>The flag of an address; <see langword="null"/> when there is none like it.</summary>
    public static EntryFlag? FromKey(string? key) => All.Where(f => string.Equals(f.Key(), key, StringComparison.OrdinalIgnoreCase)).Cast<EntryFlag?>().FirstOrDefault();
}
