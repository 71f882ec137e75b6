using System.Data.Common;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Records.Commands;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Records;

/// <summary>Once a minute: destroys what fell due, kind by kind (R39), and looks whether what was destroyed is gone.</summary>
public sealed partial class RetentionWatch(
    IDbContextFactory<LfrDbContext> contexts, PurgeDue purge, PurgeStrays strays, PurgeProof proof, DossierReader dossiers, TimeProvider time, ILogger<RetentionWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Destroys what is due now. What fails is logged and tried again the next time; it keeps nothing else from being destroyed.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var id in await DueAsync(cancellationToken))
                await PurgeAsync(id, cancellationToken);
            await strays.RunAsync(cancellationToken);
        }
        catch (Exception e) when (IsTransient(e))
        {
            LogFailed(logger, e);
        }

        await proof.LookAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                await RunOnceAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private async Task<IReadOnlyList<Guid>> DueAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var now = time.GetUtcNow();
        var due = new List<Guid>();
        var withKeys = db.BiometricKeys.Select(k => k.DeploymentId).Distinct();
        foreach (var deployment in await db.Deployments.Where(d => withKeys.Contains(d.Id)).ToListAsync(cancellationToken))
        {
            if (dossiers.RetentionOf(deployment, now) is not { } retention)
                LogNoPolicy(logger, deployment.Id);
            else if ((await DueItem.ReadAsync(db, deployment, retention, now, cancellationToken)).Count > 0)
                due.Add(deployment.Id);
        }

        return due;
    }

    private async Task PurgeAsync(Guid deploymentId, CancellationToken cancellationToken)
    {
        try
        {
            if (await purge.RunAsync(deploymentId, cancellationToken) is { Succeeded: false } refused)
                LogRefused(logger, deploymentId, refused.Explanation);
        }
        catch (Exception e) when (IsTransient(e))
        {
            LogFailed(logger, e);
        }
    }

    private static bool IsTransient(Exception e) => e is DbException or DbUpdateException or IOException;

    [LoggerMessage(LogLevel.Error, "Biometrics that fell due could not be destroyed. Lfr tries again in a minute.")]
    private static partial void LogFailed(ILogger logger, Exception e);

    [LoggerMessage(LogLevel.Error, "Biometrics of deployment {DeploymentId} that fell due were not destroyed: {Reason} Lfr tries again in a minute.")]
    private static partial void LogRefused(ILogger logger, Guid deploymentId, string reason);

    [LoggerMessage(LogLevel.Error, "No policy pack says how long the biometrics of deployment {DeploymentId} may be kept, so nothing of it is destroyed. Put its pack back into policies/.")]
    private static partial void LogNoPolicy(ILogger logger, Guid deploymentId);
}
