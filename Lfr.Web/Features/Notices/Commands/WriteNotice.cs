using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Notices.Commands;

/// <summary>A planner writes the notice. What the public reads does not change until it is published.</summary>
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
        transaction.RunAsync(actor, nameof(WriteNotice), async (work, cancel) =>
        {
            work.About(deploymentId, $"Notice of deployment {deploymentId}");
            if (Permissions.Of(actor, Roles.Planner) is { Succeeded: false } refused)
                return refused;
            if (await work.Db.Deployments.FindAsync([deploymentId], cancel) is null)
                return Permissions.NotFound("This deployment");
            var notice = await work.Db.Notices.FirstOrDefaultAsync(n => n.DeploymentId == deploymentId, cancel);
            if (revisionRead is { } read && read != (notice?.Revision ?? 0))
                return Outcome.Conflict(
                    "Somebody else changed this notice since you opened it.", "Your words are still on the screen: copy what you need, then open it again.");
            work.Did("Wrote the notice.");
            work.Tell(ChangeKind.Notice, deploymentId);
            if (notice is not null)
                return notice.Edit(text);
            work.Db.Notices.Add(Notice.Write(work.NewId(), deploymentId, text));
            return Outcome.Done;
        }, cancellationToken);
}

/// <summary>A planner publishes the notice, the first time or as an amendment. The public site shows it at once.</summary>
public sealed class PublishNotice(LfrTransaction transaction)
{
    /// <summary>Publishes the saved text with the plan's place, window and purpose.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reason, CancellationToken cancellationToken) =>
        transaction.RunAsync(actor, nameof(PublishNotice), async (work, cancel) =>
        {
            work.About(deploymentId, $"Notice of deployment {deploymentId}");
            if (Permissions.Of(actor, Roles.Planner) is { Succeeded: false } refused)
                return refused;
            if (await work.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            if (await work.Db.Notices.FirstOrDefaultAsync(n => n.DeploymentId == deploymentId, cancel) is not { } notice)
                return Outcome.Incomplete("There is no notice yet.", "Write the notice first.");
            var outcome = notice.Publish(deployment.Plan, reason, actor, work.Now);
            if (outcome.Succeeded)
            {
                work.Did(notice.Versions.Count == 1 ? "Published the notice." : $"Published version {notice.Versions.Count} of the notice.");
                work.Tell(ChangeKind.Notice, deploymentId);
            }

            return outcome;
        }, cancellationToken);
}

/// <summary>A planner gives the second reason that a very short notice needs (R14).</summary>
public sealed class GiveShortNoticeReason(LfrTransaction transaction)
{
    /// <summary>Keeps the reason.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reason, CancellationToken cancellationToken) =>
        transaction.RunAsync(actor, nameof(GiveShortNoticeReason), async (work, cancel) =>
        {
            work.About(deploymentId, $"Notice of deployment {deploymentId}");
            if (Permissions.Of(actor, Roles.Planner) is { Succeeded: false } refused)
                return refused;
            if (await work.Db.Notices.FirstOrDefaultAsync(n => n.DeploymentId == deploymentId, cancel) is not { } notice)
                return Outcome.Incomplete("There is no notice yet.", "Write the notice first.");
            var outcome = notice.GiveShortNoticeReason(reason);
            if (outcome.Succeeded)
            {
                work.Did("Gave the reason for the short notice.");
                work.Tell(ChangeKind.Notice, deploymentId);
            }

            return outcome;
        }, cancellationToken);
}
