using Lfr.Shared.Alerts;
using Lfr.Shared.Live;
using Lfr.Web.Changes;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Workers;

/// <summary>Passes that raised no alert because they repeat one, and which alerts silence nobody any more.</summary>
public sealed class RepeatStore(IDbContextFactory<LfrDbContext> contexts, ChangeFeed changes, TimeProvider time)
{
    /// <summary>A worker tells fifty at once, and an hour of somebody standing before a camera is twelve times as many as fit into it at five minutes.</summary>
    private const int MostTold = 50;
    private const int MostOfAnAlert = 200;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Keeps what a worker tells of its own licence. What names another's alert, another camera or a time that cannot be counts for nothing.</summary>
    public Task TakeAsync(DeploymentLicence licence, IReadOnlyList<RepeatedPass>? told, CancellationToken cancellationToken) =>
        told is { Count: > 0 } ? DatabaseFault.RetryAsync(() => TakeOnceAsync(licence, [.. told.Take(MostTold)], cancellationToken), cancellationToken) : Task.CompletedTask;

    /// <summary>
    /// Alerts of the last hour that were answered with "not the same", or whose person was lost or not found. An alert that is wrong must not keep the right person
    /// from being announced.
    /// </summary>
    public async Task<IReadOnlyList<Guid>> RearmedAsync(Guid licenceId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var since = time.GetUtcNow() - Longest;
        return await db.Assignments.AsNoTracking().Where(a => a.LicenceId == licenceId)
            .Join(db.Alerts.AsNoTracking(), a => a.DeploymentId, a => a.DeploymentId, (_, alert) => alert)
            .Where(a => a.RaisedAt > since && (a.Result == AlertResult.False || a.Result == AlertResult.ConfirmedFalse || a.Result == AlertResult.NotLocated))
            .OrderByDescending(a => a.Sequence).Select(a => a.Id).Take(MostOfAnAlert).ToListAsync(cancellationToken);
    }

    private async Task TakeOnceAsync(DeploymentLicence licence, RepeatedPass[] told, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var alone = await WriteLock.BeginAsync(db, cancellationToken);
        var now = time.GetUtcNow();
        Guid[] named = [.. told.OfType<RepeatedPass>().Select(p => p.AlertId).Distinct()];
        var alerts = await db.Alerts.AsNoTracking().Where(a => named.Contains(a.Id) && a.DeploymentId == licence.DeploymentId)
            .Select(a => new { a.Id, a.RaisedAt, Kept = db.AlertRepeats.Count(r => r.AlertId == a.Id) }).ToDictionaryAsync(a => a.Id, cancellationToken);
        foreach (var pass in told.OfType<RepeatedPass>().DistinctBy(p => p.PassId))
        {
            if (!alerts.TryGetValue(pass.AlertId, out var alert) || alert.Kept >= MostOfAnAlert || !float.IsFinite(pass.Score) || pass.Score is < -1 or > 1
                || pass.At < alert.RaisedAt || pass.At > now + Lease.ClockTolerance || licence.Cameras.FirstOrDefault(c => c.CameraId == pass.CameraId) is not { } camera
                || await db.AlertRepeats.AnyAsync(r => r.Id == pass.PassId, cancellationToken))
                continue;
            db.AlertRepeats.Add(AlertRepeat.Of(pass, camera.Name));
        }

        var kept = await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        if (kept > 0)
            changes.Publish([new ChangeNotice(ChangeKind.Alert, licence.DeploymentId)]);
    }
}
