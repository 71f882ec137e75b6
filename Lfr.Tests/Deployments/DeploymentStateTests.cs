using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Deployments;

public class DeploymentStateTests
{
    /// <summary>Which command is allowed in which state. Everything that is not here is refused.</summary>
    private static readonly Dictionary<string, DeploymentState[]> Allowed = new(StringComparer.Ordinal)
    {
        ["ChangePlan"] = [DeploymentState.Draft, DeploymentState.Authorised],
        ["Submit"] = [DeploymentState.Draft],
        ["TakeBack"] = [DeploymentState.Submitted],
        ["Grant"] = [DeploymentState.Submitted],
        ["Refuse"] = [DeploymentState.Submitted],
        ["Return"] = [DeploymentState.Submitted],
        ["Revoke"] = [DeploymentState.Authorised, DeploymentState.Live, DeploymentState.Paused, DeploymentState.Ended],
        ["Postpone"] = [DeploymentState.Draft, DeploymentState.Submitted, DeploymentState.Authorised],
        ["Cancel"] = [DeploymentState.Draft, DeploymentState.Submitted, DeploymentState.Authorised],
        ["WithdrawNotice"] = [DeploymentState.Draft, DeploymentState.Submitted, DeploymentState.Authorised],
        ["GoLive"] = [DeploymentState.Authorised, DeploymentState.Ended],
        ["ChangeList"] = [DeploymentState.Live, DeploymentState.Paused],
        ["PauseRun"] = [DeploymentState.Live],
        ["PauseRun by Silver"] = [DeploymentState.Live, DeploymentState.Paused],
        ["ResumeRun"] = [DeploymentState.Paused],
        ["Stop"] = [DeploymentState.Live, DeploymentState.Paused],
        ["Stop by Silver"] = [DeploymentState.Live, DeploymentState.Paused, DeploymentState.Ended],
        ["ReleaseRun"] = [],
        ["DecideOnFalseAlerts"] = [DeploymentState.Live, DeploymentState.Paused],
        ["CloseDown"] = [DeploymentState.Ended],
        ["PublishRecord"] = [DeploymentState.Debriefed],
    };

    public static TheoryData<string, DeploymentState> Cases()
    {
        var cases = new TheoryData<string, DeploymentState>();
        foreach (var command in DeploymentCommands.All.Keys)
        {
            foreach (var state in Enum.GetValues<DeploymentState>())
                cases.Add(command, state);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Command_InAState_IsAllowedOrRefusedWithItsReason(string command, DeploymentState state)
    {
        var deployment = DeploymentCommands.In(state);

        var outcome = DeploymentCommands.All[command](deployment, Given.Start.AddHours(1));

        Assert.Equal(Allowed[command].Contains(state), outcome.Succeeded);
        if (!outcome.Succeeded)
        {
            Assert.Equal(state, deployment.State);
            var refusal = Assert.Single(outcome.Refusals);
            Assert.True(refusal.Kind is RefusalKind.State or RefusalKind.Conflict, refusal.RuleId);
            Assert.EndsWith(".", refusal.Sentence, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void EveryState_HasWords() =>
        Assert.Distinct(Enum.GetValues<DeploymentState>().Select(s => s.InWords()));
}
