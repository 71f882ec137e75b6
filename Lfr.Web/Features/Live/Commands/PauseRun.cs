using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>An operator, Silver or the authorising officer pauses: nothing is compared, the list stays loaded. The engines pause first, the record follows.</summary>
[Milestone]
[EvenInDoubt]
public sealed class PauseRun(LfrTransaction transaction, RunOrders orders, RunHalts halts)
{
    /// <summary>
    /// Pauses. Works whatever the person saw and whether or not the database can be written; what somebody at least as high has paused already is answered with that.
    /// </summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reason, CancellationToken cancellationToken) =>
        halts.HaltFirstAsync(deploymentId, LeaseState.Paused, reason, actor, RecordAsync, () => RecordAsync(actor, deploymentId, reason, null, cancellationToken));

    /// <summary>Lfr itself pauses, with no rank above an operator's: whoever runs it may resume once the reason is gone.</summary>
    public Task<Outcome> ByLfrAsync(Guid deploymentId, string reason, CancellationToken cancellationToken) =>
        halts.HaltFirstAsync(deploymentId, LeaseState.Paused, reason, Actor.System, RecordAsync, () => RecordAsync(Actor.System, deploymentId, reason, null, cancellationToken));

    /// <summary>Writes an order that was given.</summary>
    public Task<Outcome> RecordAsync(RunHalt halt) => RecordAsync(halt.By, halt.DeploymentId, halt.Reason, halt, CancellationToken.None);

    private Task<Outcome> RecordAsync(Actor actor, Guid deploymentId, string reason, RunHalt? halt, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.StopRuns).RunAsync(async (context, deployment, cancel) =>
        {
            if (halt?.IsLeftOver(deployment) == true)
                return Outcome.WrongState(RunHalt.LeftOver);
            var outcome = deployment.PauseRun(reason, actor, halt?.RecordedAs(deployment) ?? context.Now);
            if (outcome.Succeeded)
                await orders.PauseAsync(context, deployment.CurrentRun!.LicenceId, cancel);
            return context.Did(outcome, $"Paused{halt?.Late(context.Now)}: {reason.Trim()}");
        }, cancellationToken);
}
