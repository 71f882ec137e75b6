using Lfr.Shared.Deployments;
using Lfr.Web.Data;
using Lfr.Web.Features.Live.Commands;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live;

/// <summary>
/// Ends every run whose window has closed, within half a second, whether or not anybody looks. The worker ends by itself as well: its licence says
/// when. This makes the record say so.
/// </summary>
public sealed class WindowCloser(IDbContextFactory<LfrDbContext> contexts, CloseWindow closeWindow, TimeProvider time, ILogger<WindowCloser> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Ends what is due now.</summary>
    public async Task EndDueAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        // A licence ends with the window of its plan, which does not change once it ran: only what is due is loaded at all.
        var due = await db.Deployments.AsNoTracking()
            .Where(d => (d.State == DeploymentState.Live || d.State == DeploymentState.Paused) && (d.Ends == null || d.Ends <= now)).ToListAsync(cancellationToken);
        foreach (var deployment in due.Where(d => d.CurrentRun is { } run && !run.IsLive(now)))
            await closeWindow.RunAsync(deployment.Id, cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await EndDueAsync(stoppingToken);
                }
                catch (Exception e) when (e is System.Data.Common.DbException or DbUpdateException or IOException)
                {
                    // The next look is half a second away; the worker's licence ends in any case.
                    logger.LogError(e, "Runs whose window closed could not be ended in the database.");
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }
}
