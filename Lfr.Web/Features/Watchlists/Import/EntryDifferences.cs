using Lfr.Shared.Watchlists;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>In which fields two versions of an entry differ, by the words of the form.</summary>
internal static class EntryDifferences
{
    private static readonly IReadOnlyList<(string Label, Func<EntryDetails, object?> Value)> Fields =
    [
        ("name", d => d.SubjectName),
        ("source reference", d => d.SourceReference),
        ("category", d => d.Category),
        ("legal reference", d => d.LegalReference),
        ("offence", d => d.Offence),
        ("fields of the category", d => d.Fields),
        ("justification", d => d.Justification),
        ("why here and now", d => d.WhyHereAndNow),
        ("necessity", d => d.Necessity),
        ("proportionality", d => d.Proportionality),
        ("source of the photograph", d => d.ImageSource),
        ("day of the photograph", d => d.ImageTakenOn),
        ("lawful holding", d => d.LawfulHolding),
        ("unconvicted", d => d.Unconvicted),
        ("age", d => d.AgeBand),
        ("reason of child welfare", d => d.ChildWelfareReason),
        ("vulnerability", d => d.Vulnerability),
        ("known siblings or twins", d => d.KnownSiblings),
        ("response", d => d.Response),
        ("response plan", d => d.ResponsePlan),
        ("status check", d => d.StatusVerifiedAt),
    ];

    /// <summary>The fields, in the order of the form.</summary>
    public static IReadOnlyList<string> Between(EntryDetails a, EntryDetails b) => [.. Fields.Where(f => !Equals(f.Value(a), f.Value(b))).Select(f => f.Label)];
}
