using Lfr.Shared.Policy;
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

    private static readonly IReadOnlyList<(string Field, Func<EntryDetails, PolicyPack?, string> Text)> Basis =
    [
        ("Name", (d, _) => d.SubjectName),
        ("Source reference", (d, _) => d.SourceReference),
        ("Category", (d, p) => $"{d.Category.Code(p)} {d.Category.InWords(p)}"),
        ("Legal reference", (d, _) => d.LegalReference),
        ("Offence", (d, _) => d.Offence),
    ];

    private static readonly IReadOnlyList<(string Field, Func<EntryDetails, PolicyPack?, string> Text)> Rest =
    [
        ("Why this person", (d, _) => d.Justification),
        ("Why here and now", (d, _) => d.WhyHereAndNow),
        ("Necessary because", (d, _) => d.Necessity),
        ("Proportionate because", (d, _) => d.Proportionality),
        ("Where the photograph comes from", (d, p) => d.ImageSource.InWords(p)),
        ("Day of the photograph", (d, _) => ForceTime.Date(d.ImageTakenOn)),
        ("Why the police hold it", (d, _) => d.LawfulHolding),
        ("The person in the photograph", (d, _) => d.Unconvicted ? "not convicted" : "convicted, or this is not asked"),
        ("Age on the day", (d, _) => d.AgeBand.InWords()),
        ("Why a child is listed", (d, _) => d.ChildWelfareReason),
        ("Vulnerability", (d, _) => d.Vulnerability),
        ("Known siblings or twins", (d, _) => d.KnownSiblings),
        ("If found", (d, _) => d.Response.InWords()),
        ("How", (d, _) => d.ResponsePlan),
        ("Status last checked", (d, _) => ForceTime.DateAndTime(d.StatusVerifiedAt)),
    ];

    /// <summary>The changes, in the order of the form; <see langword="null"/> when the entry was never sent back or waits with the compiler.</summary>
    public static IReadOnlyList<EntryChange>? Since(WatchlistEntry entry, PolicyPack? policy)
    {
        if (entry is not { ReturnedAs: { } before, State: EntryState.Proposed })
            return null;
        return
        [
            .. string.Equals(before.TemplateHash, entry.TemplateHash, StringComparison.Ordinal) ? Array.Empty<EntryChange>() : [new EntryChange("Photograph", "another", "the one shown")],
            .. new[] { Between(Basis, before.Details, entry.Details, policy), OfCategory(before.Details, entry.Details, policy), Between(Rest, before.Details, entry.Details, policy) }
                .SelectMany(c => c).Where(c => !string.Equals(c.Was, c.Now, StringComparison.Ordinal)),
        ];
    }

    private static IEnumerable<EntryChange> Between(IEnumerable<(string Field, Func<EntryDetails, PolicyPack?, string> Text)> fields, EntryDetails was, EntryDetails now, PolicyPack? policy) =>
        fields.Select(f => new EntryChange(f.Field, Said(f.Text(was, policy)), Said(f.Text(now, policy))));

    // By their titles: a field that both categories have, where the category changed, is one field.
    private static IEnumerable<EntryChange> OfCategory(EntryDetails was, EntryDetails now, PolicyPack? policy)
    {
        var (before, after) = (was.FieldsInWords(policy), now.FieldsInWords(policy));
        return after.Concat(before).Select(f => f.Title).Distinct(StringComparer.Ordinal).Select(title => new EntryChange(title, Of(before, title), Of(after, title)));

        static string Of(IReadOnlyList<(string Title, string Text)> fields, string title) => Said(fields.FirstOrDefault(f => string.Equals(f.Title, title, StringComparison.Ordinal)).Text ?? "");
    }

    private static string Said(string text) => string.IsNullOrWhiteSpace(text) ? Nothing : text;
}
