using Lfr.Shared.Identity;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Deployments.Queries;

namespace Lfr.Tests.Features.Deployments;

/// <summary>The briefing says what plan, authority and policy say, a page for each duty, and names nobody who is listed.</summary>
public sealed class BriefingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Briefing_HasAPageForEachDuty_WithTheConditions_AndNobodyWhoIsListed()
    {
        await using var rig = await LiveRig.StartAsync(g => g.Conditions = "Only while it is light.", worker: false);
        var read = rig.Get<ReadBriefing>();

        var sheet = (await read.RunAsync(Given.Operator, rig.DeploymentId, Cancel))!;

        Assert.Equal([Roles.Operator, Roles.EngagementOfficer, Roles.Silver], sheet.Duties.Select(d => d.Role));
        Assert.Equal([Given.Operator.Name], sheet.Duties[0].People);
        Assert.Empty(sheet.Duties[2].People);
        Assert.Equal(("Only while it is light.", 2), (sheet.Authority!.Conditions, sheet.ListSize));
        Assert.Equal([Given.SignBeforeTheZone], sheet.Signs);
        Assert.Contains(sheet.Duties[0].Lines, l => l.Contains("every 60 minutes", StringComparison.Ordinal));
        Assert.Contains(sheet.Duties[1].Lines, l => l.Contains("outside a designated locality", StringComparison.Ordinal));
        Assert.DoesNotContain(Given.GoodDetails().SubjectName, System.Text.Json.JsonSerializer.Serialize(sheet), StringComparison.Ordinal);
        Assert.Null(await read.RunAsync(Given.Person(40, "Nora Nobody", Rank.Constable), rig.DeploymentId, Cancel));
        Assert.Null(await read.RunAsync(Given.Planner, Given.Id(77), Cancel));
    }

    /// <summary>A rule that the policy does not name is not asked of anybody on paper either.</summary>
    [Fact]
    public async Task Briefing_UnderAnotherPolicy_AsksWhatThatPolicyAsks()
    {
        await using var rig = await LiveRig.StartAsync(g => (g.Policy, g.AuthorisedBy) = (Given.Library.Find("met-2019.1"), null), worker: false);

        var sheet = (await rig.Get<ReadBriefing>().RunAsync(Given.Planner, rig.DeploymentId, Cancel))!;

        Assert.Null(sheet.Authority);
        Assert.DoesNotContain(sheet.Duties.SelectMany(d => d.Lines), l => l.Contains("R15", StringComparison.Ordinal) || l.Contains("R50", StringComparison.Ordinal));
    }
}
