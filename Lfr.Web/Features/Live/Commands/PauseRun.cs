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
        var recorded = await halts.RecordAsync(halt, () => isMine ? RecordAsync(halt) : Task.FromResult(Outcome.Busy()));
        return isMine || halts.Of(deploymentId) is not null ? recorded : await RecordAsync(actor, deploymentId, reason, null, cancellationToken);
    }

    /// <summary>Writes an order that was given.</summary>
    public Task<Outcome> RecordAsync(RunHalt halt) => RecordAsync(halt.By, halt.DeploymentId, halt.Reason, halt.At, CancellationToken.None);

    private Task<Outcome> RecordAsync(Actor actor, Guid deploymentId, string reason, DateTimeOffset? at, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Duties).RunAsync(async (context, deployment, cancel) =>
        {
            var outcome = deployment.PauseRun(reason, actor, at ?? context.Now);
            if (outcome.Succeeded)
                await orders.PauseAsync(context, deployment.CurrentRun!.LicenceId, cancel);
            return context.Did(outcome, $"Paused{RunHalt.Late(at, context.Now)}: {reason.Trim()}");
        }, cancellationToken);
}
