using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Notices.Commands;

/// <summary>A planner takes the public notice back without cancelling or postponing the deployment, because it said something that is not so. Nothing starts until it is published again (R13).</summary>
[Milestone]
[Prepares(PreparedPart.Notice)]
public sealed class WithdrawNotice(LfrTransaction transaction)
{
    /// <summary>Tells the public at once, and why. Refused while the deployment runs, and where nothing is public that could be withdrawn.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reason, long? revisionRead, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.NoticeOf(deploymentId)).By(Permissions.WriteNotices).Seen(revisionRead).RunAsync(async (context, notice, cancel) =>
        {
            if (await context.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            if (deployment.MayWithdrawNotice() is { Succeeded: false } closed)
                return closed;
            if (notice.MayWithdraw() is { Succeeded: false } nothing)
                return nothing;
            if (string.IsNullOrWhiteSpace(reason))
                return Outcome.Incomplete("No reason is given.", "Enter why the notice is withdrawn. The public reads this.");
            await ConsequencesOf.ApplyAsync(context, deployment, DeploymentStep.WithdrawNotice, deployment.State, reason, cancel);
            return context.Did(Outcome.Done, $"Withdrew the notice: {reason.Trim()}");
        }, cancellationToken);
}
