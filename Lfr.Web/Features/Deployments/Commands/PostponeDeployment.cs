using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>A planner puts a deployment off, for weather and the like. Authority, notice and sealed list fall with the date (R17, R19).</summary>
[Milestone]
public sealed class PostponeDeployment(LfrTransaction transaction)
{
    /// <summary>Puts it off, tells the public why, and opens the list for a fresh review.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reason, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Roles.Planner).RunAsync(async (context, deployment, cancel) =>
        {
            var notice = await context.Db.Notices.FirstOrDefaultAsync(n => n.DeploymentId == deploymentId, cancel);
            var watchlist = await context.Db.Watchlists.FirstOrDefaultAsync(w => w.DeploymentId == deploymentId, cancel);
            var outcome = deployment.Postpone(
                reason, actor, notice?.State == NoticeState.Published, watchlist?.State == WatchlistState.Sealed, context.Now);
            if (!outcome.Succeeded)
                return outcome;
            notice?.Postpone(reason, actor, context.Now);
            if (watchlist is { State: WatchlistState.Sealed })
                watchlist.Reopen($"Postponed: {reason.Trim()}", actor, context.Now);
            foreach (var entry in await context.Db.Entries.Where(e => e.DeploymentId == deploymentId).ToListAsync(cancel))
                entry.Reopen();
            context.Did($"Postponed: {reason.Trim()}");
            context.Tell(ChangeKind.Notice, deploymentId);
            context.Tell(ChangeKind.Watchlist, deploymentId);
            return outcome;
        }, cancellationToken);
}
