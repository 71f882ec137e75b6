using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>
/// A watchlist approver opens a sealed list again (R37), also while it runs: the cameras go on with the list as it was sealed, until an operator uses
/// the changed one.
/// </summary>
[Milestone]
public sealed class ReopenWatchlist(LfrTransaction transaction)
{
    /// <summary>Breaks the seal, with a reason that stays in the record.</summary>
    /// <param name="actor">Who opens it.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="reason">Why.</param>
    /// <param name="revisionSeen">Revision of the list that the approver read. <see langword="null"/> asks nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reason, long? revisionSeen, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.WatchlistOf(deploymentId)).By(Permissions.SignOff).Seen(revisionSeen).RunAsync(async (context, watchlist, cancel) =>
            await context.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment
                ? Permissions.NotFound("This deployment")
                : context.Did(watchlist.Reopen(deployment, reason, actor, context.Now), $"Opened the sealed list again: {reason.Trim()}"), cancellationToken);
}
