using System.Security.Cryptography;
using System.Text;
using Lfr.Shared.Alerts;
using Lfr.Shared.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
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

    /// <summary>
    /// A migration that somebody's database has had is never made again: the next change is one of its own. <c>LFR_WRITE_DOCS=1</c> adds new ones to the list, and never changes a line of it.
    /// </summary>
    [Fact]
    public void Migration_ThatIsOnMain_IsNeverChanged()
    {
        var list = Path.Combine(Repository.Root, "Lfr.Tests", "Data", "migrations.sha256");
        var known = File.ReadAllLines(list).Select(l => l.Split("  ")).ToDictionary(l => l[1], l => l[0], StringComparer.Ordinal);
        var root = Path.Combine(Repository.Root, "Lfr.Web", "Data", "Migrations");
        var now = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.EndsWith(".Designer.cs", StringComparison.Ordinal) && !f.EndsWith("Snapshot.cs", StringComparison.Ordinal))
            .ToDictionary(
                f => Path.GetRelativePath(root, f).Replace('\\', '/'),
                f => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(File.ReadAllText(f).ReplaceLineEndings("\n")))), StringComparer.Ordinal);
        if (Environment.GetEnvironmentVariable("LFR_WRITE_DOCS") == "1")
        {
            foreach (var (file, hash) in now)
                known.TryAdd(file, hash);
            File.WriteAllText(list, string.Concat(known.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => $"{k.Value}  {k.Key}\n")));
        }

        Assert.Equal(known.OrderBy(k => k.Key, StringComparer.Ordinal), now.OrderBy(k => k.Key, StringComparer.Ordinal));
    }

    /// <summary>SQL Server takes keys of 900 bytes where the table lies in their order, and of 1700 elsewhere; what is longer is refused only when somebody writes it.</summary>
    [Fact]
    public void KeysAndIndexes_FitIntoSqlServersPages()
    {
        // Identity's own. Devices give ids of 16 to 64 bytes; nothing is written to the other two.
        string[] known = ["AspNetUserLogins (LoginProvider, ProviderKey)", "AspNetUserPasskeys (CredentialId)", "AspNetUserTokens (UserId, LoginProvider, Name)"];
        using var db = new SqlServerDesignTime().CreateDbContext([]);
        var tables = db.GetService<IDesignTimeModel>().Model.GetEntityTypes().Where(t => t.GetTableName() is not null && !t.IsOwned()).ToArray();
        var keys = tables.SelectMany(t => t.GetKeys()).Select(k => (Name: NameOf(k.DeclaringEntityType, k.Properties), Bytes: k.Properties.Sum(Bytes), Most: 900));
        var indexes = tables.SelectMany(t => t.GetIndexes()).Select(i => (Name: NameOf(i.DeclaringEntityType, i.Properties), Bytes: i.Properties.Sum(Bytes), Most: 1700));

        Assert.Equal(known, keys.Concat(indexes).Where(k => k.Bytes > k.Most).Select(k => k.Name).Order(StringComparer.Ordinal));

        static int Bytes(IProperty property) => property.GetRelationalTypeMapping() switch
        {
            { StoreType: var type } when type.EndsWith("(max)", StringComparison.Ordinal) => int.MaxValue / 100,
            { StoreType: var type, Size: { } characters } when type.StartsWith("nvarchar", StringComparison.Ordinal) => characters * 2,
            { Size: { } size } => size,
            _ => 16,
        };
    }

    /// <summary>What every beat of a room, every list and the log's filter ask for.</summary>
    [Theory]
    [InlineData("Deployments (State)")]
    [InlineData("AuditEvents (ActorId, Number)")]
    [InlineData("AuditEvents (DeploymentId, Number)")]
    [InlineData("Alerts (DeploymentId, State, Result)")]
    public void WhatIsAskedOften_HasAnIndex(string index)
    {
        using var db = new SqlServerDesignTime().CreateDbContext([]);

        Assert.Contains(index, db.Model.GetEntityTypes().SelectMany(t => t.GetIndexes()).Select(i => NameOf(i.DeclaringEntityType, i.Properties)));
    }

    private static string NameOf(IReadOnlyEntityType type, IEnumerable<IReadOnlyProperty> properties) => $"{type.GetTableName()} ({string.Join(", ", properties.Select(p => p.Name))})";

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

    /// <summary>A force's database is never empty when it is upgraded: the rows of the first version must read as they did, and be found by the new columns.</summary>
    [Fact]
    public async Task DatabaseOfTheFirstVersion_WithDataInIt_IsBroughtUpToDate()
    {
        var folder = Directory.CreateTempSubdirectory("lfr-migrations-");
        try
        {
            var options = new DbContextOptionsBuilder<SqliteLfrDbContext>().UseSqlite($"Data Source={Path.Combine(folder.FullName, "lfr.db")};Pooling=False").Options;
            await using (var before = new SqliteLfrDbContext(options))
            {
                await before.GetService<IMigrator>().MigrateAsync("Initial", TestContext.Current.CancellationToken);
                var rows = await File.ReadAllTextAsync(Repository.Combine("Lfr.Tests", "Data", "rows-of-initial.sql"), TestContext.Current.CancellationToken);
                await using var command = before.Database.GetDbConnection().CreateCommand();
                await before.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
                command.CommandText = rows + """
                    INSERT INTO RunTallies (LicenceId, WorkerId, Before, Current) VALUES ('01A1F308-C280-7245-AF17-61511EFC6A01', '01A1F308-C280-7245-AF17-61511EFC6A02',
                        '{"facesCompared":70,"facesDiscarded":69,"alertsRaised":1,"alertsSuppressed":0,"framesDropped":0}', '{"facesCompared":18,"facesDiscarded":18,"alertsRaised":0,"alertsSuppressed":0,"framesDropped":0}');
                    """;
                await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            }

            await using var db = new SqliteLfrDbContext(options);
            await db.Database.MigrateAsync(TestContext.Current.CancellationToken);

            var deployment = await db.Deployments.SingleAsync(d => d.Name == "Romford town centre" && d.HistoricalSource == null, TestContext.Current.CancellationToken);
            Assert.Equal(deployment.Plan.Place.Venue, deployment.Venue);
            Assert.Equal(deployment.Reference, $"{deployment.Year}-{deployment.Number:000}");
            Assert.NotNull(deployment.Authority);
            var counting = await db.FaceCounts.SingleAsync(TestContext.Current.CancellationToken);
            Assert.Equal((Guid.Empty, 88), (counting.CountingId, counting.Total.FacesCompared));
            var entry = await db.Entries.OrderBy(e => e.Reference).FirstAsync(TestContext.Current.CancellationToken);
            var compiler = entry.CompiledBy.UserId;
            Assert.Equal(2, await db.EntryHands.CountAsync(h => h.UserId == compiler && h.Part == EntryPart.Compiled, TestContext.Current.CancellationToken));
            Assert.Empty(entry.Suspensions);
            Assert.Equal(
                (entry.Details.Category, "R-0001 ROWAN TILLEY", entry.Details.ImageTakenOn, entry.Photograph!.TemplateHash, false, false, false),
                (entry.Category, entry.SearchText, entry.ImageTakenOn, entry.TemplateHash, entry.ListedAsChild, entry.IsVulnerable, entry.IsUnconvictedCustody));
            Assert.Equal(
                (entry.Details.AgeBand, entry.Details.StatusVerifiedAt, entry.Photograph.EmbedderHash, entry.Decisions[^1].Verdict),
                (entry.ListedAge, entry.StatusVerifiedAt, entry.EmbedderHash, entry.LastVerdict));
            // No SQL can hash words: until it is changed, an older entry is compared by what is written in it.
            Assert.Null(entry.WordHashes);
            var other = (await new Web.Dossiers.ListTexts(new Web.Dossiers.ListRows()).ReadAsync(db, entry.DeploymentId, TestContext.Current.CancellationToken)).Single(o => o.Id == entry.Id);
            Assert.Equal(HashedWords.Of(entry.Details).Select(t => (t.Name, t.Triples.Count)), other.Texts.Select(t => (t.Name, t.Triples.Count)));
            Assert.Equal((entry.Decisions[^1].By.UserId, entry.Decisions[^1].By.At), (entry.DecidedBy, entry.DecidedAt));
            var decider = entry.Decisions[^1].By.UserId;
            Assert.Equal(2, await db.Entries.CountAsync(e => e.DecidedBy == decider && e.SearchText.Contains("R-000"), TestContext.Current.CancellationToken));
            Assert.Equal(
                [("planner@demo.lfr", true), ("robin@force.example", false)],
                (await db.Users.OrderBy(u => u.Email).ToListAsync(TestContext.Current.CancellationToken)).Select(u => (u.Email!, u.IsDemonstration)));
            // The list of people finds them, by what a command would have written.
            Assert.All(await db.Users.ToListAsync(TestContext.Current.CancellationToken), u => Assert.Equal(($"{u.DisplayName} {u.Email}".ToUpperInvariant(), 0, null), (u.SearchText, u.Revision, u.RetiredAt)));
            Assert.Empty(await db.Assignments.ToListAsync(TestContext.Current.CancellationToken));
            // Reports had no kind then: the last one was a correction, and counts.
            var alerts = await db.Alerts.OrderBy(a => a.Sequence).ToListAsync(TestContext.Current.CancellationToken);
            Assert.Equal([(AlertResult.ConfirmedFalse, 20.5), (AlertResult.Open, null)], alerts.Select(a => (a.Result, a.SecondsToAnswer)));
            Assert.Equal(IdentityCheck.ConfirmedFalse, alerts[0].Engagement!.Identity);
            Assert.Null(Lfr.Shared.Audit.AuditChain.FirstBreak(await db.AuditEvents.OrderBy(e => e.Number).ToListAsync(TestContext.Current.CancellationToken)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Whoever imported the ten trials from the table that went with Lfr has them once, as rows of their own.</summary>
    [Fact]
    public async Task TrialsThatWereImported_AreReplacedByTheRowsOfTheMigration()
    {
        var folder = Directory.CreateTempSubdirectory("lfr-migrations-");
        try
        {
            var cancel = TestContext.Current.CancellationToken;
            await using var db = new SqliteLfrDbContext(new DbContextOptionsBuilder<SqliteLfrDbContext>().UseSqlite($"Data Source={Path.Combine(folder.FullName, "lfr.db")};Pooling=False").Options);
            await db.GetService<IMigrator>().MigrateAsync("ReturnsOfEntries", cancel);
            foreach (var source in (string[])["trials-2016-2019.csv", "met.csv"])
            {
                await db.Database.ExecuteSqlAsync(
                    $"INSERT INTO PublishedUses (Id, Day, Figures, Findings, Source, ImportedBy, Replaced) VALUES ({Guid.CreateVersion7().ToString().ToUpperInvariant()}, '2019-01-31', 'null', '[]', {source}, 'null', '[]')", cancel);
            }

            await db.Database.MigrateAsync(cancel);

            Assert.Equal("met.csv", await db.PublishedUses.Select(u => u.Source).SingleAsync(cancel));
            var romford = await db.Trials.SingleAsync(t => t.FirstDay == new DateOnly(2019, 1, 31), cancel);
            Assert.Equal(("MPS-2019-01", 4, "30 January 2019, 16:00", 10), (romford.Reference, romford.Facts.ChildrenArrested, Lfr.Shared.Policy.Words.Moment(romford.Facts.AnnouncedAt!.Value), await db.Trials.CountAsync(cancel)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The migration says in SQL what the domain says in C#: whatever people said about an alert, both must come to the same result.</summary>
    [Fact]
    public async Task AlertsKeptBeforeTheyWereCounted_AreCountedAsTheDomainWould()
    {
        var folder = Directory.CreateTempSubdirectory("lfr-migrations-");
        try
        {
            var options = new DbContextOptionsBuilder<SqliteLfrDbContext>().UseSqlite($"Data Source={Path.Combine(folder.FullName, "lfr.db")};Pooling=False").Options;
            await using var db = new SqliteLfrDbContext(options);
            await db.Database.MigrateAsync(TestContext.Current.CancellationToken);
            var alerts = AlertHistories.Make(2_000);
            db.Alerts.AddRange(alerts);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            await db.Database.ExecuteSqlRawAsync("UPDATE Alerts SET Result = 'Open', SecondsToAnswer = NULL", TestContext.Current.CancellationToken);

            var migration = new Web.Data.Migrations.Sqlite.AlertCounts { ActiveProvider = db.Database.ProviderName! };
            foreach (var fill in migration.UpOperations.OfType<Microsoft.EntityFrameworkCore.Migrations.Operations.SqlOperation>())
                await db.Database.ExecuteSqlRawAsync(fill.Sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), TestContext.Current.CancellationToken);

            var filled = await db.Alerts.AsNoTracking().ToDictionaryAsync(a => a.Id, TestContext.Current.CancellationToken);
            Assert.All(Enum.GetValues<AlertResult>(), result => Assert.Contains(alerts, a => a.Result == result));
            Assert.All(alerts, alert =>
            {
                Assert.Equal((alert.Sequence, alert.Result), (filled[alert.Id].Sequence, filled[alert.Id].Result));
                Assert.Equal(alert.SecondsToAnswer ?? -1, filled[alert.Id].SecondsToAnswer ?? -1, 0.01);
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
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
