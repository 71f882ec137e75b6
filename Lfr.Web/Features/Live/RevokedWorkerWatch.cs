using Lfr.Web.Data;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live;

/// <summary>Cuts off workers that were revoked by another program, such as the command line: within seconds, and whatever they are doing.</summary>
public sealed class RevokedWorkerWatch(IDbContextFactory<LfrDbContext> contexts, WorkerConnections connections, TimeProvider time, ILogger<RevokedWorkerWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var connected = connections.Workers;
        if (connected.Count == 0)
            return;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var may = await db.RegisteredWorkers.AsNoTracking().Where(w => connected.Contains(w.Id) && w.RevokedAt == null).Select(w => w.Id).ToListAsync(cancellationToken);
        foreach (var worker in connected.Except(may))
        {
            logger.LogWarning("Worker {Worker} was revoked and is cut off.", worker);
            connections.CutOff(worker);
        }
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.RunAsync(LookAsync, Interval, time, logger, stoppingToken);
}
