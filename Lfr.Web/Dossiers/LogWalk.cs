using Lfr.Shared.Audit;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Dossiers;

/// <summary>
/// How far somebody walked through the audit log, and whether it held together. A force writes hundreds of thousands of events a year, and whoever commands waits for whoever commands: so the walk is made before
/// a transaction begins, and the transaction walks on from there.
/// </summary>
/// <param name="Number">Number of the last event that was looked at; 0 for none.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Broken">Number of the first event that does not fit: altered, removed, inserted or out of order; <see langword="null"/> when all fit.</param>
public sealed record LogWalk(long Number, string Hash, long? Broken)
{
    /// <summary>Before the first step.</summary>
    public static LogWalk Begin { get; } = new(0, AuditEvent.Origin, null);

    /// <summary>Walks the whole log, beside whoever writes: <c>./bench.sh log</c> prints how long for 200,000 events.</summary>
    public static async Task<LogWalk> ToTheEndAsync(IDbContextFactory<LfrDbContext> contexts, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // Not on a page's own thread: reading SQLite never waits.
        return await Task.Run(() => Begin.OnAsync(db, cancellationToken), cancellationToken);
    }

    /// <summary>Walks on to the end. The event where the last walk ended must be as it was then.</summary>
    public async Task<LogWalk> OnAsync(LfrDbContext db, CancellationToken cancellationToken)
    {
        if (Broken is not null)
            return this;
        var (number, hash) = (Number, Hash);
        if (number > 0 && !await db.AuditEvents.AnyAsync(e => e.Number == number && e.Hash == hash, cancellationToken))
            return this with { Broken = number };
        // An event that is gone, or was made another deployment's, vouches for nothing any more, and what an earlier one left would count again.
        await foreach (var e in db.AuditEvents.AsNoTracking().Where(e => e.Number > Number).OrderBy(e => e.Number).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (e.Number != number + 1 || e.PreviousHash != hash || e.Hash != e.ComputeHash())
                return new LogWalk(number, hash, e.Number);
            (number, hash) = (e.Number, e.Hash);
        }

        return new LogWalk(number, hash, null);
    }
}
