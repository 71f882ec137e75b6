using System.Data.Common;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Features.Policies.Commands;
using Lfr.Web.Identity;
using Lfr.Web.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Hosting;

/// <summary>Before anybody is let in: the database answers, is not from a newer version, and holds this version's tables.</summary>
public static class DatabaseStart
{
    private const int NotADatabase = 26;
    private const int Malformed = 11;

    /// <summary>
    /// Brings the database up to date. SQLite always; SQL Server only with <c>Database:MigrateOnStart</c>, because there a database
    /// administrator runs the script, and several web nodes start at once.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="acceptsAnyDatabase">Whether it may be another than the keys remember: somebody is about to say so (<see cref="AcceptDatabase"/>).</param>
    /// <exception cref="StartRefusedException">It cannot be used; the message says why and what to do.</exception>
    public static async Task PrepareLfrDataAsync(this WebApplication app, CancellationToken cancellationToken, bool acceptsAnyDatabase = false)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<LfrDbContext>>().CreateDbContextAsync(cancellationToken);
        try
        {
            var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToArray();
            RefuseNewer(db, applied);
            await KeysAndDatabase.RefuseStrangersAsync(app, db, applied.Length == 0, acceptsAnyDatabase, cancellationToken);
            if (!applied.SequenceEqual(db.Database.GetMigrations(), StringComparer.Ordinal))
                await MigrateAsync(db, app.Services.GetRequiredService<LfrOptions>().Database, cancellationToken);
            await KeysAndDatabase.RefuseAnotherKeyAsync(app, db, cancellationToken);
            if (!acceptsAnyDatabase)
                await KeysAndDatabase.RefuseUnreadableAppsAsync(app, db, cancellationToken);
            await RefuseWithoutSnapshotsAsync(db, cancellationToken);
            await AnnouncedUses.FillAsync(db, cancellationToken);
            await app.Services.GetRequiredService<NoteClockStep>().SinceLastRunAsync(cancellationToken);
            await app.Services.GetRequiredService<SplitKeys>().RunAsync(cancellationToken);
            // Before any command adds to them, also one from the command line: whoever was there before the log vouched for anybody would otherwise be in no event.
            if (!acceptsAnyDatabase)
                await app.Services.GetRequiredService<VouchForPeople>().RunAsync(cancellationToken);
            if (!acceptsAnyDatabase)
                await app.Services.GetRequiredService<NoteChangedPolicies>().RunAsync(cancellationToken);
            // What was destroyed just before the program ended may still lie in the log.
            await app.Services.GetRequiredService<DatabaseSweep>().RunAsync(cancellationToken);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is NotADatabase or Malformed)
        {
            throw new StartRefusedException(
                $"The file {db.Database.GetDbConnection().DataSource} is not a database that Lfr can read; it may be damaged. Restore it from a backup, or choose another data folder with LFR_DATA.", e);
        }
        catch (DbException e)
        {
            throw new StartRefusedException($"The database cannot be opened: {e.Message}", e);
        }
    }

    private static void RefuseNewer(LfrDbContext db, IEnumerable<string> applied)
    {
        var unknown = applied.Except(db.Database.GetMigrations(), StringComparer.Ordinal).ToArray();
        if (unknown.Length > 0)
        {
            throw new StartRefusedException(
                $"The database was written by a newer version of Lfr: this version does not know its migration {unknown[^1]}. " +
                "Start the newer version, or restore a backup from before the upgrade.");
        }
    }

    // Without it whoever reads a page waits for whoever writes, and a command may be the victim of a page.
    private static async Task RefuseWithoutSnapshotsAsync(LfrDbContext db, CancellationToken cancellationToken)
    {
        if (!db.Database.IsSqlServer())
            return;
        RefuseWithoutSnapshots(
            db.Database.GetDbConnection().Database,
            await db.Database.SqlQueryRaw<bool>("SELECT is_read_committed_snapshot_on AS Value FROM sys.databases WHERE database_id = DB_ID()").SingleAsync(cancellationToken));
    }

    /// <summary>Refuses a SQL Server database in which readers wait for writers.</summary>
    /// <param name="database">Its name.</param>
    /// <param name="on">Whether it has <c>READ_COMMITTED_SNAPSHOT</c>.</param>
    /// <exception cref="StartRefusedException">It has not; the message says which line to run.</exception>
    public static void RefuseWithoutSnapshots(string database, bool on)
    {
        if (on)
            return;
        throw new StartRefusedException(
            $"The SQL Server database {database} makes readers wait for writers. " +
            $"While nobody is connected, run: ALTER DATABASE [{database.Replace("]", "]]", StringComparison.Ordinal)}] SET READ_COMMITTED_SNAPSHOT ON;");
    }

    private static async Task MigrateAsync(LfrDbContext db, DatabaseOptions options, CancellationToken cancellationToken)
    {
        if (options is { Provider: DatabaseProvider.SqlServer, MigrateOnStart: false })
        {
            throw new StartRefusedException(
                "The SQL Server database does not have this version's tables yet. Run the migration script (docs: eng/migrations.sh), or set Database:MigrateOnStart to true.");
        }

        await db.Database.MigrateAsync(cancellationToken);
    }
}
