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
        // A licence ends with the window of its plan, which does not change once it ran, or with the hours of an urgent authority: only what is due is loaded at all.
        var due = await db.Deployments.AsNoTracking()
            .Where(d => (d.State == DeploymentState.Live || d.State == DeploymentState.Paused) && (d.Ends == null || d.Ends <= now || d.UrgentUntil <= now)).ToListAsync(cancellationToken);
        await Periodically.EachAsync(due.Where(d => d.CurrentRun is { } run && !run.IsLive(now)).Select(d => d.Id), deployment => closeWindow.RunAsync(deployment, cancellationToken), logger, cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.RunAsync(EndDueAsync, Interval, time, logger, stoppingToken);
}
