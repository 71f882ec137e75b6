using Lfr.Shared.Deployments;
using Lfr.Shared.Live;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Workers;

/// <summary>
/// What a worker is owed, from the rows that say who runs what: its grants after every (re)connection, and the gallery of its own licence. A licence
/// that is assigned to another worker gives it nothing.
/// </summary>
public sealed class LicenceGrants(IDbContextFactory<LfrDbContext> contexts, BiometricVault vault, GalleryReader galleries, RunHalts halts, TimeProvider time)
{
    /// <summary>Grants that should be running on <paramref name="workerId"/> now: one, or none.</summary>
    public async Task<IReadOnlyList<LicenceGrant>> ForAsync(Guid workerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Assignments.AsNoTracking().FirstOrDefaultAsync(a => a.WorkerId == workerId && a.EndedAt == null, cancellationToken) is not { } assignment
            || await RunAsync(db, assignment, cancellationToken) is not { } live
            || halts.Of(assignment.DeploymentId) is { State: LeaseState.None }
            || await vault.OutboxKeyAsync(db, assignment.DeploymentId, assignment.LicenceId, cancellationToken) is not { } key)
            return [];
        halts.Know(assignment.DeploymentId, assignment.LicenceId);
        return [new LicenceGrant(live.Run.Licence, key, live.Paused || halts.Of(assignment.DeploymentId) is not null) { Withdrawn = await WithdrawnAsync(db, assignment.DeploymentId, live.Run.GalleryHash, live.Run.StartedBy.At, cancellationToken) }];
    }

    /// <summary>What should be running on <paramref name="workerId"/> now. Orders that are not on record yet count already.</summary>
    public async Task<Lease> LeaseAsync(Guid workerId, CancellationToken cancellationToken)
    {
        // Read before the database: an order leaves here only once it is on record.
        var ordered = halts.Unrecorded;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        if (await db.Assignments.AsNoTracking().FirstOrDefaultAsync(a => a.WorkerId == workerId && a.EndedAt == null, cancellationToken) is not { } assignment)
            return new Lease(null, LeaseState.None, "No run is assigned to this worker.", now);
        if (await RunAsync(db, assignment, cancellationToken) is not { } live)
            return new Lease(null, LeaseState.None, "The run of this worker is over.", now);
        halts.Know(assignment.DeploymentId, assignment.LicenceId);
        return ordered.FirstOrDefault(h => h.DeploymentId == assignment.DeploymentId && h.At >= live.Run.StartedBy.At) switch
        {
            { State: LeaseState.None } halt => new Lease(null, LeaseState.None, halt.Reason, now),
            { } halt => new Lease(assignment.LicenceId, LeaseState.Paused, halt.Reason, now),
            null => new Lease(assignment.LicenceId, live.Paused ? LeaseState.Paused : LeaseState.Running, "", now),
        };
    }

    /// <summary>The gallery of a licence; <see langword="null"/> unless it is live and assigned to <paramref name="workerId"/>.</summary>
    public async Task<IReadOnlyList<GalleryRow>?> GalleryAsync(Guid licenceId, Guid workerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await RunOrders.RunningAsync(db, licenceId, cancellationToken) is { } assignment && assignment.WorkerId == workerId
            && await RunAsync(db, assignment, cancellationToken) is { Run: var run }
            ? await galleries.OfAsync(db, assignment.DeploymentId, run, cancellationToken)
            : null;
    }

    /// <summary>Whether a licence is or was assigned to <paramref name="workerId"/>: the last alerts come after a run has ended.</summary>
    public async Task<bool> IsOrWasOfAsync(Guid licenceId, Guid workerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Assignments.AnyAsync(a => a.LicenceId == licenceId && a.WorkerId == workerId, cancellationToken);
    }

    /// <summary>Entries of a gallery that must not be compared: suspended while it was sealed, or taken off.</summary>
    /// <param name="db">Database.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="galleryHash">Hash of the gallery.</param>
    /// <param name="mintedAt">When the licence was minted: a suspension that was lifted before, by another sign-off, is over.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<Guid>> WithdrawnAsync(
        LfrDbContext db, Guid deploymentId, string galleryHash, DateTimeOffset mintedAt, CancellationToken cancellationToken)
    {
        var entries = await db.Entries.AsNoTracking().Where(e => e.DeploymentId == deploymentId)
            .Select(e => new { e.Id, e.State, e.Suspensions }).ToListAsync(cancellationToken);
        return [.. entries
            .Where(e => e.State == EntryState.Removed || e.Suspensions.Any(s =>
                s.Galleries.Contains(galleryHash, StringComparer.Ordinal) && (s.Lifted is not { } lifted || lifted.By.At > mintedAt)))
            .Select(e => e.Id)];
    }

    private async Task<(Run Run, bool Paused)?> RunAsync(LfrDbContext db, WorkerAssignment assignment, CancellationToken cancellationToken)
    {
        var deployment = await db.Deployments.AsNoTracking().FirstOrDefaultAsync(d => d.Id == assignment.DeploymentId, cancellationToken);
        return deployment?.CurrentRun is { } run && run.LicenceId == assignment.LicenceId && run.IsLive(time.GetUtcNow())
            ? (run, deployment.State == DeploymentState.Paused)
            : null;
    }
}
