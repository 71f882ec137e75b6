using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>A watchlist approver opens a sealed list again (R37). Not while it runs.</summary>
[Milestone]
public sealed class ReopenWatchlist(LfrTransaction transaction)
{
    /// <summary>Breaks the seal, with a reason that stays in the record.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reason, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.WatchlistOf(deploymentId)).By(Roles.WatchlistApprover, Roles.AuthorisingOfficer).RunAsync(async (context, watchlist, cancel) =>
        {
            if (await context.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            return deployment.CurrentRun is not null
                ? Outcome.WrongState("The list is in use.", "Ask the operator to stop the run first. A single entry can be removed at any moment.")
                : context.Did(watchlist.Reopen(deployment, reason, actor, context.Now), $"Opened the sealed list again: {reason.Trim()}");
        }, cancellationToken);
}
