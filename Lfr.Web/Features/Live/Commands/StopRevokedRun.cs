using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>Lfr itself ends a run whose worker was revoked: whoever holds its key now is nobody.</summary>
[Milestone]
public sealed class StopRevokedRun(LfrTransaction transaction, RunOrders orders)
{
    /// <summary>Ends the run. The engine was cut off already and hears no order; its lease is not confirmed any more.</summary>
    public Task<Outcome> RunAsync(Guid deploymentId, CancellationToken cancellationToken) =>
        transaction.For(this, Actor.System, Subjects.Deployment(deploymentId)).RunAsync(async (context, deployment, cancel) =>
        {
            if (deployment.CurrentRun is not { } running || await RunOrders.RunningAsync(context.Db, running.LicenceId, cancel) is not { } assignment
                || await context.Db.RegisteredWorkers.FindAsync([assignment.WorkerId], cancel) is not { RevokedAt: { } at } worker)
                return Outcome.WrongState("The run is over, or its worker was not revoked.", "There is nothing to do.");
            var reason = $"{worker.Name} was revoked at {Words.TimeWithSeconds(at)}.";
            return context.Did(await orders.EndAsync(context, deployment, RunEnd.WorkerRevoked, reason, Actor.System, context.Now, cancel), $"Stopped the run. {reason}");
        }, cancellationToken);
}
