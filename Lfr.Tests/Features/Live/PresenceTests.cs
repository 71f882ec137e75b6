using Lfr.Shared.Deployments;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Live;

/// <summary>Cameras compare only while somebody confirms that officers are there (R50).</summary>
public sealed class PresenceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_ThatNobodyConfirms_IsPausedByLfr_AndGoesOnOnceSomebodyResumes()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        var watch = rig.Get<PresenceWatch>();
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddMinutes(59));
        await watch.LookAsync(Cancel);
        Assert.Equal(DeploymentState.Live, (await rig.DeploymentAsync()).State);

        // Two at once, and one more a moment later: each says the same, and the last counts.
        Assert.All(await Task.WhenAll(ConfirmAsync(rig), ConfirmAsync(rig)), Given.Do);
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddMinutes(59));
        await watch.LookAsync(Cancel);
        Assert.Equal(DeploymentState.Live, (await rig.DeploymentAsync()).State);
        Assert.Equal(2, (await rig.DeploymentAsync()).CurrentRun!.Presence.Count);

        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddMinutes(1));
        await watch.LookAsync(Cancel);
        // A second look changes nothing.
        await watch.LookAsync(Cancel);
        var paused = await rig.DeploymentAsync();
        Assert.Equal(DeploymentState.Paused, paused.State);
        Assert.Equal("Nobody has confirmed since 11:29 that officers are at the cameras (R50)", Assert.Single(paused.CurrentRun!.Pauses).Reason);
        Assert.Equal(1, await rig.App.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Action == nameof(PauseRun), Cancel)));
        Says.RefusedBy("STATE", await ConfirmAsync(rig), "It is paused.");

        Given.Do(await rig.Get<ResumeRun>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancel));
        await watch.LookAsync(Cancel);
        Assert.Equal(DeploymentState.Live, (await rig.DeploymentAsync()).State);
    }

    /// <summary>From a desk far away nobody can know who stands beside the cameras.</summary>
    [Fact]
    public async Task TheAuthorisingOfficer_ConfirmsNothing()
    {
        await using var rig = await LiveRig.StartLiveAsync();

        Says.RefusedBy("ROLE", await rig.Get<ConfirmPresence>().RunAsync(Given.Officer, rig.DeploymentId, Cancel), "Only an operator, an engagement officer or a silver commander");
    }

    /// <summary>Whoever stands beside the cameras knows it best, and has a phone in the hand, not the live room.</summary>
    [Fact]
    public async Task EngagementOfficer_IsAskedOnThePhone_AndConfirms()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        async Task<bool> AskedAsync() =>
            (await rig.Get<ReadEngagements>().RunAsync(Given.Engagement, rig.DeploymentId, Cancel)).Value!.Presence!.IsAskedFor(rig.Clock.GetUtcNow());
        Assert.False(await AskedAsync());
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddMinutes(55));
        Assert.True(await AskedAsync());

        Given.Do(await rig.Get<ConfirmPresence>().RunAsync(Given.Engagement, rig.DeploymentId, Cancel));

        Assert.False(await AskedAsync());
    }

    private static Task<Shared.Policy.Outcome> ConfirmAsync(LiveRig rig) => rig.Get<ConfirmPresence>().RunAsync(Given.Operator, rig.DeploymentId, Cancel);
}
