namespace Lfr.Inference.Pipeline;

/// <summary>
/// Decides in which frames of a camera faces are looked for: in every one, or in every k-th with tracks that predict in between, where the measured
/// cost would take more than the camera's share of the machine. A face is looked for at least four times a second all the same; what is too much even
/// then is dropped as whole frames by the feed, and counted there.
/// </summary>
/// <param name="fixedEvery">Every k-th frame whatever it costs: for evaluations, whose result must not hang on the machine; <see langword="null"/> to go by cost.</param>
internal sealed class DetectionPace(int? fixedEvery = null)
{
    private const float Memory = 0.1f;
    private const int WarmingUp = 3;

    /// <summary>How much of the budget may be used after a step back to more detections: less than before a step away, so that it does not swing.</summary>
    private const double Comfort = 0.8;

    private static readonly TimeSpan LongestGap = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RevisedEvery = TimeSpan.FromSeconds(1);
    private long lastNumber = -1;
    private TimeSpan lastFrame;
    private TimeSpan? lastDetection;
    private TimeSpan lastRevision;
    private double interval;
    private double detection;
    private double rest;
    private int measured;

    /// <summary>Runs the detector on every n-th frame.</summary>
    public int Every { get; private set; } = fixedEvery ?? 1;

    /// <summary>Takes note of a frame and says whether faces are to be looked for in it.</summary>
    /// <param name="number">Number of the frame; frames that were dropped before it are missing in between.</param>
    /// <param name="at">Its stream time.</param>
    /// <param name="still">Whether there is nothing in it that the last search did not show: then it is searched only where four times a second ask for it.</param>
    public bool IsDue(long number, TimeSpan at, bool still = false)
    {
        if (number <= lastNumber || at <= lastFrame)
            lastDetection = null;
        else if (lastNumber >= 0)
            interval = Blend(interval, (at - lastFrame).TotalSeconds / (number - lastNumber));
        (lastNumber, lastFrame) = (number, at);

        // By time, not by count: frames that were dropped must not make the gaps longer still. Half a frame of tolerance for jitter.
        var due = lastDetection is not { } last || ((at - last).TotalSeconds >= interval * (Every - 0.5) && (!still || (at - last).TotalSeconds >= LongestGap.TotalSeconds - (interval / 2)));
        if (due)
            lastDetection = at;
        return due;
    }

    /// <summary>Takes note of what the frame cost and revises the pace.</summary>
    /// <param name="detecting">Time that looking for faces took; <see langword="null"/> where none was looked for.</param>
    /// <param name="everythingElse">Time for tracking, comparing and deciding.</param>
    /// <param name="share">Share of one processor that this camera may use, 0–1 or more.</param>
    public void Spent(TimeSpan? detecting, TimeSpan everythingElse, double share)
    {
        rest = Blend(rest, everythingElse.TotalSeconds);
        if (detecting is not { } cost || fixedEvery is not null || ++measured <= WarmingUp)
            return;
        detection = Blend(detection, cost.TotalSeconds);
        if (interval <= 0 || (lastFrame >= lastRevision && lastFrame - lastRevision < RevisedEvery))
            return;
        lastRevision = lastFrame;
        var budget = share * interval;
        var most = Math.Max(1, (int)(LongestGap.TotalSeconds / interval));
        var needed = 1;
        while (needed < most && (detection / needed) + rest > budget)
            needed++;
        if (needed > Every || Every > most)
            Every = needed;
        else if (needed < Every && (detection / (Every - 1)) + rest <= budget * Comfort)
            Every--;
    }

    private static double Blend(double before, double now) => before == 0 ? now : before + ((now - before) * Memory);
}
