using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>A watchlist approver freezes the list: this and only this list may run (R36).</summary>
public sealed class SealWatchlist(LfrTransaction transaction, GalleryReader galleries)
{
    /// <summary>Seals, when every entry is decided.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, CancellationToken cancellationToken) =>
        transaction.RunAsync(actor, nameof(SealWatchlist), async (work, cancel) =>
        {
            work.About(deploymentId, $"Watchlist of deployment {deploymentId}");
            if (Permissions.Of(actor, Roles.WatchlistApprover, Roles.AuthorisingOfficer) is { Succeeded: false } refused)
                return refused;
            if (await work.Db.Watchlists.FirstOrDefaultAsync(w => w.DeploymentId == deploymentId, cancel) is not { } watchlist)
                return Outcome.Incomplete("There is nobody on the list yet.", "Propose entries and have them signed off first.");
            var undecided = await work.Db.Entries.CountAsync(
                e => e.DeploymentId == deploymentId && (e.State == EntryState.Proposed || e.State == EntryState.Returned), cancel);
            var rows = await galleries.ReadAsync(work.Db, deploymentId, cancel);
            var outcome = watchlist.SealAs(GalleryDigest.Compute(rows), rows.Count, undecided, actor, work.Now);
            if (outcome.Succeeded)
            {
                work.Did($"Sealed the list of {rows.Count}.");
                work.Tell(ChangeKind.Watchlist, deploymentId);
            }

            return outcome;
        }, cancellationToken);
}

/// <summary>A watchlist approver opens a sealed list again (R37). Not while it runs.</summary>
public sealed class ReopenWatchlist(LfrTransaction transaction)
{
    /// <summary>Breaks the seal, with a reason that stays in the record.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reason, CancellationToken cancellationToken) =>
        transaction.RunAsync(actor, nameof(ReopenWatchlist), async (work, cancel) =>
        {
            work.About(deploymentId, $"Watchlist of deployment {deploymentId}");
            if (Permissions.Of(actor, Roles.WatchlistApprover, Roles.AuthorisingOfficer) is { Succeeded: false } refused)
                return refused;
            if (await work.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            if (deployment.CurrentRun is not null)
                return Outcome.WrongState("The list is in use.", "Stop the run first; a single entry can be removed at any moment.");
            if (await work.Db.Watchlists.FirstOrDefaultAsync(w => w.DeploymentId == deploymentId, cancel) is not { } watchlist)
                return Outcome.WrongState("There is no list yet.", "Ask a compiler to start it.");
            var outcome = watchlist.Reopen(reason, actor, work.Now);
            if (outcome.Succeeded)
            {
                work.Did($"Opened the sealed list again: {reason.Trim()}");
                work.Tell(ChangeKind.Watchlist, deploymentId);
            }

            return outcome;
        }, cancellationToken);
}
