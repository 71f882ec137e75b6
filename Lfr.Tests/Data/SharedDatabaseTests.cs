using System.Security.Cryptography;
using Lfr.Shared.Live;
using Lfr.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Data;

/// <summary>The program that serves and a command of the same machine share one database.</summary>
public sealed class SharedDatabaseTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// Tests look into the files of a database while its program runs in their own process. Read there, two commands later the program read for good what was before the second one; in whole runs it hit
    /// whoever happened to run beside such a test.
    /// </summary>
    [Fact]
    public async Task FilesThatATestReads_StayTheProgramsOwn()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false });
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (id, file) = (RegisteredWorker.IdOf(key.ExportSubjectPublicKeyInfo()), Path.Combine(app.Data, "worker.pem"));
        await File.WriteAllTextAsync(file, key.ExportSubjectPublicKeyInfoPem(), Cancel);
        Assert.NotEmpty(DatabaseFiles.With(app, "SQLite format 3"u8.ToArray()));

        Assert.Equal(0, (await VerbAsync(app, "add-worker", "--name", "Van 7", "--public-key", file)).ExitCode);
        // The program writes the page on which the worker stands: into the log that it has open.
        Assert.Equal(1, await app.InDatabaseAsync(db => db.RegisteredWorkers.Where(w => w.Id == id).ExecuteUpdateAsync(set => set.SetProperty(w => w.Name, w => w.Name), Cancel)));
        Assert.Equal(0, (await VerbAsync(app, "revoke-worker", "--id", $"{id:D}", "--reason", "Stolen")).ExitCode);

        Assert.True(await app.InDatabaseAsync(db => db.RegisteredWorkers.AnyAsync(w => w.Id == id && w.RevokedAt != null, Cancel)));
    }

    private static Task<Finished> VerbAsync(LfrApp app, params string[] arguments) => LfrProcess.RunAsync(
        Path.GetTempPath(), new Dictionary<string, string> { ["LFR_DATA"] = app.Data, ["LFR_DEMO"] = "0" }, [LfrProcess.Program, .. arguments]);
}
