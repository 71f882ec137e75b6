using System.Data.Common;
using Lfr.Shared.Alerts;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Identity;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Records;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lfr.Tests.Features.Records;

/// <summary>
/// A deployment that ended, with alert 1 judged false and alert 2 judged the same person, stood down. The program's own
/// watches do not run: what is due is looked for when the test says so.
/// </summary>
internal sealed class EndedRig(LiveRig rig, Fault fault) : IAsyncDisposable
{
    public LiveRig Rig { get; } = rig;

    public Fault Fault { get; } = fault;

    public DateTimeOffset RaisedAt { get; private set; }

    public DateTimeOffset EndedAt { get; private set; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<EndedRig> StartAsync(ReadCounter? reads = null, SetClock? clock = null)
    {
        var fault = new Fault();
        var rig = await LiveRig.StartLiveAsync(configure: builder => builder.Services.ConfigureDbContext<Web.Data.SqliteLfrDbContext>(o => o.AddInterceptors([fault, .. reads is null ? [] : new IInterceptor[] { reads }])), clock: clock);
        await StopWatchesAsync(rig);
        var ended = new EndedRig(rig, fault) { RaisedAt = rig.Clock.GetUtcNow() };
        Assert.True((await rig.RaiseAsync(1)).Accepted);
        Assert.True((await rig.RaiseAsync(2, entry: 2)).Accepted);
        Given.Do(await rig.Get<AdjudicateAlert>().RunAsync(Given.Operator, Given.Id(5001), Answer.NotSame, "Different ears.", rig.Clock.GetUtcNow(), Cancellation));
        Given.Do(await rig.Get<AdjudicateAlert>().RunAsync(Given.Operator, Given.Id(5002), Answer.Same, "The same scar.", rig.Clock.GetUtcNow(), Cancellation));
        Given.Do(await rig.Get<CheckAlertStatus>().RunAsync(Given.Operator, Given.Id(5002), false, "PNC", 0, Cancellation));
        rig.Clock.Advance(TimeSpan.FromMinutes(5));
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Done for today.", Cancellation));
        ended.EndedAt = rig.Clock.GetUtcNow();
        return ended;
    }

    /// <summary>
    /// Stops the program's own watches. The clock is moved by days: they would look at times of their own, and one that looks every second two million times.
    /// </summary>
    public static async Task StopWatchesAsync(LiveRig rig)
    {
        foreach (var watch in rig.App.Services.GetServices<IHostedService>().Where(s => s.GetType().Assembly == typeof(RetentionWatch).Assembly))
            await watch.StopAsync(Cancellation);
    }

    /// <summary>One look of the watch at <paramref name="at"/>.</summary>
    public async Task LookAsync(DateTimeOffset at)
    {
        Rig.Clock.AdjustTime(at);
        await Rig.Get<RetentionWatch>().RunOnceAsync(Cancellation);
    }

    public Task<List<(KeyScope Scope, Guid Subject)>> KeysAsync() => Rig.App.InDatabaseAsync(async db =>
        (await db.BiometricKeys.AsNoTracking().ToListAsync(Cancellation)).Select(k => (k.Scope, k.SubjectId)).Order().ToList());

    public Task<List<PurgeReceipt>> ReceiptsAsync() => Rig.App.InDatabaseAsync(db => db.PurgeReceipts.AsNoTracking().OrderBy(r => r.At).ToListAsync(Cancellation));

    public Task<int> BlobsAsync(params BlobKind[] kinds) => Rig.App.InDatabaseAsync(db => db.Blobs.CountAsync(b => kinds.Contains(b.Kind), Cancellation));

    /// <summary>Does to the database what nobody should.</summary>
    public Task<int> RunSqlAsync(string statement) => Rig.App.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(statement, Cancellation));

    /// <summary>Holds the database: with <paramref name="statement"/> run in a transaction of somebody else's connection.</summary>
    public async Task<DbTransaction> HoldAsync(string statement)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(Rig.App.Data, "lfr.db")};Pooling=False");
        await connection.OpenAsync(Cancellation);
        var transaction = connection.BeginTransaction(deferred: true);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = statement;
        await command.ExecuteScalarAsync(Cancellation);
        return transaction;
    }

    public ValueTask DisposeAsync() => Rig.DisposeAsync();
}

/// <summary>Strikes when a receipt is about to be saved: after the rows were deleted, before the commit.</summary>
internal sealed class Fault : SaveChangesInterceptor
{
    private Exception? exception;
    private int left;

    public void Strike(Exception with, int times) => (exception, left) = (with, times);

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        left > 0 && eventData.Context!.ChangeTracker.Entries<PurgeReceipt>().Any(e => e.State == EntityState.Added) && left-- > 0
            ? throw exception!
            : ValueTask.FromResult(result);
}
