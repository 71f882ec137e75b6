using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Queries;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Deployments;

/// <summary>Moving a deployment: the preview names what becomes invalid, and the move invalidates exactly that (R17).</summary>
public sealed class MoveDeploymentTests
{
    private static readonly Window NextDay = new(Given.Start.AddDays(1), Given.Start.AddDays(1).AddHours(8));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatTheRehearsalSaysFalls_FallsWhenItIsMoved_AndNothingBefore()
    {
        await using var rig = await StartAsync();
        var before = await rig.DeploymentAsync();

        var preview = (await rig.Get<PreviewMove>().RunAsync(Given.Planner, before.Id, NextDay, Cancel))!;

        Assert.Null(preview.WhyNot);
        Assert.Collection(
            preview.Falls,
            f => Assert.Contains("ask for authority again", f, StringComparison.Ordinal),
            f => Assert.Contains("old date and hours", f, StringComparison.Ordinal),
            f => Assert.Contains("sealed again", f, StringComparison.Ordinal));
        Assert.Contains(preview.Unmet, f => f is { RuleId: "R04", Blocks: true });
        Assert.DoesNotContain(preview.Unmet, f => f.Weight == Weight.Met);
        Assert.Equal((before.Revision, DeploymentState.Authorised, WatchlistState.Sealed), await StandingAsync(rig));

        Given.Do(await rig.Get<MoveDeployment>().RunAsync(Given.Planner, before.Id, NextDay, preview.Revision, Cancel));

        var after = await rig.DeploymentAsync();
        Assert.Equal((NextDay, NextDay.Start, null), (after.Plan.Window, after.Starts, after.Authority));
        Assert.Equal(before.Plan with { Window = NextDay }, after.Plan with { Cameras = before.Plan.Cameras, Assessments = before.Plan.Assessments, Staff = before.Plan.Staff, Criteria = before.Plan.Criteria });
        Assert.Equal((after.Revision, DeploymentState.Draft, WatchlistState.Compiling), await StandingAsync(rig));
        Assert.StartsWith("Moved it from ", await rig.App.InDatabaseAsync(db => db.AuditEvents.OrderByDescending(e => e.Number).Select(e => e.Sentence).FirstAsync(Cancel)), StringComparison.Ordinal);
    }

    /// <summary>Two planners move one deployment: the second is told what the first did, and nothing of the first is lost.</summary>
    [Fact]
    public async Task TheSecondOfTwoWhoMoveIt_IsToldOfTheFirst()
    {
        await using var rig = await StartAsync();
        var now = await rig.DeploymentAsync();
        var later = new Window(NextDay.Start.AddDays(3), NextDay.End.AddDays(3));
        Given.Do(await rig.Get<MoveDeployment>().RunAsync(Given.Planner, now.Id, NextDay, now.Revision, Cancel));

        Says.RefusedBy("CONFLICT", await rig.Get<MoveDeployment>().RunAsync(Given.Planner with { UserId = Given.Id(77) }, now.Id, later, now.Revision, Cancel), "Moved it from");
        var again = (await rig.DeploymentAsync()).Revision;
        Assert.True((await rig.Get<MoveDeployment>().RunAsync(Given.Planner, now.Id, NextDay, again, Cancel)).IsRefusedAs(RefusalKind.State));

        Assert.Equal(NextDay, (await rig.DeploymentAsync()).Plan.Window);
    }

    /// <summary>While the officer decides the plan stays as it is read; a window that is over is no window; and a stranger moves nothing.</summary>
    [Fact]
    public async Task WhatWaitsForAnAnswer_IsNotMoved_AndTheRehearsalSaysWhy()
    {
        await using var rig = await LiveRig.StartAsync(g => g.AuthorisedBy = null, worker: false);
        var now = await rig.DeploymentAsync();
        Assert.Equal(DeploymentState.Submitted, now.State);

        var preview = await rig.Get<PreviewMove>().RunAsync(Given.Planner, now.Id, null, Cancel);
        var outcome = await rig.Get<MoveDeployment>().RunAsync(Given.Planner, now.Id, NextDay, now.Revision, Cancel);

        Assert.Contains("waits for the authorising officer", preview!.WhyNot!.Explanation, StringComparison.Ordinal);
        Assert.Contains("waits for the authorising officer", outcome.Explanation, StringComparison.Ordinal);
        Assert.Null(await rig.Get<PreviewMove>().RunAsync(Given.Officer, now.Id, NextDay, Cancel));
        Given.Do(await rig.Get<TakeBackRequest>().RunAsync(Given.Planner, now.Id, now.Revision, Cancel));
        var past = await rig.Get<PreviewMove>().RunAsync(Given.Planner, now.Id, new Window(Given.Start.AddDays(-3), Given.Start.AddDays(-3).AddHours(2)), Cancel);
        Assert.Contains("These hours are over", past!.WhyNot!.Explanation, StringComparison.Ordinal);
    }

    /// <summary>The rehearsal looks for double bookings at the new time, and its own old time is in nobody's way.</summary>
    [Fact]
    public async Task Rehearsal_NamesWhoWouldBeBookedTwice()
    {
        await using var rig = await StartAsync();
        var other = Given.GoodPlan() with { Name = "Ilford", Window = new Window(NextDay.Start.AddHours(2), NextDay.Start.AddHours(3)) };
        Given.Do(await rig.Get<DraftDeployment>().RunAsync(Given.Planner, Given.Id(4711), other, Cancel));
        var preview = rig.Get<PreviewMove>();

        var clash = Assert.Single((await preview.RunAsync(Given.Planner, rig.DeploymentId, NextDay, Cancel))!.Clashes);
        var free = await preview.RunAsync(Given.Planner, rig.DeploymentId, new Window(Given.Start.AddHours(1), Given.Start.AddHours(9)), Cancel);

        Assert.Equal("Ilford", clash.Other(rig.DeploymentId).Plan.Name);
        Assert.Empty(free!.Clashes);
    }

    private static Task<LiveRig> StartAsync() => LiveRig.StartAsync(worker: false);

    private static async Task<(long, DeploymentState, WatchlistState)> StandingAsync(LiveRig rig)
    {
        var deployment = await rig.DeploymentAsync();
        return (deployment.Revision, deployment.State, await rig.App.InDatabaseAsync(db => db.Watchlists.Where(w => w.DeploymentId == deployment.Id).Select(w => w.State).SingleAsync(Cancel)));
    }
}
