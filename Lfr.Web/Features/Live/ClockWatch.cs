using Lfr.Shared.Deployments;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Features.Live.Commands;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live;

/// <summary>
/// Every second: whether this machine's clock was set. A step beyond the bound pauses every run, says so and is on record: the window, the order of events, what falls
/// due and every time in the record hang on that clock.
/// </summary>
public sealed partial class ClockWatch(
    IDbContextFactory<LfrDbContext> contexts, PauseRun pause, NoteClockStep note, ClockSteps steps, TimeProvider time, ILogger<ClockWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Compares since the last look. A step that could not be dealt with yet is dealt with by the next look.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var step = steps.Unrecorded();
        if (step == TimeSpan.Zero)
            return;
        LogStep(logger, step);
        await PauseAllAsync(step, cancellationToken);
        if ((await note.RunAsync(step, cancellationToken)).Succeeded)
            steps.Recorded(step);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.RunAsync(LookAsync, Interval, time, logger, stoppingToken);

    private async Task PauseAllAsync(TimeSpan step, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var running = await db.Deployments.AsNoTracking().Where(d => d.State == DeploymentState.Live || d.State == DeploymentState.Paused).Select(d => d.Id).ToListAsync(cancellationToken);
        await Periodically.EachAsync(running, deployment => pause.ByLfrAsync(deployment, $"{NoteClockStep.Sentence(step)} Check the time before you resume.", cancellationToken), logger, cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "The clock of this machine was set by {Step}: every run is paused, and nothing that falls due is destroyed until somebody confirms the time.")]
    private static partial void LogStep(ILogger logger, TimeSpan step);
}
