using Lfr.Shared.Live;
using Lfr.Web.Changes;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Workers;

/// <summary>Whether an engine said that it no longer runs a licence that has ended: an order that was sent is not yet one that was heard.</summary>
public sealed class StopConfirmations(IDbContextFactory<LfrDbContext> contexts, ChangeFeed changes, TimeProvider time)
{
    /// <summary>Takes a worker's report: every ended licence that it does not name is one that it no longer runs.</summary>
    public Task TakeAsync(Guid workerId, WorkerStatus status, CancellationToken cancellationToken) =>
        DatabaseFault.RetryAsync(() => TakeOnceAsync(workerId, status, cancellationToken), cancellationToken);

    /// <summary>The last ended assignment of a deployment; <see langword="null"/> before the first run ended.</summary>
    public static Task<WorkerAssignment?> LastAsync(LfrDbContext db, Guid deploymentId, CancellationToken cancellationToken) =>
        db.Assignments.AsNoTracking().Where(a => a.DeploymentId == deploymentId && a.EndedAt != null).OrderByDescending(a => a.Generation).FirstOrDefaultAsync(cancellationToken);

    private async Task TakeOnceAsync(Guid workerId, WorkerStatus status, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var confirmed = await db.Assignments
            .Where(a => a.WorkerId == workerId && a.EndedAt != null && a.EndConfirmedAt == null && a.LicenceId != status.LicenceId).ToListAsync(cancellationToken);
        if (confirmed.Count == 0)
            return;
        foreach (var assignment in confirmed)
            assignment.ConfirmEnd(time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        changes.Publish([.. confirmed.Select(a => new ChangeNotice(ChangeKind.Deployment, a.DeploymentId))]);
    }
}
