using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>An operator or Silver pauses: nothing is compared, the list stays loaded.</summary>
public sealed class PauseRun(LfrTransaction transaction, WorkerFleet fleet)
{
    /// <summary>Pauses.</summary>
    public async Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reason, CancellationToken cancellationToken)
    {
        Guid? licence = null;
        var outcome = await transaction.RunAsync(actor, nameof(PauseRun), async (work, cancel) =>
        {
            work.About(deploymentId, $"Deployment {deploymentId}");
            if (Permissions.Of(actor, Roles.Operator, Roles.Silver, Roles.AuthorisingOfficer) is { Succeeded: false } refused)
                return refused;
            if (await work.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            licence = deployment.CurrentRun?.LicenceId;
            var result = deployment.PauseRun(reason, work.Now);
            if (result.Succeeded)
            {
                work.Did($"Paused: {reason.Trim()}");
                work.Tell(ChangeKind.Deployment, deploymentId);
            }

            return result;
        }, cancellationToken);
        if (outcome.Succeeded && licence is { } running)
            await fleet.PauseAsync(running);
        return outcome;
    }
}

/// <summary>An operator or Silver goes on after a pause, under the same licence.</summary>
public sealed class ResumeRun(LfrTransaction transaction, WorkerFleet fleet)
{
    /// <summary>Goes on.</summary>
    public async Task<Outcome> RunAsync(Actor actor, Guid deploymentId, CancellationToken cancellationToken)
    {
        Guid? licence = null;
        var outcome = await transaction.RunAsync(actor, nameof(ResumeRun), async (work, cancel) =>
        {
            work.About(deploymentId, $"Deployment {deploymentId}");
            if (Permissions.Of(actor, Roles.Operator, Roles.Silver, Roles.AuthorisingOfficer) is { Succeeded: false } refused)
                return refused;
            if (await work.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            licence = deployment.CurrentRun?.LicenceId;
            var result = deployment.ResumeRun(work.Now);
            if (result.Succeeded)
            {
                work.Did("Went on after a pause.");
                work.Tell(ChangeKind.Deployment, deploymentId);
            }

            return result;
        }, cancellationToken);
        if (outcome.Succeeded && licence is { } running)
            await fleet.ResumeAsync(running);
        return outcome;
    }
}
