using Lfr.Shared.Alerts;
using Lfr.Shared.Deployments;
using Lfr.Shared.Live;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Workers;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Live;

/// <summary>Whoever is taken off the list or suspended during a run is looked for no longer, or the run stops.</summary>
public class WithdrawalTests
{
    private static readonly TimeSpan Late = Withdrawal.Patience + TimeSpan.FromSeconds(2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EntryTakenOffDuringARun_IsToldToTheWorkerThatComparesWithIt()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        var told = new TaskCompletionSource<(Guid Licence, Guid Entry)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (worker, _) = await rig.ConnectAsync(listen: c => c.On<Guid, Guid>(nameof(IWorkerClient.Withdraw), (licence, entry) => { told.TrySetResult((licence, entry)); }));
        await using var closing = worker;
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));

        Given.Do(await rig.Get<RemoveEntry>().RunAsync(Given.Approver, Given.Id(301), "No longer wanted.", Cancellation));

        var run = (await rig.DeploymentAsync()).CurrentRun!;
        Assert.Equal((run.LicenceId, Given.Id(301)), await told.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
    }

    [Fact]
    public async Task EntryTakenOffWhileTheWorkerWasAway_StandsInItsGrant()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        Given.Do(await rig.Get<RemoveEntry>().RunAsync(Given.Approver, Given.Id(301), "No longer wanted.", Cancellation));

        var grant = Assert.Single(await rig.Get<LicenceGrants>().ForAsync(rig.WorkerId, Cancellation));

        Assert.Equal([Given.Id(301)], grant.Withdrawn);
    }

    /// <summary>Fifteen seconds are fifteen seconds, whatever somebody makes the clock say meanwhile.</summary>
    [Fact]
    public async Task Withdrawal_ThatNobodyConfirms_StopsTheRunInTime_AlsoWhenTheClockIsSetBack()
    {
        var clock = new SetClock();
        await using var rig = await LiveRig.StartLiveAsync(clock: clock);
        Given.Do(await rig.Get<RemoveEntry>().RunAsync(Given.Approver, Given.Id(301), "No longer wanted.", Cancellation));
        // A watch of the test's own: that of the program looks with the clock's timers, beside it.
        using var watch = new Lfr.Web.Features.Live.WithdrawalWatch(
            rig.Get<IDbContextFactory<Lfr.Web.Data.LfrDbContext>>(), rig.Get<StopUnconfirmedRun>(), clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<Lfr.Web.Features.Live.WithdrawalWatch>.Instance);
        await watch.EndDueAsync(Cancellation);

        clock.Set = TimeSpan.FromHours(-2);
        clock.AdjustTime(Given.Start.AddMinutes(30) + Withdrawal.Patience);
        await watch.EndDueAsync(Cancellation);

        Assert.Equal(RunEnd.WorkerDidNotConfirm, Assert.Single((await rig.DeploymentAsync()).Runs).End);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Withdrawal_ConfirmedByTheWorkerOverItsConnection_LetsTheRunGoOn_AndWithoutItTheRunStops(bool confirms)
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        var (worker, _) = await rig.ConnectAsync(listen: c => c.On<Guid, Guid>(nameof(IWorkerClient.Withdraw), async (licence, entry) =>
        {
            if (confirms)
                await c.InvokeAsync(nameof(IWorkerHub.ConfirmWithdrawn), licence, new[] { entry });
        }));
        await using var closing = worker;
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));

        Given.Do(await rig.Get<SuspendEntry>().RunAsync(LiveRig.Silver, Given.Id(301), EntryFate.Arrested, "Arrested in Ilford.", Cancellation));
        if (confirms)
            await Eventually.HoldsAsync(async () => (await WithdrawalAsync(rig)).ConfirmedAt is not null, "the worker confirms");
        Assert.Equal(confirms ? [] : ["R-0001"], (await rig.Get<ReadLiveRoom>().RunAsync(Given.Operator, rig.DeploymentId, Cancellation))!.Unconfirmed);
        rig.Clock.Advance(Late);

        if (confirms)
        {
            await rig.Get<Lfr.Web.Features.Live.WithdrawalWatch>().EndDueAsync(Cancellation);
            Assert.Equal(DeploymentState.Live, (await rig.DeploymentAsync()).State);
            return;
        }

        await Eventually.HoldsAsync(async () => (await rig.DeploymentAsync()).State == DeploymentState.Ended, "the run is stopped");
        var run = Assert.Single((await rig.DeploymentAsync()).Runs);
        Assert.Equal((RunEnd.WorkerDidNotConfirm, "The worker did not confirm within 15 s that it no longer looks for R-0001."), (run.End!.Value, run.EndReason));
        Assert.Empty(await rig.Get<LicenceGrants>().ForAsync(rig.WorkerId, Cancellation));
    }

    /// <summary>The watch has read that nobody confirmed; before it acts, somebody does. Neither the record nor the engine may end then.</summary>
    [Fact]
    public async Task Withdrawal_ConfirmedInTheLastMoment_StopsNobody()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        await using var worker = await ListeningWorker.ConnectAsync(rig);
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        var licence = (await worker.NextAsync()).Licence;
        Given.Do(await rig.Get<SuspendEntry>().RunAsync(LiveRig.Silver, Given.Id(301), EntryFate.Arrested, "Arrested in Ilford.", Cancellation));
        await rig.Get<WithdrawalStore>().ConfirmAsync(licence, rig.WorkerId, [Given.Id(301)], Cancellation);
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow() + Late);

        Says.RefusedBy("STATE", await rig.Get<StopUnconfirmedRun>().RunAsync(rig.DeploymentId, licence, [Given.Id(301)], Cancellation), "The worker has confirmed");

        Assert.Empty(rig.Get<RunHalts>().Unrecorded);
        Assert.Equal((DeploymentState.Live, LeaseState.Running), ((await rig.DeploymentAsync()).State, (await rig.Get<LicenceGrants>().LeaseAsync(rig.WorkerId, Cancellation)).State));
    }

    [Fact]
    public async Task Confirmation_OfAnotherWorker_DoesNotCount()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        var licence = (await rig.DeploymentAsync()).CurrentRun!.LicenceId;
        var (stranger, _) = await rig.ConnectAsync(rig.StrangersKey);
        await using var closing = stranger;
        Given.Do(await rig.Get<RemoveEntry>().RunAsync(Given.Approver, Given.Id(301), "No longer wanted.", Cancellation));

        await stranger.InvokeAsync(nameof(IWorkerHub.ConfirmWithdrawn), licence, new[] { Given.Id(301) }, Cancellation);

        Assert.Null((await WithdrawalAsync(rig)).ConfirmedAt);
    }

    [Fact]
    public async Task EntryThatTheCamerasNeverLookedFor_NeedsNoConfirmation()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        await rig.ProposeAsync(3);

        Given.Do(await rig.Get<RemoveEntry>().RunAsync(Given.Approver, Given.Id(303), "Compiled by mistake.", Cancellation));

        Assert.Empty(await rig.App.InDatabaseAsync(db => db.Withdrawals.AsNoTracking().ToListAsync(Cancellation)));
    }

    [Fact]
    public async Task Arrest_SuspendsTheEntryAtOnce_AndTheSealStands()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        await DispatchedAsync(rig);

        Given.Do(await rig.Get<RecordEngagement>().RunAsync(Given.Engagement, Given.Id(5001), Report(EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, Disposal.Arrest), Cancellation));

        var entry = await EntryAsync(rig);
        Assert.Equal((EntryState.Suspended, EntryFate.Arrested, "Alert 1: arrested", Given.Engagement.Name), (entry.State, entry.Suspension!.Fate, entry.Suspension.Reason, entry.Suspension.By.Name));
        Assert.Equal(WatchlistState.Sealed, (await rig.App.InDatabaseAsync(db => db.Watchlists.AsNoTracking().SingleAsync(Cancellation))).State);
        Assert.Null((await WithdrawalAsync(rig)).ConfirmedAt);
        Assert.Equal("The entry is not, or no longer, on the list.", (await rig.RaiseAsync(2)).Refusal);
        Assert.StartsWith("R-0001 was suspended at", (await rig.Get<ReadAlert>().RunAsync(Given.Operator, rig.DeploymentId, 1, Cancellation))!.Suspended, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoLongerWanted_SuspendsTheEntryAtOnce()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        await CredibleAsync(rig);

        Given.Do(await rig.Get<CheckAlertStatus>().RunAsync(Given.Operator, Given.Id(5001), false, "PNC", 0, Cancellation));

        Assert.Equal(EntryFate.NoLongerWanted, (await EntryAsync(rig)).Suspension!.Fate);
    }

    [Fact]
    public async Task PersonWhoWasLost_IsStillLookedFor()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        await DispatchedAsync(rig);

        Given.Do(await rig.Get<RecordEngagement>().RunAsync(Given.Engagement, Given.Id(5001), Report(EngagementOutcome.Lost, IdentityCheck.NotEstablished, Disposal.NotApplicable), Cancellation));

        Assert.Equal(EntryState.Approved, (await EntryAsync(rig)).State);
    }

    [Fact]
    public async Task SealedList_WithSomebodySuspended_RunsWithoutThem()
    {
        await using var rig = await LiveRig.StartAsync();
        Given.Do(await rig.Get<SuspendEntry>().RunAsync(Given.Approver, Given.Id(301), EntryFate.Challenged, "A complaint came in.", Cancellation));

        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));

        var run = (await rig.DeploymentAsync()).CurrentRun!;
        Assert.Equal(2, run.GallerySize);
        var grant = Assert.Single(await rig.Get<LicenceGrants>().ForAsync(rig.WorkerId, Cancellation));
        Assert.Equal([Given.Id(301)], grant.Withdrawn);
        var rows = (await rig.Get<LicenceGrants>().GalleryAsync(run.LicenceId, rig.WorkerId, Cancellation))!;
        Assert.Equal(run.GalleryHash, GalleryDigest.ComputeLike(run.GalleryHash, rows));
    }

    private static EngagementReport Report(EngagementOutcome outcome, IdentityCheck identity, Disposal disposal) => new(outcome, identity, "Fingerprints", disposal, true, "");

    private static async Task CredibleAsync(LiveRig rig)
    {
        Assert.True((await rig.RaiseAsync()).Accepted);
        Given.Do(await rig.Get<AdjudicateAlert>().RunAsync(Given.Operator, Given.Id(5001), Answer.Same, "Ears and scar.", rig.Clock.GetUtcNow(), Cancellation));
    }

    private static async Task DispatchedAsync(LiveRig rig)
    {
        await CredibleAsync(rig);
        Given.Do(await rig.Get<CheckAlertStatus>().RunAsync(Given.Operator, Given.Id(5001), true, "PNC", 0, Cancellation));
        Given.Do(await rig.Get<DispatchOfficers>().RunAsync(Given.Operator, Given.Id(5001), await rig.App.InDatabaseAsync(db => db.Alerts.Where(a => a.Id == Given.Id(5001)).Select(a => a.Revision).SingleAsync(Cancellation)), Cancellation));
    }

    private static Task<WatchlistEntry> EntryAsync(LiveRig rig) => rig.App.InDatabaseAsync(db => db.Entries.AsNoTracking().SingleAsync(e => e.Id == Given.Id(301), Cancellation));

    private static Task<Withdrawal> WithdrawalAsync(LiveRig rig) => rig.App.InDatabaseAsync(db => db.Withdrawals.AsNoTracking().SingleAsync(Cancellation));
}
