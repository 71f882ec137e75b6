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
    public void Conditions_OfARefusal_AreNotKept()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Submitted);

        Given.Do(deployment.Decide(AuthorityVerdict.Refused, "Reasons", "Two vans only", deployment.Plan.Hash(), Given.Officer, [], Given.Start));

        Assert.Equal("", deployment.Decisions[^1].Conditions);
    }

    [Fact]
    public void FalseAlerts_DecidedOnInAWayThatDoesNotExist_AreStillToBeDecidedOn()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Live);

        var outcome = deployment.DecideOnFalseAlerts((FalseAlertChoice)99, 5, 1000, "Reasons", Given.Officer, Given.Start);

        Assert.True(outcome.IsRefusedAs(RefusalKind.Form));
        Assert.True(deployment.AwaitsFalseAlertDecision(5));
    }

    [Fact]
    public void Entry_SuspendedForAFateThatDoesNotExist_IsStillLookedFor()
    {
        var entry = Given.Entry(1);

        var outcome = entry.Suspend((EntryFate)99, "Reasons", [], Given.Approver, Given.Start);

        Assert.True(outcome.IsRefusedAs(RefusalKind.Form));
        Assert.Null(entry.Suspension);
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
