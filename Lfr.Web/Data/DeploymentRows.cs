using Lfr.Shared.Audit;
using Lfr.Shared.Deployments;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Data;

/// <summary>Whether the row of a deployment is as the audit log left it, asked with every lease of its run.</summary>
public static class DeploymentRows
{
    /// <summary>Whether somebody changed it past the commands. A row that the log never vouched for, or in another form, is not judged.</summary>
    /// <param name="db">Database.</param>
    /// <param name="deployment">The row as it was read a moment ago.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<bool> IsAlteredAsync(LfrDbContext db, Deployment deployment, CancellationToken cancellationToken)
    {
        if (!await DiffersAsync(db, deployment, cancellationToken))
            return false;
        // Row and log are read one after the other: a command that ends in between looks like a change by hand, and a run would end for it.
        await using var nobodyWrites = await WriteLock.BeginAsync(db, cancellationToken);
        return await db.Deployments.AsNoTracking().FirstOrDefaultAsync(d => d.Id == deployment.Id, cancellationToken) is not { } again || await DiffersAsync(db, again, cancellationToken);
    }

    private static async Task<bool> DiffersAsync(LfrDbContext db, Deployment deployment, CancellationToken cancellationToken)
    {
        var key = Evidence.KeyOf(deployment);
        var last = await db.AuditCovers.AsNoTracking().Where(c => c.Key == key).OrderByDescending(c => c.Number).FirstOrDefaultAsync(cancellationToken);
        return last is null
            ? await db.AuditEvents.AnyAsync(e => e.DeploymentId == deployment.Id && e.Covers != "", cancellationToken)
            : Evidence.IsAnother(last.Hash, Evidence.HashLike(last.Hash, deployment)) || !await AccountRows.IsSoundAsync(db, last.Number, cancellationToken);
    }
}
