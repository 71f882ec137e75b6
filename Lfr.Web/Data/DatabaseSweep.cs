using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Data;

/// <summary>After a purge: brings SQLite's write-ahead log into the file and empties it, so that destroyed rows do not linger in the log.</summary>
public sealed class DatabaseSweep(IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>Sweeps; nothing to do on SQL Server.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (db.Database.IsSqlite())
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE);", cancellationToken);
    }
}
