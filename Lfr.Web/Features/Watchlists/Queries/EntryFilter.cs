using System.Globalization;
using System.Linq.Expressions;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Queries;

/// <summary>What a list is sorted by.</summary>
public enum EntryOrder
{
    /// <summary>Reference, which is the order in which they were proposed.</summary>
    Reference,

    /// <summary>Category, in the order of its codes.</summary>
    Category,

    /// <summary>State, those that wait for sign-off first.</summary>
    State,

    /// <summary>Day of the photograph.</summary>
    ImageTakenOn,
}

/// <summary>Which entries are shown, and in which order; stands in the address of the page, so that a lost circuit and a shared link come back to the same rows.</summary>
/// <param name="State">Only this state; without it everything but rejected and removed entries.</param>
/// <param name="Category">Only this category.</param>
/// <param name="Flag">Only with this flag.</param>
/// <param name="Words">Only with these words in the reference or the name.</param>
public sealed record EntryFilter(EntryState? State, EntryCategory? Category, EntryFlag? Flag, string Words)
{
    /// <summary>Names of the parameters in the address.</summary>
    public const string StateKey = "state", CategoryKey = "category", FlagKey = "flag", WordsKey = "find";

    /// <summary>Sorted by; within it by reference.</summary>
    public EntryOrder Order { get; init; }

    /// <summary>The last first.</summary>
    public bool Descending { get; init; }

    /// <summary>Whether nothing is left out on purpose.</summary>
    public bool IsEmpty => State is null && Category is null && Flag is null && Words.Length == 0;

    /// <summary>Reads the parameters of an address; what makes no sense there is no filter.</summary>
    public static EntryFilter From(string? state, string? category, string? flag, string? words) => new(
        Enum.TryParse<EntryState>(state, true, out var s) && Enum.IsDefined(s) ? s : null,
        CategoryOf(category),
        EntryFlags.FromKey(flag),
        words?.Trim() ?? "");

    // An address names a category by its number, which means one thing in every pack; the letter is from the first release and stays, so that addresses that people kept go on working.
    private static EntryCategory? CategoryOf(string? address) =>
        address is { Length: > 1 } && address[0] is 'W' or 'w' && int.TryParse(address.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 9999 ? (EntryCategory)number : null;

    /// <summary>The same entries in an order that an address says; what means nothing there is the order of references.</summary>
    public EntryFilter OrderedBy(string? order, bool? descending) => this with
    {
        Order = Enum.TryParse<EntryOrder>(order, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : EntryOrder.Reference,
        Descending = descending == true,
    };

    /// <summary>The parameters for an address; without a value a parameter is taken out.</summary>
    public IReadOnlyDictionary<string, object?> ToQuery() => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        [StateKey] = State?.ToString().ToLowerInvariant(),
        [CategoryKey] = Category is { } category ? $"W{(int)category}" : null,
        [FlagKey] = Flag?.Key(),
        [WordsKey] = Words.Length == 0 ? null : Words,
    };

    /// <summary>The entries in their order.</summary>
    public IQueryable<WatchlistEntry> Sort(IQueryable<WatchlistEntry> entries)
    {
        // Both are kept as words, which sort by the alphabet: the database is told their order.
        var sorted = Order switch
        {
            EntryOrder.Category => By(Ranks.Of<WatchlistEntry, EntryCategory>(e => e.Category)),
            EntryOrder.State => By(Ranks.Of<WatchlistEntry, EntryState>(e => e.State)),
            EntryOrder.ImageTakenOn => By(e => e.ImageTakenOn),
            _ => By(e => e.Reference),
        };
        return sorted.ThenBy(e => e.Reference);

        IOrderedQueryable<WatchlistEntry> By<T>(Expression<Func<WatchlistEntry, T>> what) => Descending ? entries.OrderByDescending(what) : entries.OrderBy(what);
    }

    /// <summary>The entries that are shown.</summary>
    /// <param name="entries">Entries of one list.</param>
    /// <param name="lookalikes">Those of them that look like another one.</param>
    /// <param name="oldBefore">Photographs taken before this day are old.</param>
    public IQueryable<WatchlistEntry> Apply(IQueryable<WatchlistEntry> entries, IReadOnlyCollection<Guid> lookalikes, DateOnly? oldBefore)
    {
        entries = State is { } state ? entries.Where(e => e.State == state) : entries.Where(e => e.State != EntryState.Rejected && e.State != EntryState.Removed);
        if (Category is { } category)
            entries = entries.Where(e => e.Category == category);
        if (Words.Length > 0)
        {
            var words = Words.ToUpperInvariant();
            entries = entries.Where(e => e.SearchText.Contains(words));
        }

        return Flag switch
        {
            null => entries,
            EntryFlag.Child => entries.Where(e => e.ListedAsChild),
            EntryFlag.Vulnerable => entries.Where(e => e.IsVulnerable),
            EntryFlag.OldPhotograph => entries.Where(e => e.ImageTakenOn < oldBefore),
            EntryFlag.CustodyUnconvicted => entries.Where(e => e.IsUnconvictedCustody),
            // As one parameter, however many there are: SQL Server takes no more than 2,100.
            EntryFlag.Lookalike => entries.Where(e => EF.Parameter(lookalikes).Contains(e.Id)),
            _ => throw new InvalidOperationException($"Unknown flag {Flag}."),
        };
    }
}
