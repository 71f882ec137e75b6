using Lfr.Shared.Live;
using Lfr.Web.Data;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Live;

/// <summary>Puts orders to stop and to pause on record that the database could not take when they were given, again and again until it can.</summary>
public sealed class HaltRecorder(RunHalts halts, StopRun stop, PauseRun pause, TimeProvider time, ILogger<HaltRecorder> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Tries once more what is not on record, in the order in which it was given. What was given a moment ago is still with whoever pressed.</summary>
    public async Task RetryAsync()
    {
        await Periodically.EachAsync(
            halts.Unrecorded.Where(h => (time.GetUtcNow() - h.At).Duration() > Interval), halt => halts.RecordAsync(halt, () => halt.State == LeaseState.None ? stop.RecordAsync(halt) : pause.RecordAsync(halt)), logger, CancellationToken.None);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.RunAsync(_ => RetryAsync(), Interval, time, logger, stoppingToken);
}
