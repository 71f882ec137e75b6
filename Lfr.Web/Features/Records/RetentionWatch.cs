using Lfr.Shared.Alerts;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Records.Commands;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Records;

/// <summary>
/// Destroys what fell due though nobody closed the deployment down (R39): list and alert pictures after the hours that the policy gives.
/// </summary>
public sealed class RetentionWatch(
    IDbContextFactory<LfrDbContext> contexts, PurgeOverdue overdue, PurgeAlert purgeAlert, DossierReader dossiers, DatabaseSweep sweep, TimeProvider time, ILogger<RetentionWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Destroys what is due now.</summary>
    /// <returns>How many deployments and alerts were purged.</returns>
    public async Task<int> PurgeDueAsync(CancellationToken cancellationToken)
    {
        var purged = 0;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var withKeys = await db.DeploymentKeys.AsNoTracking().Select(k => k.DeploymentId).ToListAsync(cancellationToken);
        foreach (var id in withKeys)
        {
            if (await db.Deployments.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, cancellationToken) is { } deployment
                && dossiers.PolicyOf(deployment, now) is { } policy && RetentionDue.OfWatchlist(deployment, policy) is { } due && now >= due)
            {
                await overdue.RunAsync(id, due, cancellationToken);
                purged++;
            }
        }

        purged += await PurgeAlertsAsync(db, now, cancellationToken);
        if (purged > 0)
            await sweep.RunAsync(cancellationToken);
        return purged;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                try
                {
                    await PurgeDueAsync(stoppingToken);
                }
                catch (Exception e) when (e is System.Data.Common.DbException or DbUpdateException or IOException)
                {
                    logger.LogError(e, "Biometrics that fell due could not be destroyed; Lfr tries again in a minute.");
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private async Task<int> PurgeAlertsAsync(LfrDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var purged = 0;
        var open = await db.Alerts.AsNoTracking().Where(a => a.PurgedAt == null).ToListAsync(cancellationToken);
        foreach (var alert in open)
        {
            if (await db.Deployments.FindAsync([alert.DeploymentId], cancellationToken) is not { } deployment || dossiers.PolicyOf(deployment, now) is not { } policy)
                continue;
            var kept = alert.State is AlertState.False or AlertState.NotDetermined
                ? TimeSpan.FromHours(policy.Numbers.FalseAlertRetentionHours)
                : TimeSpan.FromDays(policy.Numbers.AlertRetentionDays);
            if (now < alert.RaisedAt + kept)
                continue;
            await purgeAlert.RunAsync(alert.Id, cancellationToken);
            purged++;
        }

        return purged;
    }
}
