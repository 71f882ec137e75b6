using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Hosting;
using Lfr.Web.Settings;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Hosting;

public class StartTests
{
    [Fact]
    public async Task PortInUse_EndsTheProgram_WithOneSentenceAndNoStackTrace()
    {
        var data = Directory.CreateTempSubdirectory("lfr-test-").FullName;
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://{taken.LocalEndpoint}";

        // Started from somewhere else than the repository, as a service manager would.
        var finished = await LfrProcess.RunAsync(Path.GetTempPath(), new Dictionary<string, string>
        {
            ["LFR_URLS"] = address,
            ["LFR_DATA"] = data,
            ["LFR_DEMO"] = "0",
        }, LfrProcess.Program);
        Directory.Delete(data, recursive: true);

        Assert.Equal(1, finished.ExitCode);
        Assert.Equal(
            $"Lfr cannot start. The address {address} is already in use by another program. Stop that program, or choose another address with LFR_URLS.",
            finished.Error.Trim());
        Assert.DoesNotContain("   at ", finished.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DatabaseFromANewerVersion_IsLeftAlone()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false });
        await app.InDatabaseAsync(db => db.Database.ExecuteSqlAsync(
            $"INSERT INTO __EFMigrationsHistory (MigrationId, ProductVersion) VALUES ('29990101000000_Tomorrow', '99.0')", TestContext.Current.CancellationToken));
        var data = await app.StopAsync();

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => LfrApp.StartAsync(new LfrAppOptions { Data = data }));
        Directory.Delete(data, recursive: true);

        Assert.Equal(
            "The database was written by a newer version of Lfr: this version does not know its migration 29990101000000_Tomorrow. " +
            "Start the newer version, or restore a backup from before the upgrade.",
            refusal.Message);
    }

    [Fact]
    public async Task DamagedDatabase_IsNamed()
    {
        var data = Directory.CreateTempSubdirectory("lfr-test-").FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "lfr.db"), new string('x', 8192), TestContext.Current.CancellationToken);

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => LfrApp.StartAsync(new LfrAppOptions { Data = data }));
        Directory.Delete(data, recursive: true);

        Assert.Contains("is not a database that Lfr can read", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Database:Provider", "Postgres", "Database:Provider is 'Postgres'; it can be Sqlite or SqlServer.")]
    [InlineData("Database:Provider", "SqlServer", "Database:Provider is SqlServer, but ConnectionStrings:Lfr is not set.")]
    [InlineData("LFR_DEMO", "yes", "LFR_DEMO is 'yes'; it can be 1 or 0.")]
    public async Task ConfigurationThatMakesNoSense_IsRefused_NamingItsKey(string key, string value, string sentence)
    {
        var refusal = await Assert.ThrowsAsync<StartRefusedException>(
            () => LfrApp.StartAsync(new LfrAppOptions { Settings = new Dictionary<string, string?> { [key] = value } }));

        Assert.Equal(sentence, refusal.Message);
    }

    [Fact]
    public async Task DataFolderThatCannotBeMade_IsRefused()
    {
        var file = Path.GetTempFileName();

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => LfrApp.StartAsync(new LfrAppOptions { Data = Path.Combine(file, "data") }));
        File.Delete(file);

        Assert.StartsWith("The data folder cannot be written:", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondStart_GoesOnWithTheSameData()
    {
        await using var first = await LfrApp.StartAsync();
        var data = await first.StopAsync();

        await using var second = await LfrApp.StartAsync(new LfrAppOptions { Data = data, Accounts = false });

        Assert.Equal(Web.Identity.DemoAccounts.All.Count, await second.InDatabaseAsync(db => db.Users.CountAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Sqlite_WritesAheadAndOverwritesWhatIsDeleted()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false });

        Assert.Equal("wal", await PragmaAsync(app, "journal_mode"));
        Assert.Equal("1", await PragmaAsync(app, "foreign_keys"));
        Assert.Equal("1", await PragmaAsync(app, "secure_delete"));
        Assert.Equal("2", await PragmaAsync(app, "synchronous"));
    }

    private static Task<string> PragmaAsync(LfrApp app, string name) => app.InDatabaseAsync(async (LfrDbContext db) =>
    {
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return Convert.ToString(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture)!;
    });
}
