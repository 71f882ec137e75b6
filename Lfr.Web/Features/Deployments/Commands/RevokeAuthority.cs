using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Live;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>An authorising officer takes a granted authority back; a run ends at once.</summary>
[Milestone]
public sealed class RevokeAuthority(LfrTransaction transaction, WorkerFleet fleet)
{
    /// <summary>Revokes, and stops the worker after the commit.</summary>
    public async Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reasons, CancellationToken cancellationToken)
    {
        Guid? licence = null;
        var outcome = await transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Roles.AuthorisingOfficer).RunAsync(async (context, deployment, cancel) =>
        {
            licence = deployment.CurrentRun?.LicenceId;
            var before = deployment.State;
            var result = deployment.Revoke(reasons, actor, context.Now);
            if (result.Succeeded)
            {
                await ConsequencesOf.ApplyAsync(context, deployment, DeploymentStep.Revoke, before, $"The authority was revoked: {reasons.Trim()}", cancel);
                context.Did(licence is null ? "Revoked the authority." : "Revoked the authority; the run ended at once.");
            }

            return result;
        }, cancellationToken);
        if (outcome.Succeeded && licence is { } running)
            await fleet.StopAsync(running, "The authority was revoked.");
        return outcome;
    }
}
