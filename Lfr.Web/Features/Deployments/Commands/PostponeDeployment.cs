using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>A planner puts a deployment off, for weather and the like. Authority, notice and sealed list fall with the date (R17, R19).</summary>
public sealed class PostponeDeployment(LfrTransaction transaction)
{
    /// <summary>Puts it off, tells the public why, and opens the list for a fresh review.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reason, CancellationToken cancellationToken) =>
        transaction.RunAsync(actor, nameof(PostponeDeployment), async (work, cancel) =>
        {
            work.About(deploymentId, $"Deployment {deploymentId}");
            if (Permissions.Of(actor, Roles.Planner) is { Succeeded: false } refused)
                return refused;
            if (await work.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            var notice = await work.Db.Notices.FirstOrDefaultAsync(n => n.DeploymentId == deploymentId, cancel);
            var watchlist = await work.Db.Watchlists.FirstOrDefaultAsync(w => w.DeploymentId == deploymentId, cancel);
            var outcome = deployment.Postpone(
                reason, actor, notice?.State == NoticeState.Published, watchlist?.State == WatchlistState.Sealed, work.Now);
            if (!outcome.Succeeded)
                return outcome;
            notice?.Postpone(reason, actor, work.Now);
            if (watchlist is { State: WatchlistState.Sealed })
                watchlist.Reopen($"Postponed: {reason.Trim()}", actor, work.Now);
            foreach (var entry in await work.Db.Entries.Where(e => e.DeploymentId == deploymentId).ToListAsync(cancel))
                entry.Reopen();
            work.Did($"Postponed: {reason.Trim()}");
            work.Tell(ChangeKind.Deployment, deploymentId);
            work.Tell(ChangeKind.Notice, deploymentId);
            work.Tell(ChangeKind.Watchlist, deploymentId);
            return outcome;
        }, cancellationToken);
}

/// <summary>A planner calls a deployment off for good.</summary>
public sealed class CancelDeployment(LfrTransaction transaction)
{
    /// <summary>Calls it off, tells the public why, and destroys its biometrics: there is no purpose left to hold them for (R39).</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reason, CancellationToken cancellationToken) =>
        transaction.RunAsync(actor, nameof(CancelDeployment), async (work, cancel) =>
        {
            work.About(deploymentId, $"Deployment {deploymentId}");
            if (Permissions.Of(actor, Roles.Planner) is { Succeeded: false } refused)
                return refused;
            if (await work.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            var outcome = deployment.Cancel(reason, actor, work.Now);
            if (!outcome.Succeeded)
                return outcome;
            var notice = await work.Db.Notices.FirstOrDefaultAsync(n => n.DeploymentId == deploymentId, cancel);
            notice?.Cancel(reason, actor, work.Now);
            deployment.RecordPurge(await DeploymentPurge.RunAsync(work, deploymentId, work.Now, cancel));
            work.Did($"Cancelled: {reason.Trim()}");
            work.Tell(ChangeKind.Deployment, deploymentId);
            work.Tell(ChangeKind.Notice, deploymentId);
            work.Tell(ChangeKind.Watchlist, deploymentId);
            return outcome;
        }, cancellationToken);
}
