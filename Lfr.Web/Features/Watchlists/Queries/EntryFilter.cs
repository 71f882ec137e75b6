using Lfr.Shared.Watchlists;
using Lfr.Web.Features.Watchlists.Queries;

namespace Lfr.Web.Features.Watchlists.Queries;

/// <summary>Which entries are shown; stands in the address of the page, so that a lost circuit and a shared link come back to the same rows.</summary>
/// <param name="State">Only this state; without it everything but rejected and removed entries.</param>
/// <param name="Category">Only this category.</param>
/// <param name="Flag">Only with this flag.</param>
/// <param name="Words">Only with these words in the reference or the name.</param>
public sealed record EntryFilter(EntryState? State, EntryCategory? Category, EntryFlag? Flag, string Words)
{
    /// <summary>Names of the parameters in the address.</summary>
    public const string StateKey = "state", CategoryKey = "category", FlagKey = "flag", WordsKey = "find";

    /// <summary>Whether nothing is left out on purpose.</summary>
    public bool IsEmpty => State is null && Category is null && Flag is null && Words.Length == 0;

    /// <summary>Reads the parameters of an address; what makes no sense there is no filter.</summary>
    public static EntryFilter From(string? state, string? category, string? flag, string? words) => new(
        Enum.TryParse<EntryState>(state, true, out var s) && Enum.IsDefined(s) ? s : null,
        Enum.GetValues<EntryCategory>().Where(c => string.Equals(c.Code(), category, StringComparison.OrdinalIgnoreCase)).Cast<EntryCategory?>().FirstOrDefault(),
        EntryFlags.FromKey(flag),
        words?.Trim() ?? "");

    /// <summary>The parameters for an address; without a value a parameter is taken out.</summary>
    public IReadOnlyDictionary<string, object?> ToQuery() => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        [StateKey] = State?.ToString().ToLowerInvariant(),
        [CategoryKey] = Category?.Code(),
        [FlagKey] = Flag?.Key(),
        [WordsKey] = Words.Length == 0 ? null : Words,
    };

    /// <summary>The rows that are shown.</summary>
    public IEnumerable<EntryRow> Apply(IEnumerable<EntryRow> rows) => rows.Where(r =>
        (State is null ? r.State is not (EntryState.Rejected or EntryState.Removed) : r.State == State)
        && (Category is null || r.Category == Category)
        && (Flag is not { } flag || r.Flags.Contains(flag))
        && (Words.Length == 0 || r.Reference.Contains(Words, StringComparison.OrdinalIgnoreCase) || r.SubjectName.Contains(Words, StringComparison.OrdinalIgnoreCase)));
}
