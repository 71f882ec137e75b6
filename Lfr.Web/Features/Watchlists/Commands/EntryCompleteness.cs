using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>What every entry needs before anybody is asked to judge it. Whether it convinces is for the rules and the approver.</summary>
internal static class EntryCompleteness
{
    /// <summary>A refusal that names the empty fields as the form shows them; <see langword="null"/> when none is empty.</summary>
    public static Outcome? Missing(EntryDetails details)
    {
        (string Label, string Value)[] needed =
        [
            ("Name in the source system", details.SubjectName),
            ("Source reference", details.SourceReference),
            ("Legal reference", details.LegalReference),
            ("Justification", details.Justification),
            ("Why here and now", details.WhyHereAndNow),
        ];
        var missing = needed.Where(f => string.IsNullOrWhiteSpace(f.Value)).Select(f => f.Label).ToArray();
        return missing.Length == 0 ? null : Outcome.Incomplete("The entry is not complete.", $"Fill in: {string.Join(", ", missing)}.");
    }
}
