using Lfr.Shared.Alerts;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Biometrics;

/// <summary>A key that is due to be destroyed.</summary>
/// <param name="Key">The key.</param>
/// <param name="Kind">Kind of what it seals.</param>
/// <param name="Due">When it must be gone at the latest.</param>
/// <param name="Alert">The alert whose it is; <see langword="null"/> for a list, and for pictures whose alert is missing.</param>
public sealed record DueItem(BiometricKey Key, RetentionKind Kind, DateTimeOffset Due, Alert? Alert)
{
    /// <summary>Whether it is a deployment's list.</summary>
    public bool IsList => Kind is RetentionKind.Watchlist or RetentionKind.Everything;

    /// <summary>What of a deployment is due at <paramref name="now"/>, frames before faces. Reads only alerts whose time may be over.</summary>
    public static async Task<IReadOnlyList<DueItem>> ReadAsync(
        LfrDbContext db, Deployment deployment, PolicyRetention retention, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var due = new List<DueItem>();
        var reached = now + RetentionSchedule.Ahead;
        var (falseAlerts, otherAlerts, frames) = (
            reached - retention.FalseAlerts.ToTimeSpan(), reached - retention.OtherAlerts.ToTimeSpan(), reached - retention.ContextFrames.ToTimeSpan());
        var ofAlerts = await (
            from key in db.BiometricKeys
            join alert in db.Alerts on key.SubjectId equals alert.Id
            where key.DeploymentId == deployment.Id
                && ((key.Scope == KeyScope.ContextFrame && alert.RaisedAt <= frames)
                    || alert.RaisedAt <= otherAlerts
                    || ((alert.Result == AlertResult.False || alert.Result == AlertResult.NotDetermined) && alert.RaisedAt <= falseAlerts))
            orderby alert.Sequence
            select new { Key = key, Alert = alert }).ToListAsync(cancellationToken);
        foreach (var item in ofAlerts.OrderByDescending(i => i.Key.Scope))
        {
            var at = item.Key.Scope == KeyScope.ContextFrame
                ? RetentionSchedule.ContextFrameDue(item.Alert, retention)
                : RetentionSchedule.AlertDue(item.Alert, retention);
            if (RetentionSchedule.IsDue(at, now))
                due.Add(new DueItem(item.Key, item.Key.Scope == KeyScope.ContextFrame ? RetentionKind.ContextFrames : RetentionSchedule.KindOf(item.Alert), at, item.Alert));
        }

        var strays = await db.BiometricKeys
            .Where(k => k.DeploymentId == deployment.Id && (k.Scope == KeyScope.Alert || k.Scope == KeyScope.ContextFrame) && !db.Alerts.Any(a => a.Id == k.SubjectId))
            .ToListAsync(cancellationToken);
        var others = strays.Select(key => new DueItem(
                key, key.Scope == KeyScope.ContextFrame ? RetentionKind.ContextFrames : RetentionKind.FalseAlerts, RetentionSchedule.StrayDue(key.Scope, key.MadeAt, retention), null))
            .Concat((await OfListAsync(db, deployment.Id, cancellationToken)).Select(
                key => new DueItem(key, KindOf(key), RetentionSchedule.WatchlistDue(deployment, retention, key.MadeAt), null)));
        return [.. due, .. others.Where(item => RetentionSchedule.IsDue(item.Due, now))];
    }

    /// <summary>The keys under which a deployment's list lies: one, or none once it is destroyed.</summary>
    public static Task<List<BiometricKey>> OfListAsync(LfrDbContext db, Guid deploymentId, CancellationToken cancellationToken) =>
        db.BiometricKeys.Where(k => k.DeploymentId == deploymentId && (k.Scope == KeyScope.Watchlist || k.Scope == KeyScope.Deployment)).ToListAsync(cancellationToken);

    /// <summary>Kind of what a list's key seals.</summary>
    public static RetentionKind KindOf(BiometricKey key) => key.Scope == KeyScope.Deployment ? RetentionKind.Everything : RetentionKind.Watchlist;
}
