using System.Security.Cryptography;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Identity;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Hosting;
using Lfr.Web.Identity;
using Lfr.Web.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Hosting;

/// <summary>Half of an installation is refused with what to restore; it never becomes a new one.</summary>
public sealed class KeysAndDatabaseTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("lfr-test-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string MasterKey => Path.Combine(data, "keys", "master.key");

    public void Dispose() => Directory.Delete(data, recursive: true);

    /// <summary>The damage, and words of the refusal.</summary>
    public static TheoryData<string, string> Damages => new()
    {
        { "master.key missing", "The file master.key is missing" },
        { "master.key cut short", "does not hold a key" },
        { "master.key of another", "is not the one that the database was sealed under" },
        { "master.key of another, head lost", "is not the one that the database was sealed under" },
        { "licence.key garbage", "licence.key does not hold a key" },
        { "licence.key missing", "The file licence.key is missing" },
        { "data-protection missing", "no authenticator app can be read" },
        { "head altered", "is not the one that the database was sealed under" },
        { "lfr.db missing", "The database is missing or empty" },
        { "lfr.db empty", "The database is missing or empty" },
        { "lfr.db missing, head lost", "The database is missing or empty, but Lfr has run" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task HalfAnInstallation_IsRefused_AndNothingNewIsMade(string damage, string sentence)
    {
        await UseAsync(1);
        var head = Path.Combine(data, "keys", "head");
        switch (damage)
        {
            case "master.key missing":
                File.Delete(MasterKey);
                break;
            case "master.key cut short":
                await File.WriteAllBytesAsync(MasterKey, (await File.ReadAllBytesAsync(MasterKey, Cancel))[..7], Cancel);
                break;
            case "master.key of another":
                await File.WriteAllBytesAsync(MasterKey, RandomNumberGenerator.GetBytes(32), Cancel);
                break;
            case "master.key of another, head lost":
                await File.WriteAllBytesAsync(MasterKey, RandomNumberGenerator.GetBytes(32), Cancel);
                File.Delete(head);
                break;
            case "licence.key garbage":
                await File.WriteAllTextAsync(Path.Combine(data, "keys", "licence.key"), "garbage", Cancel);
                break;
            case "licence.key missing":
                File.Delete(Path.Combine(data, "keys", "licence.key"));
                break;
            case "data-protection missing":
                Directory.Delete(Path.Combine(data, "keys", "data-protection"), recursive: true);
                break;
            case "head altered":
                await File.WriteAllTextAsync(head, (await File.ReadAllTextAsync(head, Cancel)).Replace("2026", "2025", StringComparison.Ordinal), Cancel);
                break;
            default:
                DeleteDatabase();
                if (damage == "lfr.db missing, head lost")
                    File.Delete(head);
                if (damage == "lfr.db empty")
                    await File.WriteAllBytesAsync(Path.Combine(data, "lfr.db"), [], Cancel);
                break;
        }

        var before = Keys();
        var refusal = await Assert.ThrowsAsync<StartRefusedException>(StartAsync);

        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Restore", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, Keys());
    }

    [Fact]
    public async Task OldCopyOfTheDatabase_IsRefused_UntilSomebodySaysWhyItIsTheNewest()
    {
        await UseAsync(1);
        var copy = await File.ReadAllBytesAsync(Path.Combine(data, "lfr.db"), Cancel);
        await UseAsync(2);
        DeleteDatabase();
        await File.WriteAllBytesAsync(Path.Combine(data, "lfr.db"), copy, Cancel);

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(StartAsync);
        Assert.StartsWith("The database is older than its keys remember", refusal.Message, StringComparison.Ordinal);

        var environment = new Dictionary<string, string> { ["LFR_DATA"] = data, ["LFR_DEMO"] = "0", ["Worker__CoHosted"] = "false" };
        var without = await LfrProcess.RunAsync(Path.GetTempPath(), environment, LfrProcess.Program, AcceptDatabase.Verb);
        Assert.Equal((1, "Lfr cannot start. No reason is given. Say why after --reason."), (without.ExitCode, without.Error.Trim()));
        var accepted = await LfrProcess.RunAsync(
            Path.GetTempPath(), Elsewhere, LfrProcess.Program, AcceptDatabase.Verb, $"--LFR_DATA={data}", "--reason", "The disk failed; this is last night's copy", "--Worker:CoHosted", "false");
        Assert.True(accepted.ExitCode == 0, accepted.Error);

        await using var app = await StartAsync();
        var sentence = await app.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Action == nameof(AcceptDatabase) && e.Done).Select(e => e.Sentence).SingleAsync(Cancel));
        Assert.Contains("The disk failed; this is last night's copy.", sentence, StringComparison.Ordinal);
        await app.StopAsync();
    }

    /// <summary>While Lfr runs, the keys learn a new end of the log every minute; not of another log.</summary>
    [Fact]
    public async Task LogRewrittenWhileLfrRuns_IsNotRemembered_AndRefusedAtTheNextStart()
    {
        await UseAsync(1);
        await using (var app = await StartAsync())
        {
            await app.InDatabaseAsync(db => db.Database.ExecuteSqlAsync($"UPDATE AuditEvents SET Hash = upper(Hash)", Cancel));
            Given.Do(await app.Services.GetRequiredService<DraftDeployment>().RunAsync(Given.Planner, Given.Id(2), Given.GoodPlan(), Cancel));
            await app.Services.GetRequiredService<HeadKeeper>().RememberAsync(Cancel);
            await app.StopAsync();
        }

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(StartAsync);
        Assert.StartsWith("The database is not the one that its keys belong to", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Lost keys are replaced once somebody gives a reason. Licences and authenticator apps of the old keys are no longer valid.</summary>
    [Fact]
    public async Task LostLicenceKeyAndCookieKeys_CanBeAccepted_OnRecord()
    {
        await UseAsync(1);
        File.Delete(Path.Combine(data, "keys", "licence.key"));
        Directory.Delete(Path.Combine(data, "keys", "data-protection"), recursive: true);

        Assert.Equal(0, await AcceptAsync("The disk failed"));

        await using var app = await StartAsync();
        var sentence = await app.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Action == nameof(AcceptDatabase) && e.Done).Select(e => e.Sentence).SingleAsync(Cancel));
        Assert.EndsWith("The disk failed. The keys of 1 authenticator app are lost, and it counts no longer.", sentence, StringComparison.Ordinal);
        Assert.Equal(0, await app.InDatabaseAsync(db => db.AuthenticatorApps.CountAsync(Cancel)));
        await app.StopAsync();
    }

    /// <summary>It had made its keys and no database yet: nothing is lost, and the next start goes on.</summary>
    [Fact]
    public async Task FirstStartThatDied_MayBeginAgain()
    {
        using (new KeyFolder(LfrPaths.Prepare(data, null)))
        {
            // Ended here.
        }

        await using var app = await StartAsync();
        await app.StopAsync();
    }

    /// <summary>Whoever reads it while Lfr starts has the whole of the one before.</summary>
    [Fact]
    public async Task PublicHalf_TakesThePlaceOfTheOneBefore_WholeOrNotAtAll()
    {
        var paths = LfrPaths.Prepare(data, null);
        var file = Path.Combine(paths.Keys, "licence.public.pem");
        await File.WriteAllTextAsync(file, "The one before.", Cancel);
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

        using var keys = new KeyFolder(paths);

        Assert.Equal("The one before.", await reader.ReadToEndAsync(Cancel));
        Assert.Equal(keys.LicencePublicKey, await File.ReadAllTextAsync(file, Cancel));
    }

    /// <summary>A file that was cut short when the power went says nothing about the database. Whoever looked at it says so, and goes on.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("17 abc\n")]
    public async Task HeadCutShort_IsRefusedByItsName_AndCanBeAccepted(string left)
    {
        await UseAsync(1);
        var head = Path.Combine(data, "keys", "head");
        await File.WriteAllTextAsync(head, left, Cancel);

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(StartAsync);
        Assert.Contains(head, refusal.Message, StringComparison.Ordinal);

        Assert.Equal(0, await AcceptAsync("The power went"));
        await using var app = await StartAsync();
        await app.StopAsync();
    }

    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public async Task AcceptingADatabase_MakesNoMasterKeyForIt()
    {
        await UseAsync(1);
        File.Delete(MasterKey);
        var before = Keys();
        var environment = new Dictionary<string, string> { ["LFR_DATA"] = data, ["LFR_DEMO"] = "0", ["Worker__CoHosted"] = "false" };

        var answer = await LfrProcess.RunAsync(Path.GetTempPath(), environment, LfrProcess.Program, AcceptDatabase.Verb, "--reason", "The keys are lost");

        Assert.Equal(1, answer.ExitCode);
        Assert.StartsWith("Lfr cannot start. The file master.key is missing", answer.Error, StringComparison.Ordinal);
        Assert.Equal(before, Keys());
    }

    [Fact]
    public void SqlServerWithoutSnapshots_IsRefused_WithTheLineThatHelps()
    {
        DatabaseStart.RefuseWithoutSnapshots("Lfr", on: true);

        var refusal = Assert.Throws<StartRefusedException>(() => DatabaseStart.RefuseWithoutSnapshots("Lfr]2", on: false));

        Assert.Equal("The SQL Server database Lfr]2 makes readers wait for writers. While nobody is connected, run: ALTER DATABASE [Lfr]]2] SET READ_COMMITTED_SNAPSHOT ON;", refusal.Message);
    }

    /// <summary>The newest rows lie in the log beside the file: the file alone was an empty backup.</summary>
    [Fact]
    public async Task Backup_OfARunningDatabase_IsWhole_AndOverwritesNothing()
    {
        await using var app = await StartAsync();
        Given.Do(await app.Services.GetRequiredService<DraftDeployment>().RunAsync(Given.Planner, Given.Id(1), Given.GoodPlan(), Cancel));
        var target = Path.Combine(data, "copy.db");
        var environment = new Dictionary<string, string> { ["LFR_DATA"] = data, ["LFR_DEMO"] = "0" };

        // Settings of the command line count for a verb as they do for the server.
        var first = await LfrProcess.RunAsync(Path.GetTempPath(), Elsewhere, LfrProcess.Program, BackUp.Verb, "--LFR_DATA", data, target);
        var again = await LfrProcess.RunAsync(Path.GetTempPath(), environment, LfrProcess.Program, BackUp.Verb, target);

        Assert.True(first.ExitCode == 0, first.Error);
        Assert.Contains("Backed up to", first.Output, StringComparison.Ordinal);
        Assert.Equal((1, $"Lfr cannot start. {target} is there already, and nothing is overwritten. Choose another name."), (again.ExitCode, again.Error.Trim()));
        await using var connection = new SqliteConnection($"Data Source={target};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM Deployments";
        Assert.Equal(1L, await command.ExecuteScalarAsync(Cancel));
        await app.StopAsync();
    }

    // A folder in which there is nothing: whoever took this one would not find the database.
    private static Dictionary<string, string> Elsewhere => new() { ["LFR_DATA"] = Path.Combine(Path.GetTempPath(), "lfr-test-no-such-folder"), ["LFR_DEMO"] = "0" };

    /// <summary>The verb within this process, which spares the start of a program; <see cref="OldCopyOfTheDatabase_IsRefused_UntilSomebodySaysWhyItIsTheNewest"/> asks it of a real one.</summary>
    private Task<int> AcceptAsync(string reason) =>
        LfrHost.RunAsync([AcceptDatabase.Verb, "--LFR_DATA", data, "--LFR_DEMO", "0", "--Worker:CoHosted", "false", "--reason", reason]);

    private Task<LfrApp> StartAsync() => LfrApp.StartAsync(new LfrAppOptions { Data = data, Accounts = false, Time = new FakeTimeProvider(Given.Start.AddDays(-9)) });

    private async Task UseAsync(int number)
    {
        await using var app = await StartAsync();
        Given.Do(await app.Services.GetRequiredService<DraftDeployment>().RunAsync(Given.Planner, Given.Id(number), Given.GoodPlan(), Cancel));
        await app.InDatabaseAsync(async db =>
        {
            await app.Services.GetRequiredService<BiometricVault>().KeepAsync(
                new CommandContext(db, Actor.System, Given.Start.AddDays(-9)), Given.Id(number), BlobKind.WatchlistPhotograph, new byte[] { 1, 2, 3 }, Cancel);
            db.Users.Add(new LfrUser { Id = Given.Id(number), DisplayName = "Somebody", UserName = $"{number}@force.example", Email = $"{number}@force.example" });
            db.AuthenticatorApps.Add(new AuthenticatorApp { AccountId = Given.Id(number), ProtectedKey = app.Services.GetRequiredService<SecondFactors>().Protect("KEY"), AddedAt = Given.Start, LastStep = 0 });
            return await db.SaveChangesAsync(Cancel);
        });
        await app.StopAsync();
        SqliteConnection.ClearAllPools();
    }

    private void DeleteDatabase()
    {
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.EnumerateFiles(data, "lfr.db*"))
            File.Delete(file);
    }

    private List<(string File, string Hash)> Keys() =>
        [.. Directory.EnumerateFiles(Path.Combine(data, "keys")).Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f)))))];
}
