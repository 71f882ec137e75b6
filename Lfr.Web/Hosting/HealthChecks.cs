using System.Data.Common;
using Lfr.Inference.Models;
using Lfr.Web.Data;
using Lfr.Web.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Lfr.Web.Hosting;

/// <summary>Whether the database answers and holds this version's tables. Without it Lfr can do nothing.</summary>
public sealed class DatabaseHealth(IDbContextFactory<LfrDbContext> contexts, ILogger<DatabaseHealth> logger) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var pending = await db.Database.GetPendingMigrationsAsync(cancellationToken);
            return pending.Any()
                ? HealthCheckResult.Unhealthy("The database answers, but lacks tables of this version.")
                : HealthCheckResult.Healthy("The database answers and is up to date.");
        }
        catch (DbException e)
        {
            logger.LogError(e, "The database does not answer.");
            return HealthCheckResult.Unhealthy("The database does not answer.");
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
