using Lfr.Shared.Watchlists;
using Lfr.Web.Components;

namespace Lfr.Web.Features.Watchlists.Queries;

/// <summary>A field that was changed.</summary>
/// <param name="Field">What it is called.</param>
/// <param name="Was">What stood there when the entry was sent back.</param>
/// <param name="Now">What stands there now.</param>
public sealed record EntryChange(string Field, string Was, string Now);

/// <summary>What a compiler changed in an entry since it was sent back.</summary>
internal static class EntryChanges
{
    private const string Nothing = "nothing";

    private static readonly IReadOnlyList<(string Field, Func<EntryDetails, string> Text)> Fields =
    [
        ("Name", d => d.SubjectName),
        ("Source reference", d => d.SourceReference),
        ("Category", d => $"{d.Category.Code()} {d.Category.InWords()}"),
        ("Legal reference", d => d.LegalReference),
        ("Why this person", d => d.Justification),
        ("Why here and now", d => d.WhyHereAndNow),
        ("Necessary because", d => d.Necessity),
        ("Proportionate because", d => d.Proportionality),
        ("Where the photograph comes from", d => d.ImageSource.InWords()),
        ("Day of the photograph", d => LondonTime.Date(d.ImageTakenOn)),
        ("Why the police hold it", d => d.LawfulHolding),
        ("Custody photograph", d => d.Unconvicted ? "not convicted" : "convicted, or not from custody"),
        ("Age on the day", d => d.AgeBand.InWords()),
        ("Why a child is listed", d => d.ChildWelfareReason),
        ("Vulnerability", d => d.Vulnerability),
        ("Known siblings or twins", d => d.KnownSiblings),
        ("If found", d => d.Response.InWords()),
        ("How", d => d.ResponsePlan),
        ("Status last checked", d => LondonTime.DateAndTime(d.StatusVerifiedAt)),
    ];

    /// <summary>The changes, in the order of the form; <see langword="null"/> when the entry was never sent back or waits with the compiler.</summary>
    public static IReadOnlyList<EntryChange>? Since(WatchlistEntry entry)
    {
        if (entry is not { ReturnedAs: { } before, State: EntryState.Proposed })
            return null;
        return
        [
            .. string.Equals(before.TemplateHash, entry.TemplateHash, StringComparison.Ordinal) ? Array.Empty<EntryChange>() : [new EntryChange("Photograph", "another", "the one shown")],
            .. Fields.Select(f => new EntryChange(f.Field, Said(f.Text(before.Details)), Said(f.Text(entry.Details)))).Where(c => !string.Equals(c.Was, c.Now, StringComparison.Ordinal)),
        ];
    }

    private static string Said(string text) => string.IsNullOrWhiteSpace(text) ? Nothing : text;
}
