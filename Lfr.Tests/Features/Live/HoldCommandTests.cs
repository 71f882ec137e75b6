using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Live;

/// <summary>Who may undo whose order, with the database and the audit log.</summary>
public class HoldCommandTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunThatSilverPaused_GoesOnOnlyAfterARelease_WhichIsLogged()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        Given.Do(await rig.Get<PauseRun>().RunAsync(LiveRig.Silver, rig.DeploymentId, "A march comes closer.", Cancellation));

        var refused = await rig.Get<ResumeRun>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation);
        Says.RefusedBy("STATE", refused, "Silver commander Sid Silver paused this at 10:30: A march comes closer. Only Sid Silver");
        Assert.True((await rig.Get<ReleaseRun>().RunAsync(Given.Operator, rig.DeploymentId, null, "Fine.", Cancellation)).IsRefusedAs(RefusalKind.Role));
        Given.Do(await rig.Get<ReleaseRun>().RunAsync(LiveRig.Silver, rig.DeploymentId, null, "The march has passed.", Cancellation));

        Given.Do(await rig.Get<ResumeRun>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        var logged = await rig.App.InDatabaseAsync(db => db.AuditEvents.AsNoTracking().Where(e => e.Action == nameof(ReleaseRun)).OrderBy(e => e.Number).ToListAsync(Cancellation));
        Assert.Equal([(Given.Operator.Name, false), ("Sid Silver", true)], logged.Select(e => (e.ActorName, e.Done)));
        Assert.Equal("Released the run: The march has passed.", logged[^1].Sentence);
    }

    [Fact]
    public async Task RunThatTheAuthorisingOfficerStopped_IsNotStartedAgain_AndSilverCannotReleaseIt()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Officer, rig.DeploymentId, "A complaint was made.", Cancellation));

        Says.RefusedBy("STATE", await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        Says.RefusedBy("ROLE", await rig.Get<ReleaseRun>().RunAsync(LiveRig.Silver, rig.DeploymentId, null, "Fine.", Cancellation));
        Given.Do(await rig.Get<ReleaseRun>().RunAsync(Given.Officer, rig.DeploymentId, null, "It was answered.", Cancellation));

        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
    }

    [Fact]
    public async Task Room_SaysWhoPausedSinceWhenAndWhy_AndWhoReleases()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        Given.Do(await rig.Get<PauseRun>().RunAsync(LiveRig.Silver, rig.DeploymentId, "A march comes closer.", Cancellation));

        var room = (await rig.Get<ReadLiveRoom>().RunAsync(Given.Operator, rig.DeploymentId, Cancellation))!;

        Assert.Equal(("Silver commander Sid Silver", "A march comes closer.", rig.Clock.GetUtcNow()), (room.Run!.PausedBy, room.Run.PauseReason, room.Run.PausedSince));
        Assert.Equal(HoldKind.Paused, room.Hold!.Kind);
    }

    [Fact]
    public async Task Resume_OfAPauseThatThePersonDidNotSee_IsAConflictThatShowsIt()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        Given.Do(await rig.Get<PauseRun>().RunAsync(Given.Operator, rig.DeploymentId, "An ambulance.", Cancellation));
        var seen = (await rig.DeploymentAsync()).Revision;
        Given.Do(await rig.Get<ResumeRun>().RunAsync(Given.Operator, rig.DeploymentId, seen, Cancellation));
        Given.Do(await rig.Get<PauseRun>().RunAsync(Given.Operator, rig.DeploymentId, "A camera fell into the street.", Cancellation));

        var outcome = await rig.Get<ResumeRun>().RunAsync(Given.Operator, rig.DeploymentId, seen, Cancellation);

        Assert.True(outcome.IsRefusedAs(RefusalKind.Conflict));
        Says.RefusedBy("CONFLICT", outcome, "A camera fell into the street.");
        Assert.Equal(DeploymentState.Paused, (await rig.DeploymentAsync()).State);
    }

    [Fact]
    public async Task GoLive_PressedByTwo_TheSecondSeesWhatTheFirstDid()
    {
        await using var rig = await LiveRig.StartAsync();
        var seen = (await rig.DeploymentAsync()).Revision;
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, seen, Cancellation));

        var outcome = await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, seen, Cancellation);

        Assert.True(outcome.IsRefusedAs(RefusalKind.Conflict));
        Says.RefusedBy("CONFLICT", outcome, "Olu Operator");
        Says.RefusedBy("CONFLICT", outcome, "Went live");
    }

    [Fact]
    public async Task Stop_PressedByTwoAtOnce_StopsOnce_AndTheOtherIsTold()
    {
        await using var rig = await LiveRig.StartLiveAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation))));

        Says.RefusedBy("CONFLICT", Assert.Single(outcomes, o => !o.Succeeded), "Operator Olu Operator stopped this at 10:30: Rain.");
        Assert.True(Assert.Single(outcomes, o => !o.Succeeded).IsRefusedAs(RefusalKind.Conflict));
    }
}
