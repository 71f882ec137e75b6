namespace Lfr.Inference.Video;

/// <summary>
/// Turns presentation times into positions in the stream: 0 for the first frame, always rising, faithful to the stream wherever that is
/// plausible. Where it tells no time, goes backwards (a film that begins again, a camera that sets its clock) or leaps, the position goes on by
/// the usual distance of two frames, and what follows is measured from there.
/// </summary>
/// <param name="live">Whether frames arrive as they happen: then a gap in the stream cannot be much longer than the gap between arrivals.</param>
/// <param name="interval">Usual distance of two frames.</param>
internal sealed class StreamClock(bool live, TimeSpan interval)
{
    private const double MostSeconds = 1e9;
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestGap = TimeSpan.FromDays(1);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private bool began;
    private double? origin;
    private TimeSpan last;
    private DateTimeOffset arrived;

    /// <summary>The position of the next frame.</summary>
    /// <param name="seconds">Its presentation time; <see langword="null"/> when the stream tells none.</param>
    /// <param name="arrival">When it arrived.</param>
    public TimeSpan Next(double? seconds, DateTimeOffset arrival)
    {
        var told = seconds is >= -MostSeconds and <= MostSeconds ? seconds : null;
        var since = arrival > arrived ? arrival - arrived : Shortest;
        if (told - origin is { } position && IsPlausible(TimeSpan.FromSeconds(position) - last, since))
        {
            last = TimeSpan.FromSeconds(position);
        }
        else
        {
            if (began)
                last += live && told is null ? since : interval;
            origin = told is { } now ? now - last.TotalSeconds : origin;
        }

        began = true;
        arrived = arrival;
        return last;
    }

    private bool IsPlausible(TimeSpan step, TimeSpan sinceArrival) => step > TimeSpan.Zero && step <= (live ? sinceArrival + Tolerance : LongestGap);
}
