using Lfr.Shared.Deployments;
using Lfr.Shared.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Live;

/// <summary>A van may go on without a connection where the plan says so: only that van, and the room says that Stop does not reach it.</summary>
public class OfflineAllowanceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Licence_OfTheVanThatThePlanNames_CarriesTheAllowance_AndTheReadinessSaysSo()
    {
        await using var rig = await StartAsync(10);
        Assert.Contains((await RoomAsync(rig)).Readiness, f => f.Sentence.StartsWith("Van 2 may compare for 10 minutes after it lost its connection.", StringComparison.Ordinal));
        await using var van = await ListeningWorker.ConnectAsync(rig);

        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));

        var licence = ListeningWorker.Open((await van.NextAsync()).Grant!);
        Assert.Equal(new LicensedOffline(rig.WorkerId, 10), licence.Offline);
    }

    [Fact]
    public async Task Licence_OfAnotherVan_CarriesNone()
    {
        await using var rig = await StartAsync(10, Given.Id(77));
        await using var van = await ListeningWorker.ConnectAsync(rig);

        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));

        Assert.Null(ListeningWorker.Open((await van.NextAsync()).Grant!).Offline);
    }

    [Fact]
    public async Task NamedVan_IsTakenBeforeAnotherThatIsAsAble()
    {
        await using var rig = await StartAsync(10);
        rig.Get<WorkerFleet>().Arrive("earlier", LiveRig.Hello(Given.Id(78)) with { Name = "A van" }, rig.Clock.GetUtcNow());
        rig.Get<WorkerFleet>().Arrive("here", LiveRig.Hello(rig.WorkerId), rig.Clock.GetUtcNow());

        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));

        Assert.Equal(rig.WorkerId, (await RoomAsync(rig)).Run!.WorkerId);
    }

    [Fact]
    public async Task PlanThatAllowsMoreThanThePolicy_GoesNotLive()
    {
        await using var rig = await StartAsync(16);
        rig.Get<WorkerFleet>().Arrive("here", LiveRig.Hello(rig.WorkerId), rig.Clock.GetUtcNow());

        var outcome = await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation);

        Assert.Contains(outcome.Refusals, r => r.RuleId == "OFFLINE");
    }

    [Fact]
    public async Task Room_WhileTheVanIsAway_SaysUntilWhenItMayCompare_AndThatStopDoesNotReachIt()
    {
        await using var rig = await StartAsync(10);
        var (van, licence) = await LiveAsync(rig);
        await van.DisposeAsync();
        await Support.Eventually.HoldsAsync(() => rig.Get<WorkerFleet>().Of(rig.WorkerId) is { IsConnected: false }, "The van is away.");

        Assert.StartsWith("Van 2 lost its connection to Lfr. It may go on comparing until 10:40:00, as authorised. Stop does not reach it meanwhile: the key at the van does.", await AlarmAsync(rig), StringComparison.Ordinal);
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddMinutes(11));
        Assert.StartsWith("Van 2 lost its connection to Lfr. It compares nothing since 10:40:00.", await AlarmAsync(rig), StringComparison.Ordinal);
        Assert.NotEqual(Guid.Empty, licence);
    }

    [Fact]
    public async Task Stop_WhileTheVanIsAway_IsNotConfirmed_AndTheRoomSendsSomebodyToTheKey()
    {
        await using var rig = await StartAsync(10);
        var (van, _) = await LiveAsync(rig);
        await van.DisposeAsync();
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddMinutes(1));

        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));

        Assert.Equal(
            "Not confirmed: Van 2 has not said that it stopped at 10:31:00. Without a connection it may compare until 10:40:00. Stop does not reach it: somebody has to press the key at the van.",
            await AlarmAsync(rig));
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddMinutes(10));
        Assert.EndsWith("What it may do without a connection ended at 10:40:00.", await AlarmAsync(rig), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_OfAVanThatLeftBeforeItsFirstReport_CountsFromTheGrant()
    {
        await using var rig = await StartAsync(10);
        await using (await ListeningWorker.ConnectAsync(rig))
            Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));

        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));

        Assert.Contains("Without a connection it may compare until 10:40:00.", await AlarmAsync(rig), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConnectionThatLastsForTheIntroductionAlone_RenewsTheAllowance_OnBothSides()
    {
        await using var rig = await StartAsync(10);
        var (van, _) = await LiveAsync(rig);
        await van.DisposeAsync();
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddMinutes(5));

        await using (await ListeningWorker.ConnectAsync(rig))
            Assert.Equal(Given.Start.AddMinutes(45), (await RoomAsync(rig)).Run!.OfflineUntil);

        Assert.Single(await rig.App.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Action == nameof(NoteSilence)).ToListAsync(Cancellation)));
    }

    [Theory]
    // Ten minutes are allowed from the last report on.
    [InlineData(9, true)]
    [InlineData(11, false)]
    public async Task AlertRaisedWithoutAConnection_IsTakenWithinTheAllowance_AlsoAfterItsRunHasEnded(int minutes, bool taken)
    {
        await using var rig = await StartAsync(10);
        var (van, _) = await LiveAsync(rig);
        await using var closing = van;
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddMinutes(minutes));
        var message = await rig.MessageAsync();
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddMinutes(5));
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));

        var ack = await rig.Get<RaiseAlert>().RunAsync(message, Cancellation);

        Assert.Equal((taken, taken ? null : "The comparison was made after the worker's lease had ended."), (ack.Accepted, ack.Refusal));
    }

    [Fact]
    public async Task AlertRaisedAfterAStopThatDidNotReachTheVan_IsRefused()
    {
        await using var rig = await StartAsync(10);
        var (van, _) = await LiveAsync(rig);
        await using var closing = van;
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddMinutes(2));

        Assert.Equal("The comparison was not made while the licence was live.", (await rig.RaiseAsync()).Refusal);
    }

    [Fact]
    public async Task KeyAtTheVan_EndsTheRun_OnRecord_Once()
    {
        await using var rig = await StartAsync(10);
        var (van, licence) = await LiveAsync(rig);
        await using var closing = van;
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddMinutes(3));
        var pressed = rig.Clock.GetUtcNow().AddMinutes(-2);

        var lease = await van.ReportAsync(rig, licence, pressed);
        var again = await van.ReportAsync(rig, licence, pressed);

        Assert.Equal((LeaseState.None, LeaseState.None), (lease.State, again.State));
        var run = (await rig.DeploymentAsync()).Runs[^1];
        Assert.Equal((RunEnd.StoppedAtTheWorker, "Somebody pressed the stop key at Van 2 at 10:31:00."), (run.End, run.EndReason));
        Assert.Equal(DeploymentState.Ended, (await rig.DeploymentAsync()).State);
        Assert.Single(await rig.App.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Action == nameof(StopAtTheVan) && e.Done).ToListAsync(Cancellation)));
    }

    [Fact]
    public async Task KeyAtAnotherVan_EndsNothing()
    {
        await using var rig = await StartAsync(10);
        var (van, licence) = await LiveAsync(rig);
        await using var closing = van;
        var (stranger, _) = await rig.ConnectAsync(rig.StrangersKey);
        await using var leaving = stranger;

        await Microsoft.AspNetCore.SignalR.Client.HubConnectionExtensions.InvokeAsync<Lease>(stranger, nameof(IWorkerHub.ReportStatus),
            new WorkerStatus(Given.Id(1), WorkerState.Running, licence, null, 0, 0, 0, 0, 0, 0, [], rig.Clock.GetUtcNow()) { StoppedHereAt = rig.Clock.GetUtcNow() }, Cancellation);

        Assert.Equal(DeploymentState.Live, (await rig.DeploymentAsync()).State);
    }

    private static Task<LiveRig> StartAsync(int minutes, Guid? van = null) => LiveRig.StartAsync(
        worker: false,
        prepare: (given, rig) => given.Plan = given.Plan with { Offline = new OfflineAllowance(van ?? rig.WorkerId, "Van 2", minutes, "No reception under the railway bridge.") });

    private static async Task<(ListeningWorker Van, Guid Licence)> LiveAsync(LiveRig rig)
    {
        var van = await ListeningWorker.ConnectAsync(rig);
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        var licence = (await van.NextAsync()).Licence;
        await van.ReportAsync(rig, licence);
        return (van, licence);
    }

    private static async Task<LiveRoom> RoomAsync(LiveRig rig) => (await rig.Get<ReadLiveRoom>().RunAsync(Given.Operator, rig.DeploymentId, Cancellation))!;

    private static async Task<string> AlarmAsync(LiveRig rig) =>
        LiveAlarm.Of(await RoomAsync(rig), rig.Get<WorkerFleet>().Of(rig.WorkerId), true, rig.Clock.GetUtcNow()).First(a => a.Grave).Sentence;
}
