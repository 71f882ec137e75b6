using Lfr.Shared.Identity;
using Lfr.Shared.Looks;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Components.Forms;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Features.Watchlists.Queries;
using Lfr.Web.Identity;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>A table that leaves Lfr, or why it does not.</summary>
/// <param name="Outcome">Whether it was granted, and is in the log.</param>
/// <param name="FileName">Name for the file.</param>
/// <param name="Csv">The file.</param>
public sealed record ExportedWatchlist(Outcome Outcome, string FileName, byte[] Csv)
{
    /// <summary>Whether the person may know that there is such a list: not somebody for whom nothing is there.</summary>
    public bool IsThere { get; init; } = true;
}

/// <summary>
/// Exports the rows that the page shows, all pages of them in their order. Without names, texts and photographs: what left Lfr cannot be deleted after the deployment. Logged (R40).
/// </summary>
[FreshSecondFactor]
public sealed class ExportWatchlist(LookGate gate, ReadWatchlist list, ReadEntries entries)
{
    private static readonly IReadOnlyList<CsvColumn<EntryRow>> Columns =
    [
        new("reference", r => r.Reference),
        new("category_code", r => r.CategoryCode),
        new("category", r => r.CategoryInWords),
        new("state", r => r.State.InWords()),
        new("flags", r => string.Join("; ", r.Flags.Select(f => f.InWords()))),
        new("photograph_quality", r => r.Quality),
        new("photograph_taken_on", r => DateLine.Iso(r.ImageTakenOn)),
        new("compiled_by", r => r.CompiledBy.Name),
        new("compiled_at_utc", r => r.CompiledBy.At),
        new("approvals", r => r.Approvals),
        new("approvals_needed", r => r.ApprovalsNeeded),
    ];

    /// <summary>Makes the table of the entries that <paramref name="filter"/> lets through.</summary>
    public async Task<ExportedWatchlist> RunAsync(Actor actor, Guid deploymentId, EntryFilter filter, CancellationToken cancellationToken)
    {
        var view = await list.RunAsync(actor, deploymentId, cancellationToken);
        var rows = view is { MaySeeEntries: true } ? await entries.FindAsync(deploymentId, filter, 0, int.MaxValue, cancellationToken) : EntryPage.Empty;
        var outcome = await gate.AskAsync(this, actor, new Look(LookKind.ListTable, deploymentId, ReadEntries.ThingsOf(rows)), cancellationToken);
        if (outcome.Succeeded && view is null)
            outcome = Permissions.NotFound("This deployment");
        return outcome.Succeeded && view is not null
            ? new ExportedWatchlist(outcome, $"watchlist-{view.For.Reference}.csv", CsvTable.Write(Columns, rows.Rows))
            : new ExportedWatchlist(outcome, "", []) { IsThere = view is not null || outcome.IsRefusedAs(RefusalKind.Role) };
    }
}
