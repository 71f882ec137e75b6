using Lfr.Shared.Live;
using Lfr.Web.Changes;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Workers;

/// <summary>Orders to compare somebody no longer, and whether workers have confirmed them.</summary>
public sealed class WithdrawalStore(IDbContextFactory<LfrDbContext> contexts, ChangeFeed changes, TimeProvider time)
{
    /// <summary>Orders that wait for the worker of a run that still goes on, oldest first.</summary>
    public static async Task<IReadOnlyList<Withdrawal>> WaitingAsync(LfrDbContext db, CancellationToken cancellationToken) =>
        await db.Withdrawals.AsNoTracking().Where(w => w.ConfirmedAt == null && db.Assignments.Any(a => a.LicenceId == w.LicenceId && a.EndedAt == null))
            .OrderBy(w => w.OrderedAt).ToListAsync(cancellationToken);

    /// <summary>The worker holds no template of these entries any more. Said by another worker it counts for nothing.</summary>
    public Task ConfirmAsync(Guid licenceId, Guid workerId, IReadOnlyList<Guid> entryIds, CancellationToken cancellationToken) =>
        DatabaseFault.RetryAsync(() => ConfirmOnceAsync(licenceId, workerId, entryIds, cancellationToken), cancellationToken);

    private async Task ConfirmOnceAsync(Guid licenceId, Guid workerId, IReadOnlyList<Guid> entryIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // Beside no command: one that is about to end the run sees this confirmation, or this comes after it.
        await using var alone = await WriteLock.BeginAsync(db, cancellationToken);
        if (await db.Assignments.AsNoTracking().FirstOrDefaultAsync(a => a.LicenceId == licenceId && a.WorkerId == workerId, cancellationToken) is not { } assignment)
            return;
        var waiting = await db.Withdrawals.Where(w => w.LicenceId == licenceId && w.ConfirmedAt == null).ToListAsync(cancellationToken);
        foreach (var withdrawal in waiting.Where(w => entryIds.Contains(w.EntryId)))
            withdrawal.Confirm(time.GetUtcNow());
        var confirmed = await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        if (confirmed > 0)
            changes.Publish([new ChangeNotice(ChangeKind.Watchlist, assignment.DeploymentId)]);
    }
}
