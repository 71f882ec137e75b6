using Lfr.Shared.Policy;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Policies.Queries;

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

        // After a year it is of the past.
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddDays(370));
        Assert.Equal(0, (await rig.Get<ReplayPolicy>().RunAsync(Given.Planner, "uk-2026.1", Cancel))!.Asked);
    }
}
