using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Records.Commands;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Records;

/// <summary>Once a minute: destroys what fell due, kind by kind (R39), and looks whether what was destroyed is gone.</summary>
public sealed partial class RetentionWatch(
    IDbContextFactory<LfrDbContext> contexts, PurgeDue purge, PurgeStrays strays, PurgeProof proof, DossierReader dossiers, UnconfirmedTime unconfirmed, TimeProvider time,
    ILogger<RetentionWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Destroys what is due now. What fails is logged and tried again the next time; it keeps nothing else from being destroyed.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        foreach (var id in await WithKeysAsync(cancellationToken))
            await AloneAsync(() => PurgeAsync(id, cancellationToken), cancellationToken);
        await AloneAsync(() => strays.RunAsync(cancellationToken), cancellationToken);
        await proof.LookAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.RunAsync(RunOnceAsync, Interval, time, logger, stoppingToken);

    private async Task<IReadOnlyList<Guid>> WithKeysAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.BiometricKeys.Select(k => k.DeploymentId).Distinct().ToListAsync(cancellationToken);
    }

    private async Task PurgeAsync(Guid deploymentId, CancellationToken cancellationToken)
    {
        if (!await IsDueAsync(deploymentId, cancellationToken))
            return;
        if (await StepAsync(cancellationToken) is { } step)
            LogTimeInDoubt(logger, deploymentId, step.Sentence);
        else if (await purge.RunAsync(deploymentId, cancellationToken) is { Succeeded: false } refused)
            LogRefused(logger, deploymentId, refused.Explanation);
    }

    private async Task<bool> IsDueAsync(Guid deploymentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var now = time.GetUtcNow();
        // Keys without a deployment are strays.
        if (await db.Deployments.FirstOrDefaultAsync(d => d.Id == deploymentId, cancellationToken) is not { } deployment)
            return false;
        if (dossiers.RetentionOf(deployment, now) is { } retention)
            return (await DueItem.ReadAsync(db, deployment, retention, now, cancellationToken)).Count > 0;
        LogNoPolicy(logger, deploymentId);
        return false;
    }

    private async Task<ClockStep?> StepAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await unconfirmed.FindAsync(db, cancellationToken);
    }

    private async Task AloneAsync(Func<Task> part, CancellationToken cancellationToken)
    {
        try
        {
            await part();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(logger, e);
        }
    }

    [LoggerMessage(LogLevel.Error, "Biometrics that fell due could not be destroyed. Lfr tries again in a minute.")]
    private static partial void LogFailed(ILogger logger, Exception e);

    [LoggerMessage(LogLevel.Error, "Biometrics of deployment {DeploymentId} that fell due were not destroyed: {Reason} Lfr tries again in a minute.")]
    private static partial void LogRefused(ILogger logger, Guid deploymentId, string reason);

    [LoggerMessage(LogLevel.Error, "Biometrics of deployment {DeploymentId} are due by this machine's clock and are not destroyed: {Step} An administrator or the data protection officer confirms the time on their start page.")]
    private static partial void LogTimeInDoubt(ILogger logger, Guid deploymentId, string step);

    [LoggerMessage(LogLevel.Error, "No policy pack says how long the biometrics of deployment {DeploymentId} may be kept, so nothing of it is destroyed. Put its pack back into policies/.")]
    private static partial void LogNoPolicy(ILogger logger, Guid deploymentId);
}
