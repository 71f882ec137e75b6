using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>A planner changes the plan.</summary>
public sealed class ChangePlan(LfrTransaction transaction)
{
    /// <summary>Replaces the plan. Refused when somebody else saved another one since <paramref name="revisionRead"/>, so that nobody's words are lost.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, Plan plan, long revisionRead, CancellationToken cancellationToken) =>
        transaction.RunAsync(actor, nameof(ChangePlan), async (work, cancel) =>
        {
            work.About(deploymentId, $"Deployment {deploymentId}");
            if (Permissions.Of(actor, Roles.Planner) is { Succeeded: false } refused)
                return refused;
            if (await work.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            if (deployment.Revision != revisionRead)
                return Outcome.Conflict(
                    "Somebody else changed this plan since you opened it.", "Your words are still on the screen: copy what you need, then open the plan again.");
            if (string.IsNullOrWhiteSpace(plan.Name))
                return Outcome.Incomplete("The deployment has no name.", "Give it a name.");
            var before = deployment.State;
            var outcome = deployment.ChangePlan(plan);
            if (outcome.Succeeded)
            {
                work.Did(before == DeploymentState.Authorised && deployment.State == DeploymentState.Draft
                    ? "Changed the plan; the authority no longer covers it (R17)."
                    : "Changed the plan.");
                work.Tell(ChangeKind.Deployment, deploymentId);
            }

            return outcome;
        }, cancellationToken);
}
