using Lfr.Shared.Records.AsPublished;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Records.Queries;

/// <summary>Reads the column maps of forces. They name headings and no person.</summary>
public sealed class ListColumnMaps(IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>All of them, by name.</summary>
    public async Task<IReadOnlyList<ForceColumnMap>> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ColumnMaps.AsNoTracking().OrderBy(m => m.Key).ToListAsync(cancellationToken);
    }
}
