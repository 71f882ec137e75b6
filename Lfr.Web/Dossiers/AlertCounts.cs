using Lfr.Shared.Alerts;
using Lfr.Shared.Records;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Dossiers;

/// <summary>How the alerts of a deployment stand, as <see cref="AlertTally"/> counts them, but counted by the database: no alert is loaded for it.</summary>
/// <param name="Alerts">Alerts; also the last sequence number, because there are no gaps.</param>
/// <param name="Waiting">Alerts that nobody answered yet.</param>
/// <param name="Unresolved">Alerts about which something is still to be decided or reported.</param>
/// <param name="Wrong">False alerts, before or after somebody was spoken to: what R30 and the published rates count.</param>
/// <param name="MedianTime">Median (nearest rank) from the alert to its first answer; <see langword="null"/> before the first.</param>
public sealed record AlertCounts(int Alerts, int Waiting, int Unresolved, int Wrong, TimeSpan? MedianTime)
{
    /// <summary>No alert yet.</summary>
    public static AlertCounts None { get; } = new(0, 0, 0, 0, null);

    /// <summary>Counts.</summary>
    public static async Task<AlertCounts> ReadAsync(LfrDbContext db, Guid deploymentId, CancellationToken cancellationToken)
    {
        var alerts = db.Alerts.Where(a => a.DeploymentId == deploymentId);
        var groups = await alerts.GroupBy(a => new { a.State, a.Result }).Select(g => new { g.Key.State, g.Key.Result, Count = g.Count() }).ToListAsync(cancellationToken);
        return new AlertCounts(
            groups.Sum(g => g.Count),
            groups.Where(g => g.State is AlertState.Raised or AlertState.UnderReview).Sum(g => g.Count),
            groups.Where(g => g.State is not (AlertState.False or AlertState.NotDetermined or AlertState.Closed)).Sum(g => g.Count),
            groups.Where(g => g.Result is AlertResult.False or AlertResult.ConfirmedFalse).Sum(g => g.Count),
            await MedianAsync(alerts.Where(a => a.SecondsToAnswer != null), cancellationToken));
    }

    /// <summary><see cref="Wrong"/> alone.</summary>
    public static Task<int> WrongAsync(LfrDbContext db, Guid deploymentId, CancellationToken cancellationToken) =>
        db.Alerts.CountAsync(a => a.DeploymentId == deploymentId && (a.Result == AlertResult.False || a.Result == AlertResult.ConfirmedFalse), cancellationToken);

    private static async Task<TimeSpan?> MedianAsync(IQueryable<Alert> answered, CancellationToken cancellationToken)
    {
        var count = await answered.CountAsync(cancellationToken);
        var median = count == 0 ? null : await answered.OrderBy(a => a.SecondsToAnswer).Select(a => a.SecondsToAnswer).Skip((count - 1) / 2).FirstOrDefaultAsync(cancellationToken);
        return median is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
    }
}
