using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Notices.Commands;

/// <summary>A planner writes the notice. What the public reads does not change until it is published.</summary>
[Milestone]
[Prepares(PreparedPart.Notice)]
public sealed class WriteNotice(LfrTransaction transaction)
{
    /// <summary>
    /// Saves the text being written. Refused when somebody else saved another one since <paramref name="revisionRead"/> (0 when there was none yet),
    /// so that nobody's words are lost.
    /// </summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, NoticeText text, long? revisionRead, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.NoticeOf(deploymentId)).By(Permissions.WriteNotices)
            .Seen(revisionRead, "Your words are still on the screen: copy what you need, then open the notice again.")
            .OrNew(context => Notice.Write(context.NewId(), deploymentId, text))
            .RunAsync(async (context, notice, cancel) =>
            {
                if (await context.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                    return Permissions.NotFound("This deployment");
                return deployment.MayAnnounce() is { Succeeded: false } closed ? closed : context.Did(notice.Edit(text), "Wrote the notice.");
            }, cancellationToken);
}
