using Lfr.Web.Data;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live;

/// <summary>Cuts off workers that were revoked by another program, such as the command line, and ends what they run: within seconds, and whatever they are doing.</summary>
public sealed class RevokedWorkerWatch(
    IDbContextFactory<LfrDbContext> contexts, WorkerConnections connections, StopRevokedRun stop, TimeProvider time, ILogger<RevokedWorkerWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await CutOffAsync(db, cancellationToken);
        var running = await db.Assignments.AsNoTracking().Where(a => a.EndedAt == null && db.RegisteredWorkers.Any(w => w.Id == a.WorkerId && w.RevokedAt != null))
            .Select(a => a.DeploymentId).ToListAsync(cancellationToken);
        await Periodically.EachAsync(running, deployment => stop.RunAsync(deployment, cancellationToken), logger, cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.RunAsync(LookAsync, Interval, time, logger, stoppingToken);

    private async Task CutOffAsync(LfrDbContext db, CancellationToken cancellationToken)
    {
        var connected = connections.Workers;
        if (connected.Count == 0)
            return;
        var may = await db.RegisteredWorkers.AsNoTracking().Where(w => connected.Contains(w.Id) && w.RevokedAt == null).Select(w => w.Id).ToListAsync(cancellationToken);
        foreach (var worker in connected.Except(may))
        {
            logger.LogWarning("Worker {Worker} was revoked and is cut off.", worker);
            connections.CutOff(worker);
        }
    }
}
