using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Tests.Features.Administration;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Home;
using Lfr.Web.Features.Home.Queries;

namespace Lfr.Tests.Features.Home;

/// <summary>The count beside the bell is that of the home page's list, and two hundred open pages do not read the database two hundred times.</summary>
public sealed class NeedsCountTests
{
    private static CancellationToken Cancel => PeopleRig.Cancel;

    [Fact]
    public async Task Bell_CountsWhatTheHomePageLists_AndReadsTheDeploymentsOnceForEverybody()
    {
        await using var rig = await PeopleRig.StartAsync();
        var bell = rig.Get<NeedsCount>();
        var window = new Window(rig.Time.GetUtcNow().AddDays(10), rig.Time.GetUtcNow().AddDays(10).AddHours(4));
        Given.Do(await rig.Get<DraftDeployment>().RunAsync(await rig.AsTheAsync(Roles.Planner), Guid.CreateVersion7(), Given.GoodPlan() with { Window = window }, Cancel));
        var grant = await rig.AskAsync((await rig.AsTheAsync(Roles.Compiler)).UserId, Roles.Operator);
        Actor[] people = [.. await Task.WhenAll(Roles.All.Select(rig.AsTheAsync)), rig.Second];

        foreach (var person in people)
            Assert.Equal((await rig.Get<HomeQuery>().ReadAsync(person, Cancel)).Needs.Count, await bell.ForAsync(person, Cancel));
        Assert.Equal((1, 1), (await bell.ForAsync(rig.Second, Cancel), bell.Readings));

        // A change is counted by everybody, after one reading for all of them.
        Given.Do(await rig.Get<DeclineGrant>().RunAsync(rig.Second, grant, Cancel));
        rig.Pass(NeedsCount.Age);
        foreach (var person in people)
            await bell.ForAsync(person, Cancel);
        Assert.Equal((0, 2), (await bell.ForAsync(rig.Second, Cancel), bell.Readings));

        // Nothing changed: nothing is read. A duty that was taken away counts at once.
        rig.Pass(NeedsCount.Age);
        await bell.ForAsync(rig.Second, Cancel);
        Assert.Equal(2, bell.Readings);
        var planner = await rig.AsTheAsync(Roles.Planner);
        Assert.NotEqual(0, await bell.ForAsync(planner, Cancel));
        Assert.Equal(0, await bell.ForAsync(planner with { RoleNames = new HashSet<string>(StringComparer.Ordinal) }, Cancel));
    }
}
