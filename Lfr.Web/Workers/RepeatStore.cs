using Lfr.Shared.Alerts;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Web.Changes;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Workers;

/// <summary>Passes that raised no alert because they repeat one, and which alerts silence nobody any more.</summary>
public sealed class RepeatStore(IDbContextFactory<LfrDbContext> contexts, ChangeFeed changes, TimeProvider time)
{
    /// <summary>Passes that are listed at one alert: more than anybody reads.</summary>
    private const int MostOfAnAlert = 200;

    /// <summary>Alerts that a worker is told of in one answer.</summary>
    private const int MostRearmed = 200;

    /// <summary>The longest for which a pack may suppress repeats (<see cref="PolicyPackCheck"/>): an older alert silences nobody.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Keeps what a worker tells of its own licence. What names another's alert, another camera or a time that cannot be counts for nothing.</summary>
    public Task TakeAsync(DeploymentLicence licence, IReadOnlyList<RepeatedPass>? told, CancellationToken cancellationToken) =>
        told is { Count: > 0 } ? DatabaseFault.RetryAsync(() => TakeOnceAsync(licence, [.. told.Take(RepeatedPass.MostInAReport)], cancellationToken), cancellationToken) : Task.CompletedTask;

    /// <summary>
    /// Alerts of the last day that were answered with "not the same", or whose person was lost or not found. An alert that is wrong must not keep the right person
    /// from being announced.
    /// </summary>
    public Task<IReadOnlyList<Guid>> RearmedAsync(Guid licenceId, CancellationToken cancellationToken) => DatabaseFault.RetryAsync<IReadOnlyList<Guid>>(async () =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var since = time.GetUtcNow() - Longest;
        return await db.Assignments.AsNoTracking().Where(a => a.LicenceId == licenceId)
            .Join(db.Alerts.AsNoTracking(), a => a.DeploymentId, a => a.DeploymentId, (_, alert) => alert)
            .Where(a => a.RaisedAt > since && (a.Result == AlertResult.False || a.Result == AlertResult.ConfirmedFalse || a.Result == AlertResult.NotLocated))
            .OrderByDescending(a => a.Sequence).Select(a => a.Id).Take(MostRearmed).ToListAsync(cancellationToken);
    }, cancellationToken);

    private async Task TakeOnceAsync(DeploymentLicence licence, RepeatedPass[] told, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var alone = await WriteLock.BeginAsync(db, cancellationToken);
        var now = time.GetUtcNow();
        Guid[] named = [.. told.OfType<RepeatedPass>().Select(p => p.AlertId).Distinct()];
        var alerts = await db.Alerts.AsNoTracking().Where(a => named.Contains(a.Id) && a.DeploymentId == licence.DeploymentId)
            .Select(a => new { a.Id, a.RaisedAt, Kept = db.AlertRepeats.Count(r => r.AlertId == a.Id) }).ToDictionaryAsync(a => a.Id, cancellationToken);
        var ended = await db.Assignments.AsNoTracking().Where(a => a.LicenceId == licence.LicenceId).MaxAsync(a => a.EndedAt, cancellationToken);
        var room = alerts.ToDictionary(a => a.Key, a => MostOfAnAlert - a.Value.Kept);
        foreach (var pass in told.OfType<RepeatedPass>())
        {
            if (!alerts.TryGetValue(pass.AlertId, out var alert) || !float.IsFinite(pass.Score) || pass.Score < licence.Threshold - AlertMessage.ScoreTolerance || pass.Score > 1 + AlertMessage.ScoreTolerance
                || !licence.Allows(pass.At) || pass.At > ended + Lease.ClockTolerance
                || pass.At < alert.RaisedAt || pass.At > now + Lease.ClockTolerance || licence.Cameras.FirstOrDefault(c => c.CameraId == pass.CameraId) is not { } camera)
                continue;
            if (await db.AlertRepeats.FindAsync([pass.PassId], cancellationToken) is { } known)
            {
                if (known.AlertId == pass.AlertId && known.CameraName == camera.Name)
                    known.SeeAgain(pass.Score);
                continue;
            }

            if (room[pass.AlertId] <= 0)
                continue;
            db.AlertRepeats.Add(AlertRepeat.Of(pass, camera.Name));
            room[pass.AlertId]--;
        }

        var kept = await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        if (kept > 0)
            changes.Publish([new ChangeNotice(ChangeKind.Alert, licence.DeploymentId)]);
    }
}
