using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Biometrics;

/// <summary>Reads what is kept of a deployment and until when, and what was destroyed.</summary>
public static class RetentionReader
{
    /// <summary>The statement; reads only alerts whose pictures are still kept.</summary>
    public static async Task<RetentionStatement> ReadAsync(LfrDbContext db, Deployment deployment, PolicyRetention? retention, CancellationToken cancellationToken)
    {
        var keys = await db.BiometricKeys.AsNoTracking().Where(k => k.DeploymentId == deployment.Id).ToListAsync(cancellationToken);
        var counts = await db.Blobs.Where(b => b.DeploymentId == deployment.Id).GroupBy(b => new { b.KeyId, b.Kind })
            .Select(g => new { g.Key.KeyId, g.Key.Kind, Count = g.Count() }).ToListAsync(cancellationToken);
        var items = counts.ToLookup(c => c.KeyId);
        var alerts = await db.Alerts.AsNoTracking()
            .Where(a => a.DeploymentId == deployment.Id && db.BiometricKeys.Any(k => k.SubjectId == a.Id)).ToListAsync(cancellationToken);
        var receipts = await db.PurgeReceipts.AsNoTracking().Where(r => r.DeploymentId == deployment.Id).OrderBy(r => r.At).ToListAsync(cancellationToken);
        var statement = RetentionStatement.Of(
            deployment, retention, alerts, keys.Select(k => new HeldKey(k.Scope, k.SubjectId, k.MadeAt, items[k.Id].ToDictionary(i => i.Kind, i => i.Count))), receipts);
        return statement.IsHeld && await UnconfirmedTime.OnRecordAsync(db, cancellationToken) is { } step ? statement with { Waits = $"{step.Sentence} {ClockStep.Follows}" } : statement;
    }
}
