using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Notices.Commands;

/// <summary>A planner writes the notice. What the public reads does not change until it is published.</summary>
[Milestone]
public sealed class WriteNotice(LfrTransaction transaction)
{
    /// <summary>Saves the text being written.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, NoticeText text, CancellationToken cancellationToken) =>
        RunAsync(actor, deploymentId, text, revisionRead: null, cancellationToken);

    /// <summary>
    /// Saves the text being written. Refused when somebody else saved another one since <paramref name="revisionRead"/> (0 when there was none yet),
    /// so that nobody's words are lost.
    /// </summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, NoticeText text, long? revisionRead, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.NoticeOf(deploymentId)).By(Roles.Planner).Seen(revisionRead)
            .OrNew(context => Notice.Write(context.NewId(), deploymentId, text))
            .RunAsync(async (context, notice, cancel) => await context.Db.Deployments.FindAsync([deploymentId], cancel) is null
                ? Permissions.NotFound("This deployment")
                : context.Did(notice.Edit(text), "Wrote the notice."), cancellationToken);
}
