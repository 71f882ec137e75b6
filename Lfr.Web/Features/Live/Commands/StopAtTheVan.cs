using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>Somebody pressed the stop key at the worker that runs it, perhaps while it had no connection: the run is over, and that goes on record.</summary>
[Milestone]
public sealed class StopAtTheVan(LfrTransaction transaction, RunOrders orders)
{
    /// <summary>Ends the run under <paramref name="licenceId"/>. Told every second until it is on record: once it is, there is nothing to do.</summary>
    /// <param name="licenceId">The licence, the worker's own.</param>
    /// <param name="pressedAt">When, by the worker's clock (UTC).</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Guid licenceId, DateTimeOffset pressedAt, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, Actor.System, async (context, cancel) =>
        {
            if (await RunOrders.RunningAsync(context.Db, licenceId, cancel) is not { } assignment
                || await context.Db.Deployments.FindAsync([assignment.DeploymentId], cancel) is not { } deployment || deployment.CurrentRun?.LicenceId != licenceId)
                return Outcome.WrongState("The run is over.", "There is nothing to do.");
            context.About(deployment.Id, Subjects.Deployment(deployment.Id).Key);
            // Within the run, whatever the worker says.
            var at = pressedAt < assignment.AssignedAt ? assignment.AssignedAt : pressedAt > context.Now ? context.Now : pressedAt;
            var reason = $"Somebody pressed the stop key at {assignment.WorkerName} at {Words.TimeWithSeconds(at)}.";
            context.Tell(ChangeKind.Deployment, deployment.Id);
            return context.Did(await orders.EndAsync(context, deployment, RunEnd.StoppedAtTheWorker, reason, Actor.System, context.Now, cancel), $"Stopped the run. {reason}");
        }, cancellationToken);
}
