using Lfr.Shared.Deployments;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live;

/// <summary>Keeps what workers count, outside of people's transactions.</summary>
public sealed class RunTallies(IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>Keeps a worker's report under a licence.</summary>
    public async Task TakeAsync(Guid licenceId, Guid workerId, RunCounters reported, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var tally = await db.RunTallies.FindAsync([licenceId, workerId], cancellationToken);
        if (tally is null)
            db.RunTallies.Add(tally = RunTally.Start(licenceId, workerId));
        tally.Take(reported);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>All that was counted under a licence, by every worker that ran it.</summary>
    public static async Task<RunCounters> TotalAsync(LfrDbContext db, Guid licenceId, CancellationToken cancellationToken)
    {
        var tallies = await db.RunTallies.AsNoTracking().Where(t => t.LicenceId == licenceId).ToListAsync(cancellationToken);
        return tallies.Aggregate(RunCounters.None, (sum, t) => sum + t.Total);
    }
}
