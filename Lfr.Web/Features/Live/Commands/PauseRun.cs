using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>An operator, Silver or the authorising officer pauses: nothing is compared, the list stays loaded. The engines pause first, the record follows.</summary>
[Milestone]
public sealed class PauseRun(LfrTransaction transaction, RunOrders orders, RunHalts halts)
{
    private static readonly string[] Duties = [Roles.Operator, Roles.Silver, Roles.AuthorisingOfficer];

    /// <summary>
    /// Pauses. Works whatever the person saw and whether or not the database can be written; what somebody at least as high has paused already is answered with that.
    /// </summary>
    public async Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reason, CancellationToken cancellationToken)
    {
        if (!actor.IsAny(Duties) || string.IsNullOrWhiteSpace(reason))
            return await RecordAsync(actor, deploymentId, reason, null, cancellationToken);
        var (halt, isMine) = await halts.OrderAsync(deploymentId, LeaseState.Paused, reason.Trim(), actor);
        var recorded = await halts.RecordAsync(halt, () => RecordAsync(halt));
        // Somebody of the same rank pressed at the same moment: this person is told who, once that is on record.
        return isMine || halts.Unrecorded.Contains(halt) ? recorded : await RecordAsync(actor, deploymentId, reason, null, cancellationToken);
    }

    /// <summary>Writes an order that was given.</summary>
    public Task<Outcome> RecordAsync(RunHalt halt) => RecordAsync(halt.By, halt.DeploymentId, halt.Reason, halt, CancellationToken.None);

    private Task<Outcome> RecordAsync(Actor actor, Guid deploymentId, string reason, RunHalt? halt, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Duties).RunAsync(async (context, deployment, cancel) =>
        {
            if (deployment.CurrentRun is not null && halt?.Concerns(deployment) == false)
                return Outcome.WrongState("The run that this order was for is over.");
            var outcome = deployment.PauseRun(reason, actor, halt?.RecordedAs(deployment) ?? context.Now);
            if (outcome.Succeeded)
                await orders.PauseAsync(context, deployment.CurrentRun!.LicenceId, cancel);
            return context.Did(outcome, $"Paused{halt?.Late(context.Now)}: {reason.Trim()}");
        }, cancellationToken);
}
