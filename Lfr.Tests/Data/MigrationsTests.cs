using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Lfr.Tests.Data;

public class MigrationsTests
{
    [Fact]
    public void SqliteMigrations_MatchTheModel()
    {
        using var db = new SqliteDesignTime().CreateDbContext([]);

        Assert.False(db.Database.HasPendingModelChanges(), "The model has changed: run eng/migrations.sh.");
    }

    [Fact]
    public void SqlServerMigrations_MatchTheModel()
    {
        using var db = new SqlServerDesignTime().CreateDbContext([]);

        Assert.False(db.Database.HasPendingModelChanges(), "The model has changed: run eng/migrations.sh.");
    }

    [Fact]
    public void SqlServerScript_IsValidTransactSql()
    {
        using var db = new SqlServerDesignTime().CreateDbContext([]);
        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);

        using var reader = new StringReader(script);
        new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);

        Assert.True(errors.Count == 0, string.Join('\n', errors.Select(e => $"Line {e.Line}: {e.Message}")));
        Assert.Contains("CREATE TABLE [Alerts]", script, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SqlServer_TakesTheMigrations()
    {
        var server = Environment.GetEnvironmentVariable("LFR_TEST_SQLSERVER");
        Assert.SkipWhen(string.IsNullOrEmpty(server), "No SQL Server: LFR_TEST_SQLSERVER is not set.");
        var options = new DbContextOptionsBuilder<SqlServerLfrDbContext>()
            .UseSqlServer(new Microsoft.Data.SqlClient.SqlConnectionStringBuilder(server) { InitialCatalog = $"lfr_migrations_{Environment.ProcessId}" }.ConnectionString).Options;
        await using var db = new SqlServerLfrDbContext(options);
        try
        {
            await db.Database.MigrateAsync(TestContext.Current.CancellationToken);

            Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
        }
        finally
        {
            await db.Database.EnsureDeletedAsync(CancellationToken.None);
        }
    }
}
