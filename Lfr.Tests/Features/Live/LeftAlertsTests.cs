using Lfr.Shared.Deployments;
using Lfr.Shared.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Workers;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Live;

/// <summary>Alerts that come after a run has ended: those that lay in the worker's outbox, and no more.</summary>
public class LeftAlertsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EndedRun_TakesNoMoreAlerts_ThanItsIdleWorkerSaidWereLeft()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        var (worker, _) = await rig.ConnectAsync();
        await using var closing = worker;
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        var messages = new[] { await rig.MessageAsync(1), await rig.MessageAsync(2), await rig.MessageAsync(3), await rig.MessageAsync(4) };
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddSeconds(2));
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));

        // Before it has said anything, one may be under way already.
        Assert.True((await RaiseAsync(worker, messages[0])).Accepted);
        await ReportAsync(worker, rig, waiting: 1);
        await ReportAsync(worker, rig, waiting: 1_000_000);
        Assert.True((await RaiseAsync(worker, messages[1])).Accepted);
        var refused = await RaiseAsync(worker, messages[2]);
        Assert.Equal((false, "The run is over, and the worker had said that no alert of it was left."), (refused.Accepted, refused.Refusal));
        Assert.True((await RaiseAsync(worker, messages[1])).Accepted);
        Assert.False((await RaiseAsync(worker, messages[3])).Accepted);
    }

    /// <summary>A worker that was restarted has the alerts and no key. It gets it for what was its own, as long as the list is kept.</summary>
    [Fact]
    public async Task KeyOfAnOutboxThatWasLeft_IsForTheWorkerWhoseItWas_UntilTheListIsDestroyed()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        var (worker, _) = await rig.ConnectAsync();
        await using var closing = worker;
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        var grant = Assert.Single(await rig.Get<LicenceGrants>().ForAsync(rig.WorkerId, Cancellation));
        var licence = (await rig.DeploymentAsync()).CurrentRun!.LicenceId;
        Assert.Empty(await LeftAsync(worker, rig.WorkerId, licence));
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));
        var (stranger, _) = await rig.ConnectAsync(rig.StrangersKey);
        await using var closingStranger = stranger;

        Assert.Equal(grant.OutboxKey, Assert.Single(await LeftAsync(worker, rig.WorkerId, licence)).Key);
        Assert.Empty(await LeftAsync(stranger, RegisteredWorker.IdOf(rig.StrangersKey.ExportSubjectPublicKeyInfo()), licence));
        Given.Do(await rig.Get<Lfr.Web.Features.Records.Commands.CloseDown>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        Assert.Empty(await LeftAsync(worker, rig.WorkerId, licence));
    }

    [Fact]
    public async Task ComparisonMadeAfterTheWorkersLeaseHadEnded_IsRefused_OnceItsRunHasEnded()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        var inTime = await rig.MessageAsync(1);
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddMinutes(1));
        var tooLate = await rig.MessageAsync(2);
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddSeconds(1));
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));

        Assert.Equal("The comparison was made after the worker's lease had ended.", (await rig.Get<RaiseAlert>().RunAsync(tooLate, Cancellation)).Refusal);
        Assert.True((await rig.Get<RaiseAlert>().RunAsync(inTime, Cancellation)).Accepted);
    }

    /// <summary>What a worker says once its run is over does not mean that it was heard while it ran, nor that anybody walked past since.</summary>
    [Fact]
    public async Task ReportAfterTheEnd_LetsNoLateAlertIn_AndCountsNobodyWhoCameLater()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddMinutes(1));
        var tooLate = await rig.MessageAsync(2);
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddSeconds(1));
        var licence = (await rig.DeploymentAsync()).CurrentRun!.LicenceId;
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));
        var counts = rig.Get<FaceCountStore>();
        var crowd = FaceCounts.None with { FacesCompared = 5_000 };

        await counts.TakeAsync(licence, rig.WorkerId, Guid.Empty, FaceCounts.None with { FacesCompared = 30 }, Cancellation);
        await counts.HearAsync(licence, rig.WorkerId, Cancellation);
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddMinutes(30));

        Assert.Equal("The comparison was made after the worker's lease had ended.", (await rig.Get<RaiseAlert>().RunAsync(tooLate, Cancellation)).Refusal);
        Assert.Contains("more than", await counts.DoubtAsync(licence, rig.WorkerId, Guid.Empty, 1, crowd, Cancellation), StringComparison.Ordinal);
    }

    /// <summary>An engine that said it is idle has told all that it counted; whoever holds its key later adds no face to what is published.</summary>
    [Fact]
    public async Task ReportAfterTheWorkerWasIdle_CountsNothing()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        var licence = (await rig.DeploymentAsync()).CurrentRun!.LicenceId;
        var counts = rig.Get<FaceCountStore>();
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));
        await counts.TakeAsync(licence, rig.WorkerId, Guid.Empty, FaceCounts.None with { FacesCompared = 30 }, Cancellation);
        var now = rig.Clock.GetUtcNow();
        await rig.App.InDatabaseAsync(db => db.Assignments.ExecuteUpdateAsync(set => set.SetProperty(a => a.EndConfirmedAt, now), Cancellation));

        await counts.TakeAsync(licence, rig.WorkerId, Guid.Empty, FaceCounts.None with { FacesCompared = 900 }, Cancellation);

        Assert.Equal(30, (await rig.App.InDatabaseAsync(db => FaceCountStore.TotalAsync(db, licence, Cancellation))).FacesCompared);
    }

    [Fact]
    public async Task ComparisonMadeDuringAPause_IsRefused()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        var before = await rig.MessageAsync(1);
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddSeconds(1));
        Given.Do(await rig.Get<PauseRun>().RunAsync(Given.Operator, rig.DeploymentId, "A crowd.", Cancellation));
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddMinutes(1));

        Assert.Equal("The comparison was made while the run was paused.", (await rig.RaiseAsync(2)).Refusal);
        Assert.True((await rig.Get<RaiseAlert>().RunAsync(before, Cancellation)).Accepted);
    }

    private static async Task<IReadOnlyList<LeftOutbox>> LeftAsync(HubConnection worker, Guid id, Guid licence) =>
        (await worker.InvokeAsync<WorkerWelcome>(nameof(IWorkerHub.Hello), LiveRig.Hello(id) with { Outboxes = [licence] }, Cancellation)).Left;

    private static Task<AlertAck> RaiseAsync(HubConnection worker, AlertMessage message) => worker.InvokeAsync<AlertAck>(nameof(IWorkerHub.RaiseAlert), message, Cancellation);

    private static Task<Lease> ReportAsync(HubConnection worker, LiveRig rig, int waiting) => worker.InvokeAsync<Lease>(
        nameof(IWorkerHub.ReportStatus), new WorkerStatus(rig.WorkerId, WorkerState.Idle, null, null, 0, 0, 0, 0, 0, waiting, [], rig.Clock.GetUtcNow()), Cancellation);
}
