using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Dossiers;

/// <summary>Computes the figures of a deployment from what the database holds.</summary>
public static class FiguresReader
{
    /// <summary>The figures as they are at <paramref name="now"/>.</summary>
    public static async Task<DeploymentFigures> ReadAsync(
        LfrDbContext db, Deployment deployment, PolicyRetention? retention, int? widerArrests, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var notice = await db.Notices.FirstOrDefaultAsync(n => n.DeploymentId == deployment.Id, cancellationToken);
        var entries = await db.Entries.Where(e => e.DeploymentId == deployment.Id).ToListAsync(cancellationToken);
        var alerts = await db.Alerts.Where(a => a.DeploymentId == deployment.Id).ToListAsync(cancellationToken);
        return DeploymentFigures.Compute(deployment, notice, entries, alerts, widerArrests, now, retention);
    }
}
