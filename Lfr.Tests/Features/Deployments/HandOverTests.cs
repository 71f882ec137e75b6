using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Features.Administration;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Features.Home.Queries;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Deployments;

/// <summary>A planner is on leave: somebody else looks after the plan, and both know it.</summary>
public sealed class HandOverTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Plan_PassesToAnotherPlanner_WithItsTasks_AndBothAreTold()
    {
        await using var rig = await PeopleRig.StartAsync();
        var (priya, operatorOnly) = (await rig.AsTheAsync(Roles.Planner), await rig.AsTheAsync(Roles.Operator));
        var id = Given.Id(8401);
        Given.Do(await rig.Get<DraftDeployment>().RunAsync(priya, id, Given.GoodPlan() with { Window = null }, Cancel));
        Says.RefusedBy("STATE", await rig.Get<HandOverPlan>().RunAsync(priya, id, operatorOnly.UserId, "On leave", 1, Cancel), "not a planner");
        Given.Do(await rig.Get<ConfirmGrant>().RunAsync(rig.Second, await rig.AskAsync(operatorOnly.UserId, Roles.Planner), "", Cancel));
        var olu = await rig.AsTheAsync(Roles.Operator);
        Assert.Superset(new HashSet<Guid>([olu.UserId, priya.UserId]), (await rig.Get<ReadPlanners>().RunAsync(priya, Cancel)).Select(p => p.Id).ToHashSet());
        Assert.Empty(await rig.Get<ReadPlanners>().RunAsync(rig.First, Cancel));

        Given.Do(await rig.Get<HandOverPlan>().RunAsync(priya, id, olu.UserId, "On leave until Monday", 1, Cancel));

        Assert.Contains(await NeedsAsync(rig, olu), t => t.Status == "Handed to you" && t.About.Contains("On leave until Monday", StringComparison.Ordinal));
        Assert.Contains(await NeedsAsync(rig, olu), t => t.What == "Finish the plan");
        Assert.DoesNotContain(await NeedsAsync(rig, priya), t => t.What == "Finish the plan");
        var hub = (await rig.Get<ReadHub>().RunAsync(priya, id, Cancel))!;
        Assert.Equal((olu.UserId, olu.Name), (hub.Hand!.Planner, hub.Hand.Name));
        Assert.Contains("Handed the plan to ", hub.Timeline[0].Sentence, StringComparison.Ordinal);
        Says.RefusedBy("STATE", await rig.Get<HandOverPlan>().RunAsync(priya, id, olu.UserId, "Again", hub.Revision, Cancel), "looks after it already");
        Says.RefusedBy("FORM", await rig.Get<HandOverPlan>().RunAsync(priya, id, priya.UserId, " ", hub.Revision, Cancel), "No reason is given");

        // Back again, taken by whoever returns: now the other one is told.
        Given.Do(await rig.Get<HandOverPlan>().RunAsync(priya, id, priya.UserId, "Back from leave", hub.Revision, Cancel));
        Assert.Contains(await NeedsAsync(rig, olu), t => t is { Status: "Handed over", What: "Read who looks after your plan now" });
        Assert.DoesNotContain(await NeedsAsync(rig, priya), t => t.Status is "Handed to you" or "Handed over");
        Assert.Empty(await rig.AlteredAsync());

        rig.Pass(HomeBoard.HandoverIsNews);
        Assert.DoesNotContain(await NeedsAsync(rig, olu), t => t.Status == "Handed over");

        // Somebody who left looks after nothing.
        await rig.Get<RetireAccount>().RunAsync(rig.First, olu.UserId, "Left the force.", null, Cancel);
        var revision = await rig.App.InDatabaseAsync(db => db.Deployments.Where(d => d.Id == id).Select(d => d.Revision).SingleAsync(Cancel));
        Says.RefusedBy("STATE", await rig.Get<HandOverPlan>().RunAsync(priya, id, olu.UserId, "On leave", revision, Cancel), "not a planner, or can no longer sign in");
    }

    private static async Task<IReadOnlyList<HomeTask>> NeedsAsync(PeopleRig rig, Actor person) => (await rig.Get<HomeQuery>().ReadAsync(person, Cancel)).Needs;
}
