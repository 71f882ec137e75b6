using System.Data.Common;
using Lfr.Shared.Audit;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Data;

/// <summary>Commands at the same moment, and a connection that breaks at the worst one.</summary>
public sealed class LfrTransactionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FortyCommandsAtOnce_AreAllDone_AndTheChainHolds()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false, Time = new FakeTimeProvider(Given.Start.AddDays(-9)) });
        var draft = app.Services.GetRequiredService<DraftDeployment>();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            Task.Run(() => draft.RunAsync(Given.Planner, Given.Id(7000 + i), Given.GoodPlan(), Cancel), Cancel)));

        Assert.All(outcomes, o => Assert.True(o.Succeeded, o.Explanation));
        Assert.Equal(Enumerable.Range(1, 40), await app.InDatabaseAsync(db => db.Deployments.Where(d => d.Number != null).Select(d => d.Number!.Value).Order().ToListAsync(Cancel)));
        Assert.Null(AuditChain.FirstBreak(await app.InDatabaseAsync(db => db.AuditEvents.OrderBy(e => e.Number).ToListAsync(Cancel))));
    }

    [Fact]
    public async Task Commit_WhoseAnswerIsLost_IsKnownByItsLinkInTheLog()
    {
        var wire = new BrokenWire();
        await using var app = await StartAsync(wire);
        wire.BreaksAfterCommit = true;

        var outcome = await app.Services.GetRequiredService<DraftDeployment>().RunAsync(Given.Planner, Given.Id(1), Given.GoodPlan(), Cancel);

        Assert.True(outcome.Succeeded, outcome.Explanation);
        Assert.Equal((1, 1), await CountAsync(app));
    }

    /// <summary>What is told after the commit may meet a busy database too; the command is done and is not done again.</summary>
    [Fact]
    public async Task FaultAfterTheCommit_DoesNotRunTheCommandAgain()
    {
        await using var app = await StartAsync(new BrokenWire());
        var runs = 0;

        await app.Services.GetRequiredService<LfrTransaction>().RunAsync(this, Actor.System, (context, _) =>
        {
            runs++;
            context.AfterCommit(() => throw new DatabaseBusyException());
            return Task.FromResult(Outcome.Done);
        }, Cancel);

        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Commit_ThatNeverHappened_IsAFault_AndLeavesNothing()
    {
        var wire = new BrokenWire();
        await using var app = await StartAsync(wire);
        wire.BreaksAfterCommit = false;

        await Assert.ThrowsAsync<IOException>(() => app.Services.GetRequiredService<DraftDeployment>().RunAsync(Given.Planner, Given.Id(1), Given.GoodPlan(), Cancel));

        Assert.Equal((0, 0), await CountAsync(app));
    }

    /// <summary>Two connections of one worker report for the first time at once: both made the row, one threw.</summary>
    [Fact]
    public async Task FirstReportsAtOnce_AreOneRow()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false, Time = new FakeTimeProvider(Given.Start.AddDays(-9)) });
        var (licence, worker) = (Given.Id(60), Given.Id(61));
        await app.InDatabaseAsync(async db =>
        {
            db.Assignments.Add(WorkerAssignment.Assign(licence, Given.Id(62), worker, "Van 1", 1, DateTimeOffset.UnixEpoch));
            return await db.SaveChangesAsync(Cancel);
        });
        var store = app.Services.GetRequiredService<FaceCountStore>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => store.TakeAsync(licence, worker, Guid.Empty, FaceCounts.None with { FacesCompared = 88 }, Cancel), Cancel)));

        Assert.Equal(88, (await app.InDatabaseAsync(db => FaceCountStore.TotalAsync(db, licence, Cancel))).FacesCompared);
    }

    private static Task<LfrApp> StartAsync(BrokenWire wire) => LfrApp.StartAsync(new LfrAppOptions
    {
        Accounts = false,
        Time = new FakeTimeProvider(Given.Start.AddDays(-9)),
        Configure = builder => builder.Services.ConfigureDbContext<SqliteLfrDbContext>(o => o.AddInterceptors(wire)),
    });

    private static Task<(int Deployments, int Events)> CountAsync(LfrApp app) => app.InDatabaseAsync(async db => (
        await db.Deployments.CountAsync(d => d.HistoricalSource == null, Cancel), await db.AuditEvents.CountAsync(e => e.Action == nameof(DraftDeployment), Cancel)));

    /// <summary>Breaks once, when a transaction commits.</summary>
    private sealed class BrokenWire : DbTransactionInterceptor
    {
        private bool? afterCommit;

        /// <summary>Breaks the next commit, before or after the database has done it.</summary>
        public bool? BreaksAfterCommit { set => afterCommit = value; }

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            if (afterCommit is not false)
                return ValueTask.FromResult(result);
            afterCommit = null;
            throw new IOException("The connection broke.");
        }

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            if (afterCommit is not true)
                return Task.CompletedTask;
            afterCommit = null;
            throw new IOException("The connection broke.");
        }
    }
}
