using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>An authorising officer takes a granted authority back; a run ends at once.</summary>
[Milestone]
public sealed class RevokeAuthority(LfrTransaction transaction, RunOrders orders)
{
    /// <summary>Revokes, and stops the worker after the commit.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reasons, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Roles.AuthorisingOfficer).RunAsync(async (context, deployment, cancel) =>
        {
            var (running, before) = (deployment.CurrentRun, deployment.State);
            var outcome = deployment.Revoke(reasons, actor, context.Now);
            if (!outcome.Succeeded)
                return outcome;
            if (running is not null)
                await orders.StopAsync(context, running.LicenceId, "The authority was revoked.", cancel);
            await ConsequencesOf.ApplyAsync(context, deployment, DeploymentStep.Revoke, before, $"The authority was revoked: {reasons.Trim()}", cancel);
            return context.Did(outcome, running is null ? "Revoked the authority." : "Revoked the authority; the run ended at once.");
        }, cancellationToken);
}
