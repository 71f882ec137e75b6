using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Data;

/// <summary>After a purge: brings SQLite's write-ahead log into the file and empties it, so that destroyed rows do not linger in the log.</summary>
public sealed class DatabaseSweep(IDbContextFactory<LfrDbContext> contexts)
{
    private const int Attempts = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Sweeps; nothing to do on SQL Server.</summary>
    /// <returns>Whether the log is empty; <see langword="false"/> while somebody still reads from it, so that it has to be swept again later.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!db.Database.IsSqlite())
            return true;
        for (var attempt = 1; ; attempt++)
        {
            // A reader's snapshot keeps the log: SQLite then says "busy" in its answer, and no error.
            var busy = (await db.Database.SqlQueryRaw<int>("PRAGMA wal_checkpoint(TRUNCATE);").ToListAsync(cancellationToken))[0];
            if (busy == 0)
                return true;
            if (attempt == Attempts)
                return false;
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }
}
