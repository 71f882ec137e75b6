using Lfr.Shared.Alerts;
using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Workers;

/// <summary>Takes listed people out of sight of the cameras: what changes an entry so that it must not be compared any more goes through here.</summary>
public sealed class EntryWithdrawals(RunOrders orders)
{
    /// <summary>
    /// Suspends an entry whose fate is known. The seal stands; the worker that compares with it zeroes what it holds, and no alert for it is
    /// accepted any more.
    /// </summary>
    public Task<Outcome> SuspendAsync(CommandContext context, WatchlistEntry entry, EntryFate fate, string reason, CancellationToken cancellationToken) =>
        WithdrawAsync(context, entry, async run =>
        {
            var seal = (await context.Db.Watchlists.AsNoTracking().FirstOrDefaultAsync(w => w.DeploymentId == entry.DeploymentId, cancellationToken))?.Seal;
            string?[] galleries = [seal?.GalleryHash, run?.GalleryHash];
            return entry.Suspend(fate, reason, galleries.OfType<string>(), context.Actor, context.Now);
        }, cancellationToken);

    /// <summary>Suspends the entry of an alert that told what became of the person. One that is off the list already, or suspended, stays as it is.</summary>
    public async Task AfterAlertAsync(CommandContext context, Alert alert, CancellationToken cancellationToken)
    {
        if (alert.KnownFate is not { } fate || await context.Db.Entries.FindAsync([alert.EntryId], cancellationToken) is not { State: EntryState.Approved } entry)
            return;
        await SuspendAsync(context, entry, fate, $"Alert {alert.Sequence}: {fate.InWords()}", cancellationToken);
        context.Tell(ChangeKind.Watchlist, entry.DeploymentId);
    }

    /// <summary>Takes an entry off the list. The caller destroys its biometrics and opens the list.</summary>
    public Task<Outcome> RemoveAsync(CommandContext context, WatchlistEntry entry, string reason, CancellationToken cancellationToken) =>
        WithdrawAsync(context, entry, _ => Task.FromResult(entry.Remove(reason, context.Actor, context.Now)), cancellationToken);

    private async Task<Outcome> WithdrawAsync(CommandContext context, WatchlistEntry entry, Func<Run?, Task<Outcome>> change, CancellationToken cancellationToken)
    {
        var run = (await context.Db.Deployments.FindAsync([entry.DeploymentId], cancellationToken))?.CurrentRun;
        // What the cameras do not look for needs no order: a worker that is away would end the run for nothing.
        var compared = run is not null && entry.State == EntryState.Approved && entry.WasIn(run.GalleryHash, run.StartedBy.At);
        var outcome = await change(compared ? run : null);
        if (outcome.Succeeded && compared)
            await orders.WithdrawAsync(context, run!.LicenceId, entry.Id, cancellationToken);
        return outcome;
    }
}
