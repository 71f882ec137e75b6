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

    [Theory]
    [InlineData("INT", 2)]
    [InlineData("TERM", 15)]
    public async Task CtrlC_WhileItStarts_EndsTheProgram_WithoutAStackTrace(string signal, int number)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals between processes.");
        Assert.SkipWhen(LfrProcess.Ignores(number), $"Whoever started the tests has them ignore SIG{signal}, and so does every program that they start.");
        var data = Directory.CreateTempSubdirectory("lfr-test-").FullName;
        using var process = LfrProcess.Start(
            Path.GetTempPath(), new Dictionary<string, string> { ["LFR_URLS"] = "http://127.0.0.1:0", ["LFR_DATA"] = data, ["LFR_DEMO"] = "1" }, LfrProcess.Program);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            // The tables are being made; the whole demonstration is still to come.
            await Eventually.HoldsAsync(() => process.HasExited || File.Exists(Path.Combine(data, "lfr.db")), "It starts.");
            using (var kill = System.Diagnostics.Process.Start("kill", [$"-{signal}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
                await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(120), TestContext.Current.CancellationToken);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        Directory.Delete(data, recursive: true);

        Assert.Equal(130, process.ExitCode);
        Assert.Equal("Lfr was asked to stop before it had started, and did. Start it again when you like.", (await error).Trim());
        Assert.DoesNotContain("   at ", await output, StringComparison.Ordinal);
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

    [Fact]
    public async Task SettingsThatMakeNoSense_EndTheProgram_WithAllTheirSentences_AndExitCode2()
    {
        var data = Directory.CreateTempSubdirectory("lfr-test-").FullName;

        var finished = await LfrProcess.RunAsync(Path.GetTempPath(), new Dictionary<string, string>
        {
            ["LFR_DATA"] = data,
            ["LFR_DEMO"] = "perhaps",
            ["RateLimits__SignInPerMinute"] = "0",
        }, LfrProcess.Program);
        Directory.Delete(data, recursive: true);

        Assert.Equal(2, finished.ExitCode);
        Assert.Equal(
            """
            Lfr cannot start. 2 settings make no sense:
            - LFR_DEMO is 'perhaps'; it can be 1 or 0.
            - RateLimits:SignInPerMinute is '0'; it must be a whole number of at least 1.
            """,
            finished.Error.Trim().ReplaceLineEndings());
        Assert.Equal("", finished.Output);
    }

    [Fact]
    public async Task ConfigurationFileThatIsNoJson_EndsTheProgram_NamingTheFileAndExitCode2()
    {
        // A file that only this start looks for.
        var file = Path.Combine(AppContext.BaseDirectory, "appsettings.Damaged.json");
        await File.WriteAllTextAsync(file, "{ \"Database\": ", TestContext.Current.CancellationToken);

        var finished = await LfrProcess.RunAsync(
            Path.GetTempPath(), new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Damaged" }, LfrProcess.Program);
        File.Delete(file);

        Assert.Equal(2, finished.ExitCode);
        Assert.StartsWith("Lfr cannot start. A configuration file cannot be read.", finished.Error, StringComparison.Ordinal);
        Assert.Contains(file, finished.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", finished.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://192.0.2.1:5080", "LFR_URLS (http://192.0.2.1:5080)")]
    [InlineData("http://127.0.0.1:0", "Kestrel:Certificates:Default")]
    public async Task AddressThatCannotBeOpened_IsRefused_NamingItsKey(string address, string key)
    {
        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => LfrApp.StartAsync(new LfrAppOptions
        {
            Settings = new Dictionary<string, string?>
            {
                ["LFR_URLS"] = address,
                // A file that is there and no certificate; where there is no https:// nothing reads it.
                ["Kestrel:Endpoints:Site:Url"] = address.Replace("http://127.0.0.1", "https://127.0.0.1", StringComparison.Ordinal),
                ["Kestrel:Certificates:Default:Path"] = "appsettings.json",
            },
        }));

        Assert.Contains(key, refusal.Message, StringComparison.Ordinal);
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
