using Lfr.Shared.Live;

namespace Lfr.Inference.Hosting;

/// <summary>
/// When the web last confirmed a run, by the time of day and by a clock that nobody can set. A van without a connection has nobody to ask what time it is: whoever sets its clock
/// back must not make the window longer.
/// </summary>
internal sealed class LastConfirmation
{
    private readonly TimeProvider time;
    private readonly Lock renewing = new();
    private volatile Moment last;

    /// <param name="time">The clock.</param>
    /// <param name="asked">Timestamp of the clock when the run was asked for: its first confirmation.</param>
    public LastConfirmation(TimeProvider time, long asked)
    {
        this.time = time;
        last = At(asked);
    }

    /// <summary>How long ago it was asked for, by the clock that nobody can set.</summary>
    public TimeSpan Age => time.GetElapsedTime(last.Asked);

    /// <summary>What time it is (UTC) when the time of day at the confirmation was right and the clock was not set since.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var then = last;
            return then.Utc + time.GetElapsedTime(then.Asked);
        }
    }

    /// <summary>Whether the time of day is further from <see cref="Now"/> than a clock drifts: somebody set it, or the machine slept.</summary>
    public bool ClockWasSet => (time.GetUtcNow() - Now).Duration() > Lease.ClockTolerance;

    /// <summary>The web confirmed the run. An answer that was overtaken by a later one changes nothing.</summary>
    /// <param name="asked">Timestamp of the clock when it was asked.</param>
    public void Renew(long asked)
    {
        lock (renewing)
        {
            if (asked > last.Asked)
                last = At(asked);
        }
    }

    private Moment At(long asked) => new(asked, time.GetUtcNow() - time.GetElapsedTime(asked));

    private sealed record Moment(long Asked, DateTimeOffset Utc);
}
