using Lfr.Shared.Live;

namespace Lfr.Web.Biometrics;

/// <summary>
/// Whether this machine's clock was set while Lfr runs, by comparing it with one that only counts. Whoever is about to rely on the time of day asks for
/// themselves: a watch that looks every second may come a moment later.
/// </summary>
public sealed class ClockSteps(TimeProvider time)
{
    /// <summary>A clock that is kept right by small corrections never steps this far.</summary>
    public static readonly TimeSpan Bound = Lease.ClockTolerance;

    // A clock that is moved a little with each look is moved far in a day, and so is compared over a longer time than a look takes. An honest one drifts by less than two seconds in it.
    private static readonly TimeSpan ComparedOver = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private (DateTimeOffset Clock, long Count) anchor = (time.GetUtcNow(), time.GetTimestamp());
    private TimeSpan unrecorded;

    /// <summary>By how much the clock was set, as far as that is not on record yet; zero when it was not.</summary>
    public TimeSpan Unrecorded()
    {
        lock (gate)
        {
            var (clock, count) = (time.GetUtcNow(), time.GetTimestamp());
            var passed = time.GetElapsedTime(anchor.Count, count);
            var step = clock - anchor.Clock - passed;
            var isSet = step.Duration() > Bound;
            if (isSet)
                unrecorded += step;
            if (isSet || passed >= ComparedOver)
                anchor = (clock, count);
            return unrecorded;
        }
    }

    /// <summary>A step is on record now.</summary>
    public void Recorded(TimeSpan step)
    {
        lock (gate)
            unrecorded -= step;
    }
}
