using Lfr.Shared.Deployments;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Deployments;

/// <summary>Any sequence of commands: what must hold whatever people press, in whatever order.</summary>
public class DeploymentSequenceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void AnySequence_KeepsWhatMustHold(int seed)
    {
        var random = new Random(seed);
        var commands = DeploymentCommands.All.ToArray();
        for (var round = 0; round < 100; round++)
        {
            var states = Enum.GetValues<DeploymentState>();
            var deployment = DeploymentCommands.In(states[random.Next(states.Length)]);
            var now = Given.Start.AddMinutes(10);
            var done = new List<string>();
            for (var step = 0; step < 30; step++)
            {
                var (name, command) = commands[random.Next(commands.Length)];
                now = now.AddMinutes(random.Next(0, 60));
                var before = Facts(deployment);
                var decisions = deployment.Decisions;

                var outcome = command(deployment, now);

                done.Add(outcome.Succeeded ? name : $"({name})");
                var story = string.Join(", ", done);
                if (!outcome.Succeeded)
                    Assert.True(before == Facts(deployment), $"A refused step changed something: {story}");
                Assert.True(deployment.Decisions.Take(decisions.Count).SequenceEqual(decisions), $"A decision was changed: {story}");
                Holds(deployment, story);
            }
        }
    }

    private static void Holds(Deployment deployment, string story)
    {
        var run = deployment.CurrentRun;
        var comparing = deployment.State == DeploymentState.Live;
        var paused = deployment.State == DeploymentState.Paused;
        Assert.True((comparing || paused) == run is not null, $"{deployment.State} with {(run is null ? "no" : "a")} run: {story}");
        Assert.True(paused == run?.Pauses is [.., { To: null }], $"{deployment.State} and the pause differ: {story}");
        Assert.True(!comparing || deployment.Decisions[^1].Verdict == AuthorityVerdict.Granted, $"Live without an authority: {story}");
        Assert.True(!comparing || deployment.Hold is null, $"Compares although somebody above holds it: {story}");
        Assert.True(deployment.Runs.Count(r => r.Ended is null) <= 1, $"Two runs at once: {story}");
        Assert.True(deployment.Runs.All(r => r.Ended is null || r.Ended <= r.NotAfter), $"A run outlived its licence: {story}");
        Assert.True(deployment.State != DeploymentState.Authorised || deployment.Authority is not null, $"Authorised without a covering authority: {story}");
        Assert.True(deployment.State is not (DeploymentState.Debriefed or DeploymentState.Published) || deployment.Purge is not null, $"Closed with the list undestroyed: {story}");
        Assert.True(deployment.State is DeploymentState.Draft or DeploymentState.Cancelled || deployment.PolicyId is not null, $"No policy is pinned: {story}");
        Assert.Equal((deployment.Plan.Window?.Start, deployment.Plan.Window?.End), (deployment.Starts, deployment.Ends));
    }

    private static (DeploymentState, string, int, int, int, int, int, bool) Facts(Deployment d) =>
        (d.State, d.Plan.Hash(), d.Decisions.Count, d.Runs.Count, d.Runs.Sum(r => r.Pauses.Count + r.Pauses.Count(p => p.To is null)),
            d.Runs.Sum(r => r.Holds.Count + r.Holds.Count(h => h.Release is null) + r.FalseAlertDecisions.Count), d.Postponements.Count, d.Purge is null);
}
