using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Notices.Commands;

/// <summary>A planner gives the second reason that a very short notice needs (R14).</summary>
[Milestone]
[Prepares(PreparedPart.Notice)]
public sealed class GiveShortNoticeReason(LfrTransaction transaction)
{
    /// <summary>Keeps the reason.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reason, long? revisionRead, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.NoticeOf(deploymentId)).By(Permissions.WriteNotices).Seen(revisionRead).RunAsync(async (context, notice, cancel) =>
        {
            if (await context.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            return deployment.MayAnnounce() is { Succeeded: false } closed
                ? closed : context.Did(notice.GiveShortNoticeReason(reason), "Gave the reason for the short notice.");
        }, cancellationToken);
}
