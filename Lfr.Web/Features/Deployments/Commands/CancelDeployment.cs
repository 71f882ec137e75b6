using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>A planner calls a deployment off for good.</summary>
[Milestone]
public sealed class CancelDeployment(LfrTransaction transaction, PurgeProof proof)
{
    /// <summary>Calls it off, tells the public why, and destroys its biometrics: there is no purpose left to hold them for (R39).</summary>
    public async Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reason, long? revisionRead, CancellationToken cancellationToken)
    {
        var cancelled = await transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.WritePlans).Seen(revisionRead).RunAsync(async (context, deployment, cancel) =>
        {
            var before = deployment.State;
            var outcome = deployment.Cancel(reason, actor, context.Now);
            if (!outcome.Succeeded)
                return outcome;
            await ConsequencesOf.ApplyAsync(context, deployment, DeploymentStep.Cancel, before, reason, cancel);
            context.Did($"Cancelled: {reason.Trim()}");
            return outcome;
        }, cancellationToken);
        if (cancelled.Succeeded)
            await proof.LookAsync(cancellationToken);
        return cancelled;
    }
}
