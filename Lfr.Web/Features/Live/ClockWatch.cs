using Lfr.Shared.Deployments;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Features.Live.Commands;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live;

/// <summary>
/// Every second: whether this machine's clock was set, by comparing it with one that only counts. A step beyond the bound pauses every run, says so and is on
/// record: the window, the order of events and every time in the record hang on that clock.
/// </summary>
public sealed partial class ClockWatch(IDbContextFactory<LfrDbContext> contexts, PauseRun pause, TimeProvider time, ILogger<ClockWatch> logger) : BackgroundService
{
    /// <summary>A clock that is kept right by small corrections never steps this far.</summary>
    public static readonly TimeSpan Bound = Lease.ClockTolerance;

    // Words round down; what was set by an hour less a millisecond was set by an hour.
    private static readonly TimeSpan HalfASecond = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private (DateTimeOffset Clock, long Count)? last;
    private TimeSpan unsaid;

    /// <summary>Compares since the last look. A step that could not be dealt with yet is dealt with by the next look.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var (clock, count) = (time.GetUtcNow(), time.GetTimestamp());
        if (last is { } before && clock - before.Clock - time.GetElapsedTime(before.Count, count) is var step && step.Duration() > Bound)
        {
            unsaid += step;
            LogStep(logger, step);
        }

        last = (clock, count);
        if (unsaid == TimeSpan.Zero)
            return;
        await PauseAllAsync(unsaid, cancellationToken);
        unsaid = TimeSpan.Zero;
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.RunAsync(LookAsync, Interval, time, logger, stoppingToken);

    private async Task PauseAllAsync(TimeSpan step, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var running = await db.Deployments.AsNoTracking().Where(d => d.State == DeploymentState.Live || d.State == DeploymentState.Paused).Select(d => d.Id).ToListAsync(cancellationToken);
        foreach (var deployment in running)
            await pause.ByLfrAsync(deployment, $"The clock of Lfr's machine was set {(step > TimeSpan.Zero ? "forward" : "back")} by {Words.Duration(step.Duration() + HalfASecond)}. Check the time before you resume.", cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "The clock of this machine was set by {Step}: every run is paused.")]
    private static partial void LogStep(ILogger logger, TimeSpan step);
}
