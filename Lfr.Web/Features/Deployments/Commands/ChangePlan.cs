using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>A planner changes the plan.</summary>
[Milestone]
[Prepares(PreparedPart.Plan)]
public sealed class ChangePlan(LfrTransaction transaction, CameraPasswords passwords)
{
    /// <summary>Replaces the plan. Refused when somebody else saved another one since <paramref name="revisionRead"/>, so that nobody's words are lost.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, Plan plan, long revisionRead, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.WritePlans)
            .Seen(revisionRead, "Your words are still on the screen: copy what you need, then open the plan again.").RunAsync(async (context, deployment, cancel) =>
        {
            if (string.IsNullOrWhiteSpace(plan.Name))
                return Outcome.Incomplete("The deployment has no name.", "Give it a name.");
            var before = deployment.State;
            var outcome = deployment.ChangePlan(passwords.Seal(plan), context.Now);
            if (outcome.Succeeded)
            {
                await ConsequencesOf.ApplyAsync(context, deployment, DeploymentStep.ChangePlan, before, "The plan changed after it was authorised.", cancel);
                context.Did(before == DeploymentState.Authorised && deployment.State == DeploymentState.Draft
                    ? "Changed the plan; the authority no longer covers it (R17)."
                    : "Changed the plan.");
            }

            return outcome;
        }, cancellationToken);
}
