using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>A planner puts a deployment off, for weather and the like. Authority, notice and sealed list fall with the date (R17, R19).</summary>
[Milestone]
[Prepares(PreparedPart.Plan)]
public sealed class PostponeDeployment(LfrTransaction transaction)
{
    /// <summary>Puts it off, tells the public why, and opens the list for a fresh review.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reason, long? revisionRead, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.WritePlans).Seen(revisionRead).RunAsync(async (context, deployment, cancel) =>
        {
            var notice = await context.Db.Notices.FirstOrDefaultAsync(n => n.DeploymentId == deploymentId, cancel);
            var watchlist = await context.Db.Watchlists.FirstOrDefaultAsync(w => w.DeploymentId == deploymentId, cancel);
            var before = deployment.State;
            var outcome = deployment.Postpone(
                reason, actor, notice?.State == NoticeState.Published, watchlist?.State == WatchlistState.Sealed, context.Now);
            if (!outcome.Succeeded)
                return outcome;
            await ConsequencesOf.ApplyAsync(context, deployment, DeploymentStep.Postpone, before, reason, cancel);
            context.Did($"Postponed: {reason.Trim()}");
            return outcome;
        }, cancellationToken);
}
