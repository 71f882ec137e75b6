using Lfr.Shared.Policy;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Policies.Queries;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Policies;

/// <summary>The last year's deployments under another policy, out of the database.</summary>
public class ReplayPolicyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LastYear_UnderItsOwnAndUnderAnotherPolicy_AndForWhomItIsShown()
    {
        await using var rig = await LiveRig.StartAsync();
        var own = await rig.Get<ReplayPolicy>().RunAsync(Given.Planner, "uk-2026.1", Cancel);
        var other = await rig.Get<ReplayPolicy>().RunAsync(Given.Planner, "eu-ai-act.1", Cancel);

        Assert.Equal((1, 0), (own!.Asked, own.Refused.Count));
        var refused = Assert.Single(other!.Refused);
        Assert.Equal((rig.DeploymentId, "uk-2026.1"), (refused.Id, refused.Under));
        Assert.Equal(["R02", "R04", "R13b"], refused.Reasons.Select(r => r.RuleId));
        Assert.Equal(1, (await rig.Get<CountUnderPolicies>().RunAsync(Cancel))["uk-2026.1"]);

        // Administrators are told of no deployment, and a policy that is not there is no answer.
        Assert.Null(await rig.Get<ReplayPolicy>().RunAsync(Given.Person(60, "Adam Administrator", Lfr.Shared.Identity.Rank.Staff, Lfr.Shared.Identity.Roles.Administrator), "uk-2026.1", Cancel));
        Assert.Null(await rig.Get<ReplayPolicy>().RunAsync(Given.Planner, "nowhere.1", Cancel));

        // Each deployment under the policy, for whoever may know of it; and that its file was changed since.
        var row = Assert.Single((await rig.Get<ListUnderPolicy>().RunAsync(Given.Planner, "uk-2026.1", 1, Cancel))!.Shown);
        Assert.Equal((rig.DeploymentId, "Romford town centre", false), (row.Id, row.Name, row.TextChanged));
        Assert.Equal((0, 1), await CountAsync(2));
        Assert.Equal((1, 1), await CountAsync(-4));
        Assert.Null(await rig.Get<ListUnderPolicy>().RunAsync(Given.Person(60, "Adam Administrator", Lfr.Shared.Identity.Rank.Staff, Lfr.Shared.Identity.Roles.Administrator), "uk-2026.1", 1, Cancel));
        Assert.Null(await rig.Get<ListUnderPolicy>().RunAsync(Given.Planner, "nowhere.1", 1, Cancel));
        await rig.App.InDatabaseAsync(db => db.Deployments.ExecuteUpdateAsync(set => set.SetProperty(d => d.PolicyHash, "another"), Cancel));
        Assert.True((await rig.Get<ListUnderPolicy>().RunAsync(Given.Planner, "uk-2026.1", 1, Cancel))!.Shown[0].TextChanged);

        // After a year it is of the past.
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddDays(370));
        Assert.Equal(0, (await rig.Get<ReplayPolicy>().RunAsync(Given.Planner, "uk-2026.1", Cancel))!.Asked);

        async Task<(int Shown, int Total)> CountAsync(int page) => (await rig.Get<ListUnderPolicy>().RunAsync(Given.Planner, "uk-2026.1", page, Cancel)) is { } list ? (list.Shown.Count, list.Total) : (-1, -1);
    }
}
