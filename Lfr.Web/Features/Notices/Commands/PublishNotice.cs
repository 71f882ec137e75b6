using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Notices.Commands;

/// <summary>A planner publishes the notice, the first time or as an amendment. The public site shows it at once.</summary>
[Milestone]
public sealed class PublishNotice(LfrTransaction transaction)
{
    /// <summary>Publishes the saved text with the plan's place, window and purpose.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reason, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.NoticeOf(deploymentId)).By(Roles.Planner).RunAsync(async (context, notice, cancel) =>
            await context.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment
                ? Permissions.NotFound("This deployment")
                : context.Did(
                    notice.Publish(deployment.Plan, reason, actor, context.Now),
                    notice.Versions.Count == 1 ? "Published the notice." : $"Published version {notice.Versions.Count} of the notice."), cancellationToken);
}
