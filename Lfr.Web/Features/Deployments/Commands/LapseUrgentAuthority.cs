using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>Lfr itself ends an urgent authority that nobody countersigned in time (R05). Destroys nothing at once: what it leaves goes with the close-down and when it falls due.</summary>
[Milestone]
public sealed class LapseUrgentAuthority(LfrTransaction transaction, RunOrders orders)
{
    /// <summary>Ends it, and a run under it.</summary>
    public Task<Outcome> RunAsync(Guid deploymentId, CancellationToken cancellationToken) =>
        transaction.For(this, Actor.System, Subjects.Deployment(deploymentId)).RunAsync(async (context, deployment, cancel) =>
        {
            var (running, before) = (deployment.CurrentRun, deployment.State);
            var outcome = deployment.LapseUrgent(context.Now);
            if (!outcome.Succeeded)
                return outcome;
            if (running is not null)
                await orders.StopAsync(context, running.LicenceId, "Nobody countersigned the urgent authority in time.", context.Now, cancel);
            await ConsequencesOf.ApplyAsync(context, deployment, DeploymentStep.Revoke, before, deployment.Decisions[^1].Reasons, cancel);
            return context.Did(outcome, running is null ? "Nobody countersigned the urgent authority in time; it ended." : "Nobody countersigned the urgent authority in time; the run ended.");
        }, cancellationToken);
}
