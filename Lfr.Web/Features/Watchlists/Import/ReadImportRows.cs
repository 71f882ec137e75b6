using Lfr.Shared.Identity;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>Reads what became of the rows of an import, a page at a time.</summary>
public sealed class ReadImportRows(IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>Reads a page; empty for whoever compiles no lists.</summary>
    /// <param name="actor">Who reads.</param>
    /// <param name="jobId">Import.</param>
    /// <param name="all">Also rows without findings.</param>
    /// <param name="skip">Rows before the page.</param>
    /// <param name="take">Rows of the page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(IReadOnlyList<RowAnswer> Rows, int Count)> RunAsync(Actor actor, Guid jobId, bool all, int skip, int take, CancellationToken cancellationToken)
    {
        if (!Permissions.ProposeEntries.IsDoneBy(actor))
            return ([], 0);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = db.ImportRows.AsNoTracking().Where(r => r.JobId == jobId && (all || r.HasFindings));
        var count = await rows.CountAsync(cancellationToken);
        var page = await rows.OrderBy(r => r.Row).Skip(skip).Take(take).ToListAsync(cancellationToken);
        return ([.. page.Select(r => new RowAnswer(r.Row, r.Reference, r.Outcome, r.Findings))], count);
    }
}
