using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Deployments;

/// <summary>A choice that cannot be made is refused by the domain: it neither throws nor passes for another.</summary>
public class ImpossibleDecisionTests
{
    [Theory]
    [InlineData(AuthorityVerdict.Revoked)]
    [InlineData((AuthorityVerdict)99)]
    public void Authority_DecidedInAWayThatDoesNotExist_IsRefused(AuthorityVerdict verdict)
    {
        var deployment = DeploymentCommands.In(DeploymentState.Submitted);

        var outcome = deployment.Decide(verdict, "Reasons", "", deployment.Plan.Hash(), Given.Officer, [], Given.Start);

        Assert.True(outcome.IsRefusedAs(RefusalKind.Form));
        Assert.Equal((DeploymentState.Submitted, 0), (deployment.State, deployment.Decisions.Count));
    }

    [Fact]
    public void Entry_DecidedInAWayThatDoesNotExist_IsRefused()
    {
        var entry = Given.Entry(1);

        var outcome = entry.Decide((EntryVerdict)99, "Reasons", entry.Hash(), 5, Given.Approver, [], Given.Start);

        Assert.True(outcome.IsRefusedAs(RefusalKind.Form));
        Assert.Equal((EntryState.Proposed, 0), (entry.State, entry.Decisions.Count));
    }
}
