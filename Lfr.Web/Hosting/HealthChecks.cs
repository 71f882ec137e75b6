using System.Data.Common;
using Lfr.Inference.Models;
using Lfr.Web.Data;
using Lfr.Web.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Lfr.Web.Hosting;

/// <summary>
/// Whether the database answers, holds this version's tables and can be written: what cannot be recorded must not be done, and a full disk still answers
/// questions.
/// </summary>
public sealed class DatabaseHealth(IDbContextFactory<LfrDbContext> contexts, ILogger<DatabaseHealth> logger) : IHealthCheck
{
    /// <summary>How long a lock of somebody else may hold up the probe.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var pending = await db.Database.GetPendingMigrationsAsync(cancellationToken);
            if (pending.Any())
                return HealthCheckResult.Unhealthy("The database answers, but lacks tables of this version.");
            return await CanBeWrittenAsync(db, cancellationToken)
                ? HealthCheckResult.Healthy("The database answers, is up to date and can be written.")
                : HealthCheckResult.Unhealthy("The database answers, but cannot be written.");
        }
        catch (DbException e)
        {
            logger.LogError(e, "The database does not answer.");
            return HealthCheckResult.Unhealthy("The database does not answer.");
        }
    }

    /// <summary>Writes a row that is there anyway, so that the probe leaves nothing behind.</summary>
    private async Task<bool> CanBeWrittenAsync(LfrDbContext db, CancellationToken cancellationToken)
    {
        try
        {
            db.Database.SetCommandTimeout(Patience);
            await db.Database.ExecuteSqlRawAsync("UPDATE __EFMigrationsHistory SET ProductVersion = ProductVersion", cancellationToken);
            return true;
        }
        catch (DbException e)
        {
            logger.LogError(e, "The database cannot be written.");
            return false;
        }
    }
}

/// <summary>
/// Whether the face models are there and are the ones of their cards. Without them Lfr plans, publishes and keeps records; it refuses to
/// enrol photographs and to go live.
/// </summary>
public sealed class ModelsHealth(LfrPaths paths) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(ModelStore.Inspect(paths.Models).Problem is { } problem
            ? HealthCheckResult.Degraded(problem)
            : HealthCheckResult.Healthy("The face models are the ones of their cards."));
}
