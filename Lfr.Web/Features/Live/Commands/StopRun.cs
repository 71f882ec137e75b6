using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>An operator, Silver or the authorising officer presses Stop.</summary>
[Milestone]
public sealed class StopRun(LfrTransaction transaction, WorkerFleet fleet)
{
    /// <summary>Stops for good: gallery zeroed, cameras closed, worker idle.</summary>
    public async Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reason, CancellationToken cancellationToken)
    {
        Guid? licence = null;
        var outcome = await transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Roles.Operator, Roles.Silver, Roles.AuthorisingOfficer).RunAsync((context, deployment) =>
        {
            licence = deployment.CurrentRun?.LicenceId;
            return context.Did(deployment.Stop(RunEnd.Stopped, reason, context.Now), $"Stopped the run: {reason.Trim()}");
        }, cancellationToken);
        if (outcome.Succeeded && licence is { } running)
            await fleet.StopAsync(running, reason);
        return outcome;
    }
}
