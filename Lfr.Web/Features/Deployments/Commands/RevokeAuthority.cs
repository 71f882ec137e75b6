using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>An authorising officer takes a granted authority back; a run ends at once.</summary>
[Milestone]
public sealed class RevokeAuthority(LfrTransaction transaction, RunOrders orders, RunHalts halts)
{
    /// <summary>Stops the engines, then revokes. A database that cannot take it keeps the run from going on all the same.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reasons, CancellationToken cancellationToken) =>
        actor.Is(Roles.AuthorisingOfficer) && !string.IsNullOrWhiteSpace(reasons)
            ? halts.StopFirstAsync(deploymentId, reasons.Trim(), actor, () => RecordAsync(actor, deploymentId, reasons, cancellationToken))
            : RecordAsync(actor, deploymentId, reasons, cancellationToken);

    private Task<Outcome> RecordAsync(Actor actor, Guid deploymentId, string reasons, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.DecideAuthority).RunAsync(async (context, deployment, cancel) =>
        {
            var (running, before) = (deployment.CurrentRun, deployment.State);
            var outcome = deployment.Revoke(reasons, actor, context.Now);
            if (!outcome.Succeeded)
                return outcome;
            if (running is not null)
                await orders.StopAsync(context, running.LicenceId, "The authority was revoked.", context.Now, cancel);
            await ConsequencesOf.ApplyAsync(context, deployment, DeploymentStep.Revoke, before, $"The authority was revoked: {reasons.Trim()}", cancel);
            return context.Did(outcome, running is null ? "Revoked the authority." : "Revoked the authority; the run ended at once.");
        }, cancellationToken);
}
