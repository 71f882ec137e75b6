using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>An operator, Silver or the authorising officer presses Stop.</summary>
[Milestone]
public sealed class StopRun(LfrTransaction transaction, RunOrders orders)
{
    /// <summary>Stops for good: gallery zeroed, cameras closed, worker idle. Always works, whatever the person saw.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reason, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Roles.Operator, Roles.Silver, Roles.AuthorisingOfficer).RunAsync(async (context, deployment, cancel) =>
        {
            var running = deployment.CurrentRun;
            var outcome = deployment.Stop(RunEnd.Stopped, reason, actor, context.Now);
            if (outcome.Succeeded && running is not null)
                await orders.StopAsync(context, running.LicenceId, reason.Trim(), cancel);
            return context.Did(outcome, $"Stopped the run: {reason.Trim()}");
        }, cancellationToken);
}
