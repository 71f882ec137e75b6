using System.Data.Common;
using Lfr.Web.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Lfr.Web.Data;

/// <summary>Registers the database: SQLite in the data folder by default, SQL Server where <c>Database:Provider</c> says so.</summary>
public static class DataRegistration
{
    /// <summary>Adds data folder, contexts, transactions and the broadcast of committed changes.</summary>
    public static WebApplicationBuilder AddLfrData(this WebApplicationBuilder builder, DatabaseOptions database, DataFolder folder)
    {
        builder.Services.AddSingleton(folder);
        builder.Services.AddSingleton<PolicyNow>();
        builder.Services.AddSingleton<LfrTransaction>();
        if (database.Provider == DatabaseProvider.SqlServer)
        {
            builder.Services.AddDbContextFactory<SqlServerLfrDbContext>(o => o.UseSqlServer(database.Connection).AddInterceptors(new TextCleaner(), new RevisionInterceptor(), new EntryHands(), new AnnouncedUses()));
            builder.Services.AddSingleton<IDbContextFactory<LfrDbContext>, Factory<SqlServerLfrDbContext>>();
        }
        else
        {
            builder.Services.AddDbContextFactory<SqliteLfrDbContext>(o => o
                .UseSqlite($"Data Source={database.File ?? folder.Combine("lfr.db")};Default Timeout=30")
                .AddInterceptors(new TextCleaner(), new RevisionInterceptor(), new EntryHands(), new AnnouncedUses(), new SqlitePragmas()));
            builder.Services.AddSingleton<IDbContextFactory<LfrDbContext>, Factory<SqliteLfrDbContext>>();
        }

        builder.Services.AddScoped<LfrDbContext>(services => services.GetRequiredService<IDbContextFactory<LfrDbContext>>().CreateDbContext());
        return builder;
    }

    private sealed class Factory<T>(IDbContextFactory<T> inner) : IDbContextFactory<LfrDbContext>
        where T : LfrDbContext
    {
        public LfrDbContext CreateDbContext() => inner.CreateDbContext();
    }

    /// <summary>
    /// Write-ahead log, so that readers never wait for a writer; deleted bytes are overwritten, so that a purge leaves nothing in free pages.
    /// </summary>
    private sealed class SqlitePragmas : DbConnectionInterceptor
    {
        private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            if (IsReadOnly(connection))
                return;
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            if (IsReadOnly(connection))
                return;
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        // EF looks so whether there is a database; an empty file must not fail at that.
        private static bool IsReadOnly(DbConnection connection) => new SqliteConnectionStringBuilder(connection.ConnectionString).Mode == SqliteOpenMode.ReadOnly;
    }
}
