using Lfr.Shared.Live;
using Lfr.Web.Changes;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Workers;

/// <summary>Whether an engine said that it no longer runs a licence that has ended: an order that was sent is not yet one that was heard.</summary>
public sealed class StopConfirmations(IDbContextFactory<LfrDbContext> contexts, WorkerFleet fleet, ChangeFeed changes, TimeProvider time)
{
    /// <summary>
    /// Takes a worker's report: every ended licence that it does not name is one that it no longer runs. Once it is idle, its outbox holds what is left of them
    /// all. Where another program with the same key took its place, that one's report is taken only when the one before can compare no more: what was granted to it may still run there.
    /// </summary>
    public Task TakeAsync(Guid workerId, WorkerStatus status, CancellationToken cancellationToken) =>
        DatabaseFault.RetryAsync(() => TakeOnceAsync(workerId, status, cancellationToken), cancellationToken);

    /// <summary>The assignment of a deployment's last licence, and those before it whose engine has not said that it stopped; the oldest first.</summary>
    public static Task<List<WorkerAssignment>> OfRoomAsync(LfrDbContext db, Guid deploymentId, Guid lastLicence, CancellationToken cancellationToken) =>
        db.Assignments.AsNoTracking().Where(a => a.DeploymentId == deploymentId && (a.LicenceId == lastLicence || (a.EndedAt != null && a.EndConfirmedAt == null)))
            .OrderBy(a => a.Generation).ToListAsync(cancellationToken);

    private async Task TakeOnceAsync(Guid workerId, WorkerStatus status, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        int? waiting = status is { State: WorkerState.Idle, LicenceId: null } ? Math.Max(0, status.AlertsWaiting) : null;
        var told = await db.Assignments
            .Where(a => a.WorkerId == workerId && a.EndedAt != null
                && ((a.EndConfirmedAt == null && a.LicenceId != status.LicenceId) || (waiting != null && (a.AlertsLeft == null || a.AlertsLeft > waiting))))
            .ToListAsync(cancellationToken);
        var (now, other) = (time.GetUtcNow(), fleet.Of(workerId)?.OtherAt);
        told.RemoveAll(a => now < other + a.Unheard);
        if (told.Count == 0)
            return;
        var confirmed = told.Where(a => a.EndConfirmedAt is null).ToArray();
        foreach (var assignment in told)
        {
            assignment.ConfirmEnd(now);
            if (waiting is { } left)
                assignment.Leave(left);
        }

        await db.SaveChangesAsync(cancellationToken);
        changes.Publish([.. confirmed.Select(a => new ChangeNotice(ChangeKind.Deployment, a.DeploymentId))]);
    }
}
