using Lfr.Shared.Alerts;
using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Live;

/// <summary>Over the limit of R30 Silver decides in writing whether the run goes on.</summary>
public class FalseAlertDecisionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OverTheLimit_TheRoomWaitsForSilver_UntilSilverDecides_AndAgainAfterOneMore()
    {
        await using var rig = await OverTheLimitAsync(5);
        var waiting = await RoomAsync(rig);
        Assert.True(waiting.AwaitsSilver);
        Assert.Contains(LiveAlarm.Of(waiting, null, true, rig.Clock.GetUtcNow()), a => a.Sentence.Contains("false alerts", StringComparison.Ordinal));

        Given.Do(await DecideAsync(rig, FalseAlertChoice.GoOn, 5));

        var decided = await RoomAsync(rig);
        Assert.False(decided.AwaitsSilver);
        Assert.DoesNotContain(LiveAlarm.Of(decided, null, true, rig.Clock.GetUtcNow()), a => a.Sentence.Contains("false alerts", StringComparison.Ordinal));
        Assert.Equal((5L, 1000L, "One man with a look-alike.", "Sid Silver", CommandDuty.Silver),
            (decided.Decision!.FalseAlerts, decided.Decision.FacesCompared, decided.Decision.Reason, decided.Decision.By.Name, decided.Decision.Duty));
        await FalseAsync(rig, 6);
        Assert.True((await RoomAsync(rig)).AwaitsSilver);
        var logged = await rig.App.InDatabaseAsync(db => db.AuditEvents.AsNoTracking().SingleAsync(e => e.Action == nameof(DecideOnFalseAlerts), Cancellation));
        Assert.Equal("Let the run go on with 5 false alerts among 1,000 faces: One man with a look-alike.", logged.Sentence);
    }

    /// <summary>The count of faces grows every second. A screen reader must not read the whole alarm again each time.</summary>
    [Fact]
    public async Task AlarmOverFalseAlerts_StaysTheSameAlarm_WhileFacesAreCounted()
    {
        await using var rig = await OverTheLimitAsync(5);
        LiveAlarm Alarm(LiveRoom room) => LiveAlarm.Of(room, null, true, rig.Clock.GetUtcNow()).Single(a => a.Sentence.Contains("false alerts", StringComparison.Ordinal));
        var before = await RoomAsync(rig);
        var after = before with { FalseAlerts = before.FalseAlerts! with { Sentence = "5 false alerts among 1,010 faces." } };

        Assert.Equal(Alarm(before).Key, Alarm(after).Key);
        Assert.NotEqual(Alarm(before).Sentence, Alarm(after).Sentence);
    }

    [Fact]
    public async Task WithinTheLimit_ThereIsNothingToDecide()
    {
        await using var rig = await OverTheLimitAsync(1);

        Assert.False((await RoomAsync(rig)).AwaitsSilver);
        Assert.True((await DecideAsync(rig, FalseAlertChoice.GoOn, 1)).IsRefusedAs(RefusalKind.State));
    }

    [Fact]
    public async Task GoOn_WithMoreFalseAlertsThanSilverSaw_IsAConflict()
    {
        await using var rig = await OverTheLimitAsync(5);

        var outcome = await DecideAsync(rig, FalseAlertChoice.GoOn, 4);

        Assert.True(outcome.IsRefusedAs(RefusalKind.Conflict));
        Says.RefusedBy("CONFLICT", outcome, "There are 5 false alerts by now; you saw 4.");
        Assert.Null((await rig.DeploymentAsync()).FalseAlertDecision);
    }

    [Fact]
    public async Task Stop_WorksWhateverSilverSaw_FreesTheWorker_AndHoldsTheRun()
    {
        await using var rig = await OverTheLimitAsync(5);

        Given.Do(await DecideAsync(rig, FalseAlertChoice.Stop, 4));

        Assert.Equal(DeploymentState.Ended, (await rig.DeploymentAsync()).State);
        Assert.Empty(await rig.Get<LicenceGrants>().ForAsync(rig.WorkerId, Cancellation));
        Says.RefusedBy("STATE", await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
    }

    [Fact]
    public async Task Operator_MayNotDecide()
    {
        await using var rig = await OverTheLimitAsync(5);

        var outcome = await rig.Get<DecideOnFalseAlerts>().RunAsync(Given.Operator, rig.DeploymentId, FalseAlertChoice.GoOn, 5, "Fine.", Cancellation);

        Assert.True(outcome.IsRefusedAs(RefusalKind.Role));
    }

    private static Task<Outcome> DecideAsync(LiveRig rig, FalseAlertChoice choice, long seen) =>
        rig.Get<DecideOnFalseAlerts>().RunAsync(LiveRig.Silver, rig.DeploymentId, choice, seen, "One man with a look-alike.", Cancellation);

    private static async Task<LiveRoom> RoomAsync(LiveRig rig) => (await rig.Get<ReadLiveRoom>().RunAsync(Given.Operator, rig.DeploymentId, Cancellation))!;

    /// <summary>Live, with a thousand faces compared and so many false alerts; one would be within the limit.</summary>
    private static async Task<LiveRig> OverTheLimitAsync(int falseAlerts)
    {
        var rig = await LiveRig.StartLiveAsync();
        await rig.Get<FaceCountStore>().TakeAsync((await rig.DeploymentAsync()).CurrentRun!.LicenceId, rig.WorkerId, Guid.Empty, new FaceCounts(1000, 990, 10, 0, 0), Cancellation);
        for (var number = 1; number <= falseAlerts; number++)
            await FalseAsync(rig, number);
        return rig;
    }

    private static async Task FalseAsync(LiveRig rig, int number)
    {
        Assert.True((await rig.RaiseAsync(number)).Accepted);
        Given.Do(await rig.Get<AdjudicateAlert>().RunAsync(Given.Operator, Given.Id(5000 + number), Answer.NotSame, "Other ears.", rig.Clock.GetUtcNow(), Cancellation));
    }
}
