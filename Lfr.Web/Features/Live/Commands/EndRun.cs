using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>An operator or Silver presses Stop; or Lfr itself ends a run whose window has closed.</summary>
public sealed class EndRun(LfrTransaction transaction, WorkerFleet fleet)
{
    /// <summary>Stops for good: gallery zeroed, cameras closed, worker idle.</summary>
    public Task<Outcome> StopAsync(Actor actor, Guid deploymentId, string reason, CancellationToken cancellationToken) =>
        EndAsync(actor, "StopRun", deploymentId, RunEnd.Stopped, reason, cancellationToken);

    /// <summary>Ends a run whose window has closed; nobody needs to press anything.</summary>
    public Task<Outcome> CloseWindowAsync(Guid deploymentId, CancellationToken cancellationToken) =>
        EndAsync(Actor.System, "CloseWindow", deploymentId, RunEnd.WindowClosed, "The window closed.", cancellationToken);

    private async Task<Outcome> EndAsync(Actor actor, string action, Guid deploymentId, RunEnd end, string reason, CancellationToken cancellationToken)
    {
        Guid? licence = null;
        var outcome = await transaction.RunAsync(actor, action, async (work, cancel) =>
        {
            work.About(deploymentId, $"Deployment {deploymentId}");
            if (end == RunEnd.Stopped && Permissions.Of(actor, Roles.Operator, Roles.Silver, Roles.AuthorisingOfficer) is { Succeeded: false } refused)
                return refused;
            if (await work.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            licence = deployment.CurrentRun?.LicenceId;
            var result = deployment.Stop(end, reason, work.Now);
            if (result.Succeeded)
            {
                work.Did(end == RunEnd.Stopped ? $"Stopped the run: {reason.Trim()}" : "The window closed; the run ended.");
                work.Tell(ChangeKind.Deployment, deploymentId);
            }

            return result;
        }, cancellationToken);
        if (outcome.Succeeded && licence is { } running)
            await fleet.StopAsync(running, reason);
        return outcome;
    }
}
