using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>An operator, Silver or the authorising officer pauses: nothing is compared, the list stays loaded.</summary>
[Milestone]
public sealed class PauseRun(LfrTransaction transaction, RunOrders orders)
{
    /// <summary>Pauses. Works whatever the person saw; what somebody at least as high has paused already is answered with that.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reason, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Roles.Operator, Roles.Silver, Roles.AuthorisingOfficer).RunAsync(async (context, deployment, cancel) =>
        {
            var outcome = deployment.PauseRun(reason, actor, context.Now);
            if (outcome.Succeeded)
                await orders.PauseAsync(context, deployment.CurrentRun!.LicenceId, cancel);
            return context.Did(outcome, $"Paused: {reason.Trim()}");
        }, cancellationToken);
}
