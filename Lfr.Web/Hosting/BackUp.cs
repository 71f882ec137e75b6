using System.Globalization;
using Lfr.Shared;
using Lfr.Web.Data;
using Lfr.Web.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Hosting;

/// <summary>
/// A whole copy of the SQLite database, also while Lfr runs: <c>Lfr.Web backup FILE</c>. A copied <c>lfr.db</c> is not one: the newest changes lie in its log beside
/// it. The keys are not in it, and belong somewhere else.
/// </summary>
internal static class BackUp
{
    /// <summary>The command's word.</summary>
    public const string Verb = "backup";

    /// <summary>Writes the copy and reads it once.</summary>
    /// <exception cref="StartRefusedException">There is something under that name already, the database is a SQL Server's, or it cannot be copied.</exception>
    public static async Task RunAsync(WebApplication app, IReadOnlyList<string> files, TextWriter output, CancellationToken cancellationToken)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<LfrDbContext>>().CreateDbContextAsync(cancellationToken);
        if (!db.Database.IsSqlite())
            throw new StartRefusedException("This database is a SQL Server's. Back it up with the server's own BACKUP DATABASE.");
        if (files is not [{ Length: > 0 } file])
            throw new StartRefusedException($"Say where the copy goes: Lfr.Web {Verb} FILE");
        var target = Path.GetFullPath(file);
        if (File.Exists(target) || Directory.Exists(target))
            throw new StartRefusedException($"{target} is there already, and nothing is overwritten. Choose another name.");
        if (!File.Exists(db.Database.GetDbConnection().DataSource))
            throw new StartRefusedException($"There is no database at {db.Database.GetDbConnection().DataSource}. Set LFR_DATA as for the running Lfr.");
        try
        {
            // Made first, so that nobody else can read it while it is written.
            await PrivateFile.Create(target).DisposeAsync();
            await db.Database.ExecuteSqlAsync($"VACUUM INTO {target}", cancellationToken);
            var (events, last) = await ReadAsync(target, cancellationToken);
            await output.WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture, $"Backed up to {target}: {events} audit events, the last of {last:d MMMM yyyy HH:mm} UTC. The keys are not in it: keep a copy of keys/ apart from it.").AsMemory(),
                cancellationToken);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            File.Delete(target);
            throw new StartRefusedException($"The database could not be copied to {target}: {e.Message}", e);
        }
    }

    private static async Task<(long Events, DateTime Last)> ReadAsync(string copy, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await connection.OpenAsync(cancellationToken);
        await using var check = connection.CreateCommand();
        check.CommandText = "PRAGMA integrity_check";
        if (await check.ExecuteScalarAsync(cancellationToken) is not "ok")
            throw new IOException("the copy cannot be read back.");
        await using var count = connection.CreateCommand();
        count.CommandText = "SELECT COUNT(*), MAX(At) FROM AuditEvents";
        await using var row = await count.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return (row.GetInt64(0), row.IsDBNull(1) ? DateTime.UnixEpoch : new DateTime(row.GetInt64(1), DateTimeKind.Utc));
    }
}
