using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>An operator, Silver or the authorising officer presses Stop. The engines stop first, the record follows.</summary>
[Milestone]
[EvenInDoubt]
public sealed class StopRun(LfrTransaction transaction, RunOrders orders, RunHalts halts)
{
    /// <summary>
    /// Stops for good: gallery zeroed, cameras closed, worker idle. Always works, whatever the person saw and whether or not the database can be written; what
    /// is not on record yet stands in <see cref="RunHalts.Unrecorded"/>.
    /// </summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reason, CancellationToken cancellationToken) =>
        halts.HaltFirstAsync(deploymentId, LeaseState.None, reason, actor, RecordAsync, () => RecordAsync(actor, deploymentId, reason, null, cancellationToken));

    /// <summary>Writes an order that was given.</summary>
    public Task<Outcome> RecordAsync(RunHalt halt) => RecordAsync(halt.By, halt.DeploymentId, halt.Reason, halt, CancellationToken.None);

    private Task<Outcome> RecordAsync(Actor actor, Guid deploymentId, string reason, RunHalt? halt, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.StopRuns).RunAsync(async (context, deployment, cancel) =>
        {
            if (halt?.IsLeftOver(deployment) == true)
                return Outcome.WrongState(RunHalt.LeftOver);
            var outcome = await orders.EndAsync(context, deployment, RunEnd.Stopped, reason, actor, halt?.RecordedAs(deployment) ?? context.Now, cancel);
            return context.Did(outcome, $"Stopped the run{halt?.Late(context.Now)}: {reason.Trim()}");
        }, cancellationToken);
}
