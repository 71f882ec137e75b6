using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>A planner calls a deployment off for good.</summary>
[Milestone]
public sealed class CancelDeployment(LfrTransaction transaction)
{
    /// <summary>Calls it off, tells the public why, and destroys its biometrics: there is no purpose left to hold them for (R39).</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reason, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Roles.Planner).RunAsync(async (context, deployment, cancel) =>
        {
            var outcome = deployment.Cancel(reason, actor, context.Now);
            if (!outcome.Succeeded)
                return outcome;
            var notice = await context.Db.Notices.FirstOrDefaultAsync(n => n.DeploymentId == deploymentId, cancel);
            notice?.Cancel(reason, actor, context.Now);
            deployment.RecordPurge(await DeploymentPurge.RunAsync(context, deploymentId, context.Now, cancel));
            context.Did($"Cancelled: {reason.Trim()}");
            context.Tell(ChangeKind.Notice, deploymentId);
            context.Tell(ChangeKind.Watchlist, deploymentId);
            return outcome;
        }, cancellationToken);
}
