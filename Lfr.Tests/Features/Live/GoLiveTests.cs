using Lfr.Shared.Deployments;
using Lfr.Shared.Live;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Biometrics;
using Lfr.Web.Components.Pages;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Watchlists;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Live;

public class GoLiveTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GoLive_EverythingInPlace_MintsOneLicenceForTheWindow()
    {
        await using var rig = await LiveRig.StartAsync();

        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));

        var deployment = await rig.DeploymentAsync();
        Assert.Equal(DeploymentState.Live, deployment.State);
        var run = Assert.Single(deployment.Runs);
        Assert.Equal(Given.Start.AddHours(8), run.NotAfter);
        Assert.Equal(2, run.GallerySize);
    }

    [Fact]
    public async Task GoLive_WithAListSealedBeforeHashesHadAVersion_RunsThatList()
    {
        await using var rig = await LiveRig.StartAsync();
        var stored = await rig.App.InDatabaseAsync(async db =>
        {
            var list = await db.Watchlists.SingleAsync(w => w.DeploymentId == rig.DeploymentId, Cancellation);
            var hash = GalleryDigest.ComputeLike("unversioned", await rig.Get<GalleryReader>().ToSealAsync(db, rig.DeploymentId, Cancellation));
            typeof(Watchlist).GetProperty(nameof(Watchlist.Seal))!.SetValue(list, list.Seal! with { GalleryHash = hash });
            await db.SaveChangesAsync(Cancellation);
            return hash;
        });

        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));

        Assert.DoesNotContain(':', stored);
        Assert.Equal(stored, (await rig.DeploymentAsync()).CurrentRun!.GalleryHash);
    }

    [Fact]
    public async Task GoLive_WithoutPublishedNotice_IsRefusedByNameAndLogged()
    {
        await using var rig = await LiveRig.StartAsync(g => g.NoticeAt = null);

        var outcome = await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation);

        var refusal = Assert.Single(outcome.Refusals, r => r.RuleId == "R13");
        Assert.NotEmpty(refusal.Source);
        Assert.Empty((await rig.DeploymentAsync()).Runs);
        var logged = await rig.App.InDatabaseAsync(db => db.AuditEvents.SingleAsync(e => e.Action == "GoLive", Cancellation));
        Assert.False(logged.Done);
        Assert.Contains("R13", logged.Rules, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GoLive_WithoutWorker_IsRefused()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);

        var outcome = await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation);

        Assert.Contains(outcome.Refusals, r => r.RuleId == "ENGINE");
    }

    [Fact]
    public async Task GoLive_ByAPlanner_IsRefused()
    {
        await using var rig = await LiveRig.StartAsync();

        var outcome = await rig.Get<GoLive>().RunAsync(Given.Planner, rig.DeploymentId, null, Cancellation);

        Assert.Equal("ROLE", Assert.Single(outcome.Refusals).RuleId);
    }

    [Fact]
    public async Task GoLive_PressedAtOnceByTwo_IsOneRun()
    {
        await using var rig = await LiveRig.StartAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation))));

        Assert.Single(outcomes, o => o.Succeeded);
        Assert.Single((await rig.DeploymentAsync()).Runs);
    }

    [Fact]
    public async Task Window_Closes_EndsTheRunWithinASecond()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        var end = Given.Start.AddHours(8);

        await rig.LeapConfirmedAsync(end - rig.Clock.GetUtcNow() - TimeSpan.FromMilliseconds(1));
        Assert.Equal(DeploymentState.Live, (await rig.DeploymentAsync()).State);
        rig.Clock.Advance(TimeSpan.FromSeconds(1));

        await Eventually.HoldsAsync(async () => (await rig.DeploymentAsync()).State == DeploymentState.Ended, "the run ends");
        var run = Assert.Single((await rig.DeploymentAsync()).Runs);
        Assert.Equal(RunEnd.WindowClosed, run.End);
        Assert.Equal(end, run.Ended);
    }

    [Fact]
    public async Task Authority_Revoked_EndsTheRunAtOnce()
    {
        await using var rig = await LiveRig.StartLiveAsync();

        Given.Do(await rig.Get<RevokeAuthority>().RunAsync(Given.Officer, rig.DeploymentId, "The reason to be here is gone.", Cancellation));

        var run = Assert.Single((await rig.DeploymentAsync()).Runs);
        Assert.Equal(RunEnd.Revoked, run.End);
        Assert.False((await rig.RaiseAsync()).Accepted);
    }

    [Fact]
    public async Task Stop_EndsTheRunAndRefusesLaterComparisons()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        Given.Do(await rig.Get<StopRun>().RunAsync(LiveRig.Silver, rig.DeploymentId, "A protest is coming.", Cancellation));
        rig.Clock.Advance(TimeSpan.FromSeconds(1));

        var ack = await rig.RaiseAsync();

        Assert.False(ack.Accepted);
        Assert.Equal(DeploymentState.Ended, (await rig.DeploymentAsync()).State);
        Assert.Equal(0, await rig.App.InDatabaseAsync(db => db.Alerts.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task Stop_WithoutReason_IsRefusedAndTheRunGoesOn()
    {
        await using var rig = await LiveRig.StartLiveAsync();

        var outcome = await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, " ", Cancellation);

        Says.RefusedBy("FORM", outcome);
        Assert.Equal(DeploymentState.Live, (await rig.DeploymentAsync()).State);
    }
}
