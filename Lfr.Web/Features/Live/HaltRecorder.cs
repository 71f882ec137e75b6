using Lfr.Shared.Live;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Live;

/// <summary>Puts orders to stop and to pause on record that the database could not take when they were given, again and again until it can.</summary>
public sealed class HaltRecorder(RunHalts halts, StopRun stop, PauseRun pause, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Tries once more what is not on record.</summary>
    public async Task RetryAsync()
    {
        foreach (var halt in halts.Unrecorded)
            await halts.RecordAsync(halt, () => halt.State == LeaseState.None ? stop.RecordAsync(halt) : pause.RecordAsync(halt));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await RetryAsync().WaitAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is not on record yet lies in its file.
        }
    }
}
