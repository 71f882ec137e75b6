using System.Security.Cryptography;
using System.Text.Json;
using Lfr.Shared.Alerts;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Features.Records;
using Lfr.Web.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Data;

/// <summary>
/// A database of the first release, with one key for all of a deployment: one that ended with two alerts, and one whose biometrics were destroyed long ago.
/// </summary>
public sealed class BiometricsMigrationTests : IAsyncDisposable
{
    private static readonly Guid Running = Given.DeploymentId;
    private static readonly Guid Closed = Given.Id(4);
    private static readonly DateTimeOffset Raised = Given.Start.AddHours(2);
    private static readonly DateTimeOffset Ends = Given.Start.AddHours(8);

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private LfrApp? app;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DeploymentUnderOneKey_OpensAfterTheUpgrade_AndIsDestroyedKindByKind()
    {
        var clock = new FakeTimeProvider(Ends.AddMinutes(5));
        app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false, Data = await OldDataAsync(), Time = clock });

        Assert.Equal(
            [(KeyScope.Watchlist, Running), (KeyScope.Alert, Given.Id(501)), (KeyScope.Alert, Given.Id(502)), (KeyScope.ContextFrame, Given.Id(501)), (KeyScope.ContextFrame, Given.Id(502))],
            await KeysAsync());
        foreach (var (blob, clear) in new[] { (601, "photograph"), (602, "template"), (611, "face of 1"), (612, "frame of 1"), (621, "face of 2"), (622, "frame of 2") })
            Assert.Equal(clear, await OpenAsync(Given.Id(blob)));

        clock.AdjustTime(Raised.AddHours(24));
        await Get<RetentionWatch>().RunOnceAsync(Cancel);
        Assert.Equal([(KeyScope.Watchlist, Running), (KeyScope.Alert, Given.Id(502))], await KeysAsync());
        Assert.Equal((null, "face of 2", "photograph"), (await OpenAsync(Given.Id(611)), await OpenAsync(Given.Id(621)), await OpenAsync(Given.Id(601))));

        clock.AdjustTime(Ends.AddHours(24));
        await Get<RetentionWatch>().RunOnceAsync(Cancel);
        Assert.Equal([(KeyScope.Alert, Given.Id(502))], await KeysAsync());
    }

    [Fact]
    public async Task DeploymentUnderOneKey_ThatNobodyCanRead_IsDestroyedAsAWholeWithItsList()
    {
        var clock = new FakeTimeProvider(Ends.AddMinutes(5));
        app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false, Data = await OldDataAsync(frameOf1: "altered"u8.ToArray()), Time = clock });
        Assert.Equal([(KeyScope.Deployment, Running)], await KeysAsync());
        Assert.Contains(app.Log, l => l.Contains("cannot be read", StringComparison.Ordinal));

        clock.AdjustTime(Ends.AddHours(24));
        await Get<RetentionWatch>().RunOnceAsync(Cancel);

        Assert.Empty(await KeysAsync());
        Assert.False(await app.InDatabaseAsync(db => db.Blobs.AnyAsync(Cancel)));
        Assert.True(await app.InDatabaseAsync(db => db.Alerts.AllAsync(a => a.PurgedAt != null, Cancel)));
        Assert.Equal(RetentionKind.Everything, (await app.InDatabaseAsync(db => db.PurgeReceipts.SingleAsync(r => r.DeploymentId == Running, Cancel))).Kind);
    }

    [Fact]
    public async Task ReceiptOfTheFirstRelease_IsKept_AndProvenByALookOfItsOwn()
    {
        app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false, Data = await OldDataAsync(), Time = new FakeTimeProvider(Ends.AddMinutes(5)) });
        await Get<RetentionWatch>().RunOnceAsync(Cancel);

        var receipt = await app.InDatabaseAsync(db => db.PurgeReceipts.SingleAsync(r => r.DeploymentId == Closed, Cancel));
        Assert.Equal(
            (Closed, RetentionKind.Everything, Given.Start.AddDays(-30), Given.Start.AddDays(-29), "Olu Operator", "f00d", 3),
            (receipt.KeyId, receipt.Kind, receipt.At, receipt.Due, receipt.ByName, receipt.KeyFingerprint, receipt.Destroyed["watchlist templates"]));
        Assert.Equal((true, Ends.AddMinutes(5)), (receipt.IsProven, receipt.LookedAt));
        Assert.Equal(Given.Start.AddDays(-30), (await app.InDatabaseAsync(db => db.Deployments.SingleAsync(d => d.Id == Closed, Cancel))).Purge!.At);
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
    }

    private T Get<T>()
        where T : notnull => app!.Services.GetRequiredService<T>();

    private Task<List<(KeyScope Scope, Guid Subject)>> KeysAsync() => app!.InDatabaseAsync(async db =>
        (await db.BiometricKeys.AsNoTracking().ToListAsync(Cancel)).Select(k => (k.Scope, k.SubjectId)).Order().ToList());

    private Task<string?> OpenAsync(Guid blob) => app!.InDatabaseAsync(async db =>
        await Get<BiometricVault>().OpenAsync(db, blob, Cancel) is { } clear ? System.Text.Encoding.UTF8.GetString(clear) : null);

    // Written as the first release wrote it: its tables, its one key, its associated data.
    private async Task<string> OldDataAsync(byte[]? frameOf1 = null)
    {
        var data = Directory.CreateTempSubdirectory("lfr-test-").FullName;
        using var keys = new KeyFolder(new LfrPaths(data, "none"));
        await using var db = new SqliteLfrDbContext(new DbContextOptionsBuilder<SqliteLfrDbContext>().UseSqlite($"Data Source={Path.Combine(data, "lfr.db")};Pooling=False").Options);
        await db.GetService<IMigrator>().MigrateAsync("Initial", Cancel);
        var given = new Given();
        var deployment = given.Deployment();
        var entry = Given.Entry(1, photograph: Given.GoodPhotograph() with { ImageBlobId = Given.Id(601), TemplateBlobId = Given.Id(602) }).SignedOff();
        await InsertAsync(db, "Deployments", new()
        {
            ["Id"] = Running, ["Revision"] = 3, ["Reference"] = "2026-014", ["State"] = "Authorised", ["Plan"] = Json(deployment.Plan), ["PlannedBy"] = Json(deployment.PlannedBy),
            ["PolicyId"] = "uk-2026.1", ["Decisions"] = Json(deployment.Decisions), ["Postponements"] = "[]", ["Runs"] = "[]", ["Starts"] = Given.Start.UtcTicks, ["Ends"] = Ends.UtcTicks,
        });
        await InsertAsync(db, "Deployments", new()
        {
            ["Id"] = Closed, ["Revision"] = 9, ["Reference"] = "2026-001", ["State"] = "Debriefed", ["Plan"] = Json(deployment.Plan), ["PlannedBy"] = Json(deployment.PlannedBy),
            ["PolicyId"] = "uk-2026.1", ["Decisions"] = "[]", ["Postponements"] = "[]", ["Runs"] = "[]", ["Starts"] = Given.Start.AddDays(-32).UtcTicks, ["Ends"] = Given.Start.AddDays(-31).UtcTicks,
            ["Purge"] = Json(new
            {
                At = Given.Start.AddDays(-30), ByName = "Olu Operator", KeyFingerprint = "f00d", Destroyed = new Dictionary<string, int>(StringComparer.Ordinal) { ["watchlist templates"] = 3 },
                Remaining = 0, Due = Given.Start.AddDays(-29), InTime = true,
            }),
        });
        await InsertAsync(db, "WatchlistEntries", new()
        {
            ["Id"] = entry.Id, ["Revision"] = 2, ["DeploymentId"] = Running, ["Reference"] = entry.Reference, ["State"] = "Approved", ["Details"] = Json(entry.Details),
            ["Photograph"] = Json(entry.Photograph), ["Compilations"] = Json(entry.Compilations), ["Decisions"] = Json(entry.Decisions),
        });
        await InsertAsync(db, "DeploymentKeys", new() { ["DeploymentId"] = Running, ["Wrapped"] = keys.Wrap(Running.ToByteArray(bigEndian: true), key), ["MadeAt"] = Given.Start.AddDays(-1).UtcTicks });
        await BlobAsync(db, 601, BlobKind.WatchlistPhotograph, "photograph");
        await BlobAsync(db, 602, BlobKind.WatchlistTemplate, "template");
        foreach (var number in new[] { 1, 2 })
        {
            await AlertAsync(db, entry, number);
            await BlobAsync(db, 600 + (10 * number) + 1, BlobKind.AlertPicture, $"face of {number}");
            await BlobAsync(db, 600 + (10 * number) + 2, BlobKind.AlertPicture, $"frame of {number}", number == 1 ? frameOf1 : null);
            await BlobAsync(db, 600 + (10 * number) + 3, BlobKind.AlertTemplate, $"template of {number}");
        }

        return data;
    }

    // Alert 1 was judged false, alert 2 the same person.
    private static async Task AlertAsync(SqliteLfrDbContext db, WatchlistEntry entry, int number)
    {
        var alert = GivenAlert.Raised(entry, number: number, at: Raised);
        Given.Do(alert.Adjudicate(number == 1 ? Answer.NotSame : Answer.Same, "Ears", Raised.AddSeconds(5), Given.Operator, Raised.AddSeconds(20)));
        var evidence = alert.Evidence with
        {
            ProbeImageBlobId = Given.Id(600 + (10 * number) + 1), ContextImageBlobId = Given.Id(600 + (10 * number) + 2), ProbeTemplateBlobId = Given.Id(600 + (10 * number) + 3),
        };
        await InsertAsync(db, "Alerts", new()
        {
            ["Id"] = alert.Id, ["Revision"] = 2, ["DeploymentId"] = Running, ["LicenceId"] = alert.LicenceId, ["Sequence"] = number, ["CameraId"] = alert.CameraId, ["CameraName"] = "Camera 1",
            ["EntryId"] = entry.Id, ["EntryReference"] = entry.Reference, ["Category"] = "WantedByCourts", ["RaisedAt"] = Raised.UtcTicks, ["ReceivedAt"] = Raised.UtcTicks,
            ["Evidence"] = Json(evidence), ["State"] = alert.State.ToString(), ["Adjudications"] = Json(alert.Adjudications), ["StatusChecks"] = "[]", ["Engagements"] = "[]",
        });
    }

    private async Task BlobAsync(SqliteLfrDbContext db, int id, BlobKind kind, string clear, byte[]? otherwise = null)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(clear);
        var sealedBytes = new byte[12 + bytes.Length + 16];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, 12));
        using var aes = new AesGcm(key, 16);
        aes.Encrypt(sealedBytes.AsSpan(0, 12), bytes, sealedBytes.AsSpan(12, bytes.Length), sealedBytes.AsSpan(12 + bytes.Length), [.. Given.Id(id).ToByteArray(bigEndian: true), (byte)kind]);
        await InsertAsync(db, "BiometricBlobs", new()
        {
            ["Id"] = Given.Id(id), ["DeploymentId"] = Running, ["Kind"] = kind.ToString(), ["Sealed"] = otherwise ?? sealedBytes, ["StoredAt"] = Raised.UtcTicks,
        });
    }

    private static Task<int> InsertAsync(SqliteLfrDbContext db, string table, Dictionary<string, object> row)
    {
        var insert = $"INSERT INTO {table} ({string.Join(", ", row.Keys)}) VALUES ({string.Join(", ", row.Keys.Select(k => "$" + k))})";
        return db.Database.ExecuteSqlRawAsync(insert, row.Select(c => new SqliteParameter("$" + c.Key, c.Value is Guid id ? id.ToString().ToUpperInvariant() : c.Value)), Cancel);
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, Web);
}
