using System.Collections.Concurrent;
using System.Linq.Expressions;
using Lfr.Shared.Deployments;
using Lfr.Shared.Live;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Workers;

/// <summary>
/// What a worker is owed, from the rows that say who runs what: its grants after every (re)connection, and the gallery of its own licence. A licence
/// that is assigned to another worker gives it nothing. A worker waits for each answer, and a run may hang on it: a collision in the database is tried again here.
/// </summary>
public sealed class LicenceGrants(IDbContextFactory<LfrDbContext> contexts, BiometricVault vault, GalleryReader galleries, KeyFolder keys, CameraPasswords passwords, RunHalts halts, TimeProvider time)
{
    private const int MostKept = 100;
    private const int MostLeft = 20;
    private readonly ConcurrentDictionary<(Guid Licence, Guid Worker), DeploymentLicence> signed = new();

    /// <summary>Grants that should be running on <paramref name="workerId"/> now: one, or none.</summary>
    public Task<IReadOnlyList<LicenceGrant>> ForAsync(Guid workerId, CancellationToken cancellationToken) =>
        DatabaseFault.RetryAsync(() => ForOnceAsync(workerId, cancellationToken), cancellationToken);

    private async Task<IReadOnlyList<LicenceGrant>> ForOnceAsync(Guid workerId, CancellationToken cancellationToken)
    {
        var lease = await LeaseOnceAsync(workerId, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (lease.LicenceId is not { } licence || await RunningAsync(db, a => a.LicenceId == licence && a.WorkerId == workerId, cancellationToken) is not { } running
            || await vault.OutboxKeyAsync(db, running.Assignment.DeploymentId, licence, cancellationToken) is not { } key)
            return [];
        var run = running.Run;
        return
        [
            new LicenceGrant(run.Licence, key, lease.State == LeaseState.Paused)
            {
                Withdrawn = await WithdrawnAsync(db, running.Assignment.DeploymentId, run.GalleryHash, run.StartedBy.At, cancellationToken),
                CameraPasswords = passwords.Of(LicenceSeal.Open(run.Licence, keys.LicenceKey)?.Cameras ?? []),
            },
        ];
    }

    /// <summary>
    /// Keys of outboxes that lie on a worker's disk and whose run is over, so that one which was restarted can deliver what it has. Only of licences that were its own, and only as long as
    /// the list is kept; one that runs has its key in its grant.
    /// </summary>
    public Task<IReadOnlyList<LeftOutbox>> LeftAsync(Guid workerId, IReadOnlyList<Guid>? outboxes, IReadOnlyList<LicenceGrant> granted, CancellationToken cancellationToken) =>
        DatabaseFault.RetryAsync(() => LeftOnceAsync(workerId, outboxes, granted, cancellationToken), cancellationToken);

    private async Task<IReadOnlyList<LeftOutbox>> LeftOnceAsync(Guid workerId, IReadOnlyList<Guid>? outboxes, IReadOnlyList<LicenceGrant> granted, CancellationToken cancellationToken)
    {
        Guid[] asked = [.. (outboxes ?? []).Take(MostLeft)];
        if (asked.Length == 0)
            return [];
        var running = granted.Select(g => LicenceSeal.Open(g.Licence, keys.LicenceKey)?.LicenceId).ToHashSet();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var left = new List<LeftOutbox>();
        foreach (var assignment in await db.Assignments.AsNoTracking().Where(a => a.WorkerId == workerId && asked.Contains(a.LicenceId)).ToListAsync(cancellationToken))
        {
            if (!running.Contains(assignment.LicenceId) && await vault.OutboxKeyAsync(db, assignment.DeploymentId, assignment.LicenceId, cancellationToken) is { } key)
                left.Add(new LeftOutbox(assignment.LicenceId, key));
        }

        return left;
    }

    /// <summary>What should be running on <paramref name="workerId"/> now. Orders that are not on record yet count already.</summary>
    public Task<Lease> LeaseAsync(Guid workerId, CancellationToken cancellationToken) =>
        DatabaseFault.RetryAsync(() => LeaseOnceAsync(workerId, cancellationToken), cancellationToken);

    private async Task<Lease> LeaseOnceAsync(Guid workerId, CancellationToken cancellationToken)
    {
        // Read before the database: an order leaves here only once it is on record.
        var ordered = halts.Unrecorded;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        if (await RunningAsync(db, a => a.WorkerId == workerId, cancellationToken) is not { } running)
            return new Lease(null, LeaseState.None, "No run is assigned to this worker.", now);
        halts.Know(running.Assignment.DeploymentId, running.Assignment.LicenceId);
        return RunHalts.Strongest(ordered.Where(h => h.DeploymentId == running.Assignment.DeploymentId && h.Concerns(running.Deployment))) switch
        {
            { State: LeaseState.None } halt => new Lease(null, LeaseState.None, halt.Reason, now),
            { } halt => new Lease(running.Assignment.LicenceId, LeaseState.Paused, halt.Reason, now),
            // A run that was stopped, and goes on because somebody put its rows back in the database: the licence is still good until the end of its window. Asked last: an order to stop or pause needs no log.
            null when await DeploymentRows.IsAlteredAsync(db, running.Deployment, cancellationToken) =>
                new Lease(null, LeaseState.None, "The deployment is not as the audit log left it: somebody changed it in the database.", now),
            null => new Lease(running.Assignment.LicenceId, running.IsPaused ? LeaseState.Paused : LeaseState.Running, "", now),
        };
    }

    /// <summary>The gallery of a licence; <see langword="null"/> unless it is live and assigned to <paramref name="workerId"/>.</summary>
    public Task<IReadOnlyList<GalleryRow>?> GalleryAsync(Guid licenceId, Guid workerId, CancellationToken cancellationToken) =>
        DatabaseFault.RetryAsync(() => GalleryOnceAsync(licenceId, workerId, cancellationToken), cancellationToken);

    private async Task<IReadOnlyList<GalleryRow>?> GalleryOnceAsync(Guid licenceId, Guid workerId, CancellationToken cancellationToken)
    {
        if ((await LeaseOnceAsync(workerId, cancellationToken)).LicenceId != licenceId)
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await RunningAsync(db, a => a.LicenceId == licenceId && a.WorkerId == workerId, cancellationToken) is { } running
            ? await galleries.OfAsync(db, running.Assignment.DeploymentId, running.Run, cancellationToken)
            : null;
    }

    /// <summary>
    /// A licence that is or was assigned to <paramref name="workerId"/>, for the last alerts come after a run has ended; <see langword="null"/> for any other, and for
    /// one that this Lfr did not sign. Asked with every message, and never changed: kept in memory.
    /// </summary>
    public Task<DeploymentLicence?> OfAsync(Guid licenceId, Guid workerId, CancellationToken cancellationToken) =>
        DatabaseFault.RetryAsync(() => OfOnceAsync(licenceId, workerId, cancellationToken), cancellationToken);

    private async Task<DeploymentLicence?> OfOnceAsync(Guid licenceId, Guid workerId, CancellationToken cancellationToken)
    {
        if (signed.TryGetValue((licenceId, workerId), out var known))
            return known;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var deployment = await db.Assignments.AsNoTracking().Where(a => a.LicenceId == licenceId && a.WorkerId == workerId)
            .Join(db.Deployments.AsNoTracking(), a => a.DeploymentId, d => d.Id, (_, d) => d).FirstOrDefaultAsync(cancellationToken);
        if (deployment?.Runs.FirstOrDefault(r => r.LicenceId == licenceId) is not { } run || LicenceSeal.Open(run.Licence, keys.LicenceKey) is not { } licence)
            return null;
        if (signed.Count >= MostKept)
            signed.Clear();
        return signed[(licenceId, workerId)] = licence;
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

    /// <summary>Assignment and deployment in one look: a change of list between two looks would show a run that is over.</summary>
    private async Task<Running?> RunningAsync(LfrDbContext db, Expression<Func<WorkerAssignment, bool>> which, CancellationToken cancellationToken)
    {
        var found = await db.Assignments.AsNoTracking().Where(a => a.EndedAt == null).Where(which)
            .Join(db.Deployments.AsNoTracking(), a => a.DeploymentId, d => d.Id, (a, d) => new { Assignment = a, Deployment = d }).FirstOrDefaultAsync(cancellationToken);
        return found is { Deployment.CurrentRun: { } run } && run.LicenceId == found.Assignment.LicenceId && run.IsLive(time.GetUtcNow())
            ? new Running(found.Assignment, found.Deployment, run)
            : null;
    }

    private sealed record Running(WorkerAssignment Assignment, Deployment Deployment, Run Run)
    {
        public bool IsPaused => Deployment.State == DeploymentState.Paused;
    }
}
