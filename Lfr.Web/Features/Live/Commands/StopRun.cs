using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>An operator, Silver or the authorising officer presses Stop. The engines stop first, the record follows.</summary>
[Milestone]
public sealed class StopRun(LfrTransaction transaction, RunOrders orders, RunHalts halts)
{
    private static readonly string[] Duties = [Roles.Operator, Roles.Silver, Roles.AuthorisingOfficer];

    /// <summary>
    /// Stops for good: gallery zeroed, cameras closed, worker idle. Always works, whatever the person saw and whether or not the database can be written; what
    /// is not on record yet stands in <see cref="RunHalts.Unrecorded"/>.
    /// </summary>
    public async Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reason, CancellationToken cancellationToken)
    {
        if (!actor.IsAny(Duties) || string.IsNullOrWhiteSpace(reason))
            return await RecordAsync(actor, deploymentId, reason, null, cancellationToken);
        var (halt, isMine) = await halts.OrderAsync(deploymentId, LeaseState.None, reason.Trim(), actor);
        var recorded = await halts.RecordAsync(halt, () => RecordAsync(halt));
        // Somebody pressed at the same moment: this person is told who, once that is on record.
        return isMine || halts.Of(deploymentId) is not null ? recorded : await RecordAsync(actor, deploymentId, reason, null, cancellationToken);
    }

    /// <summary>Writes an order that was given.</summary>
    public Task<Outcome> RecordAsync(RunHalt halt) => RecordAsync(halt.By, halt.DeploymentId, halt.Reason, halt.At, CancellationToken.None);

    private Task<Outcome> RecordAsync(Actor actor, Guid deploymentId, string reason, DateTimeOffset? at, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Duties).RunAsync(async (context, deployment, cancel) =>
        {
            var running = deployment.CurrentRun;
            var outcome = deployment.Stop(RunEnd.Stopped, reason, actor, at ?? context.Now);
            if (outcome.Succeeded && running is not null)
                await orders.StopAsync(context, running.LicenceId, reason.Trim(), cancel);
            return context.Did(outcome, $"Stopped the run{RunHalt.Late(at, context.Now)}: {reason.Trim()}");
        }, cancellationToken);
}
