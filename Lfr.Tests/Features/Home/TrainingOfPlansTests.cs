using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Features.Administration;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Home.Queries;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Home;

/// <summary>Whoever looks after a plan hears in time that somebody's training ends before it, and not on the day (R35).</summary>
public sealed class TrainingOfPlansTests
{
    private static CancellationToken Cancel => PeopleRig.Cancel;

    [Fact]
    public async Task TrainingThatEndsBeforeTheDay_NeedsThePlanner_UntilItIsRenewed_AndNobodyElse()
    {
        await using var rig = await PeopleRig.StartAsync();
        var (planner, served) = (await rig.AsTheAsync(Roles.Planner), await rig.AsTheAsync(Roles.Operator));
        var start = rig.Time.GetUtcNow().AddDays(20);
        await TrainedUntilAsync(rig, served.UserId, start.AddDays(-1).ForceDay());
        var plan = Given.GoodPlan() with { Window = new Window(start, start.AddHours(4)), Staff = [new StaffMember(served.UserId, served.Name, Roles.Operator, null)] };
        Given.Do(await rig.Get<DraftDeployment>().RunAsync(planner, rig.NewId(), plan, Cancel));

        var task = Assert.Single(await TrainingAsync(rig, planner));
        Assert.Equal("See to 1 training that ends before your deployment", task.What);
        Assert.EndsWith($"({task.Reference})", task.InMail, StringComparison.Ordinal);
        Assert.DoesNotContain(served.Name, task.InMail + task.About, StringComparison.Ordinal);
        Assert.Empty(await TrainingAsync(rig, planner with { UserId = served.UserId }));
        Assert.Empty(await TrainingAsync(rig, await rig.AsTheAsync(Roles.Oversight)));

        await TrainedUntilAsync(rig, served.UserId, start.AddDays(1).ForceDay());
        Assert.Empty(await TrainingAsync(rig, planner));
    }

    private static async Task<IReadOnlyList<HomeTask>> TrainingAsync(PeopleRig rig, Actor actor) => [.. (await rig.Get<HomeQuery>().ReadAsync(actor, Cancel)).Needs.Where(n => n.What.EndsWith("before your deployment", StringComparison.Ordinal))];

    private static Task<int> TrainedUntilAsync(PeopleRig rig, Guid id, DateOnly until) =>
        rig.App.InDatabaseAsync(db => db.Users.Where(u => u.Id == id).ExecuteUpdateAsync(set => set.SetProperty(u => u.TrainedUntil, until), Cancel));
}
