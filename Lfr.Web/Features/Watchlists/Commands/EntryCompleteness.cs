using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

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

    /// <summary>The same, and of the siblings or twins that are named by reference: whether they are on this list.</summary>
    /// <param name="db">Database.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="own">Reference of the entry; <see langword="null"/> before it has one.</param>
    /// <param name="details">What is written.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Outcome?> MissingAsync(LfrDbContext db, Guid deploymentId, string? own, EntryDetails details, CancellationToken cancellationToken)
    {
        if (Missing(details) is { } incomplete)
            return incomplete;
        if (SiblingsNamed.In(details.KnownSiblings) is not { Count: > 0 } named)
            return null;
        EntryState[] off = [EntryState.Rejected, EntryState.Removed, EntryState.Purged];
        var known = await db.Entries.Where(e => e.DeploymentId == deploymentId && named.Contains(e.Reference) && !off.Contains(e.State)).Select(e => e.Reference).ToListAsync(cancellationToken);
        return SiblingsNamed.Wrong(details.KnownSiblings, own, known);
    }
}
