using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>
/// Proposes a suspended entry again: somebody else must sign it off, and the list must be sealed, before anybody is compared with it. Needs an open
/// list, as every addition does.
/// </summary>
[Prepares(PreparedPart.List)]
public sealed class LiftSuspension(LfrTransaction transaction)
{
    /// <summary>Lifts it, with a reason. <paramref name="revisionSeen"/> is the entry's on the person's screen.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid entryId, long? revisionSeen, string reason, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Entry(entryId)).By(Permissions.TakeOffLists).Seen(revisionSeen)
            .RunAsync(async (context, entry, cancel) =>
            {
                var watchlist = await context.Db.Watchlists.FirstAsync(w => w.DeploymentId == entry.DeploymentId, cancel);
                if (await context.Db.Deployments.FindAsync([entry.DeploymentId], cancel) is not { } deployment)
                    return Permissions.NotFound("This deployment");
                return watchlist.MayChange(deployment, context.Now) is { Succeeded: false } frozen
                    ? frozen
                    : context.Did(entry.LiftSuspension(reason, actor, context.Now), $"Proposed {entry.Reference} again after a suspension: {reason.Trim()}");
            }, cancellationToken);
}
