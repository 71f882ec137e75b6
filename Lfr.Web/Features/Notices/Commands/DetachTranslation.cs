using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Notices.Commands;

/// <summary>A planner takes a file in another language off the notice. A version that was published with it keeps it.</summary>
[Milestone]
[Prepares(PreparedPart.Notice)]
public sealed class DetachTranslation(LfrTransaction transaction)
{
    /// <summary>Takes it off, and deletes it when nothing was published with it.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, Guid fileId, long? revisionRead, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.NoticeOf(deploymentId)).By(Permissions.WriteNotices).Seen(revisionRead).RunAsync(async (context, notice, cancel) =>
        {
            if (await context.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            if (deployment.MayAnnounce() is { Succeeded: false } closed)
                return closed;
            if (notice.Attachments.FirstOrDefault(a => a.Id == fileId) is not { } attachment)
                return Outcome.Done;
            var outcome = notice.Detach(fileId);
            if (outcome.Succeeded && !notice.Versions.Any(v => v.Attachments.Any(a => a.Id == fileId)))
                context.Db.NoticeFiles.RemoveRange(await context.Db.NoticeFiles.Where(f => f.Id == fileId && f.DeploymentId == deploymentId).ToListAsync(cancel));
            return context.Did(outcome, $"Took the notice in {attachment.LanguageName} off.");
        }, cancellationToken);
}
