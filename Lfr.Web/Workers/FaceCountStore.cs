using Lfr.Shared.Deployments;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Workers;

/// <summary>Keeps what workers count, outside of people's transactions.</summary>
public sealed class FaceCountStore(IDbContextFactory<LfrDbContext> contexts, RememberedCounts remembered, TimeProvider time) : IDisposable
{
    /// <summary>The warning shown when the counts in the database differ from the last report.</summary>
    public const string Altered = "What the workers counted is not as Lfr kept it: somebody changed it in the database, or the database or the keys were put back from an older copy. The number of faces cannot be relied upon.";

    // The keys remember one report at a time.
    private readonly SemaphoreSlim alone = new(1, 1);

    /// <summary>How often a worker may begin to count under one licence: each start of it makes a row.</summary>
    private const int MostCountings = 1000;

    /// <summary>Keeps a worker's report under its licence, and that it was heard. What it says about the licence of another counts for nothing.</summary>
    public Task TakeAsync(Guid licenceId, Guid workerId, Guid countingId, FaceCounts reported, CancellationToken cancellationToken) =>
        DatabaseFault.RetryAsync(() => TakeOnceAsync(licenceId, workerId, countingId, reported, cancellationToken), cancellationToken);

    /// <summary>Why a report cannot be right, as a sentence; <see langword="null"/> when it can, and for the licence of another, which counts for nothing.</summary>
    /// <param name="licenceId">The licence.</param>
    /// <param name="workerId">The worker.</param>
    /// <param name="countingId">Which counting it is of.</param>
    /// <param name="cameras">Cameras of the licence.</param>
    /// <param name="reported">What it counted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<string?> DoubtAsync(Guid licenceId, Guid workerId, Guid countingId, int cameras, FaceCounts reported, CancellationToken cancellationToken) =>
        DatabaseFault.RetryAsync(() => DoubtOnceAsync(licenceId, workerId, countingId, cameras, reported, cancellationToken), cancellationToken);

    private async Task<string?> DoubtOnceAsync(Guid licenceId, Guid workerId, Guid countingId, int cameras, FaceCounts reported, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Assignments.AsNoTracking().FirstOrDefaultAsync(a => a.LicenceId == licenceId && a.WorkerId == workerId, cancellationToken) is not { } assignment)
            return null;
        var tallies = await db.FaceCounts.AsNoTracking().Where(t => t.LicenceId == licenceId && t.WorkerId == workerId).ToListAsync(cancellationToken);
        var tally = tallies.Find(t => t.CountingId == countingId);
        if (tally is null && tallies.Count >= MostCountings)
            return $"It began to count more than {Words.Number(MostCountings)} times.";
        var others = tallies.Where(t => t != tally).Aggregate(FaceCounts.None, (sum, t) => sum + t.Total);
        return FaceCountBounds.Problem(others + (tally?.TotalAfter(reported) ?? reported), cameras, (assignment.EndedAt ?? time.GetUtcNow()) - assignment.AssignedAt);
    }

    /// <summary>Keeps that the worker of a run that goes on was heard, whatever it said.</summary>
    public Task HearAsync(Guid licenceId, Guid workerId, CancellationToken cancellationToken) => DatabaseFault.RetryAsync(async () =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        await db.Assignments.Where(a => a.LicenceId == licenceId && a.WorkerId == workerId && a.EndedAt == null).ExecuteUpdateAsync(a => a.SetProperty(r => r.HeardAt, now), cancellationToken);
    }, cancellationToken);

    /// <summary>Since when nothing was heard of a run's worker, if that is longer than a run lasts without being confirmed.</summary>
    public Task<DateTimeOffset?> SilentSinceAsync(Guid licenceId, Guid workerId, CancellationToken cancellationToken) => DatabaseFault.RetryAsync(async () =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var heard = await db.Assignments.Where(a => a.LicenceId == licenceId && a.WorkerId == workerId && a.EndedAt == null).Select(a => a.HeardAt).FirstOrDefaultAsync(cancellationToken);
        return time.GetUtcNow() - heard > Lease.Term + Lease.ClockTolerance ? heard : null;
    }, cancellationToken);

    /// <summary>All that was counted under a licence, by every worker that ran it.</summary>
    public static async Task<FaceCounts> TotalAsync(LfrDbContext db, Guid licenceId, CancellationToken cancellationToken)
    {
        var tallies = await db.FaceCounts.AsNoTracking().Where(t => t.LicenceId == licenceId).ToListAsync(cancellationToken);
        return tallies.Aggregate(FaceCounts.None, (sum, t) => sum + t.Total);
    }

    /// <summary>Whether what was counted under these licences is as the last reports left it, as a sentence; <see langword="null"/> when it is, and for what was counted before that was remembered.</summary>
    public async Task<string?> AlteredAsync(LfrDbContext db, IEnumerable<Guid> licences, CancellationToken cancellationToken)
    {
        foreach (var licence in licences)
        {
            CountsKnown? known;
            string digest;
            do
            {
                // A report that came in between is no change by hand: then the keys know another one afterwards.
                known = remembered.Find(licence);
                digest = RememberedCounts.DigestOf(await db.FaceCounts.AsNoTracking().Where(t => t.LicenceId == licence).ToListAsync(cancellationToken));
            }
            while (known?.Fits(digest) == false && known != remembered.Find(licence));
            if (known?.Fits(digest) == false)
                return Altered;
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => alone.Dispose();

    private async Task TakeOnceAsync(Guid licenceId, Guid workerId, Guid countingId, FaceCounts reported, CancellationToken cancellationToken)
    {
        await alone.WaitAsync(cancellationToken);
        try
        {
            await TakeAloneAsync(licenceId, workerId, countingId, reported, cancellationToken);
        }
        finally
        {
            alone.Release();
        }
    }

    private async Task TakeAloneAsync(Guid licenceId, Guid workerId, Guid countingId, FaceCounts reported, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Assignments.FirstOrDefaultAsync(a => a.LicenceId == licenceId && a.WorkerId == workerId, cancellationToken) is not { } assignment)
            return;
        // It has said that it is idle: whatever it counted, it told before.
        if (assignment.EndConfirmedAt is not null)
            return;
        // After the end only what was counted before comes late; that it comes does not mean that the worker was heard while it ran.
        if (assignment.EndedAt is null)
            assignment.Hear(time.GetUtcNow());
        var tallies = await db.FaceCounts.Where(t => t.LicenceId == licenceId).ToListAsync(cancellationToken);
        var before = RememberedCounts.DigestOf(tallies);
        var tally = tallies.Find(t => t.WorkerId == workerId && t.CountingId == countingId);
        if (tally is null)
            tallies.Add(db.FaceCounts.Add(tally = WorkerFaceCounts.Start(licenceId, workerId, countingId)).Entity);
        tally.Take(reported);
        // First: what is saved and not remembered would look like somebody's hand.
        var after = RememberedCounts.DigestOf(tallies);
        remembered.Remember(licenceId, before, after);
        await db.SaveChangesAsync(cancellationToken);
        // From here on what was before is another count: a van may have brought hours at once.
        remembered.Remember(licenceId, after, after);
    }
}
