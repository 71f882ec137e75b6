using System.Collections.Concurrent;
using Lfr.Shared.Live;

namespace Lfr.Inference.Pipeline;

/// <summary>When faces are compared and when an alert is raised. In a deployment every number comes from the licence.</summary>
/// <param name="Threshold">Cosine at or above which a comparison matches, in [-1, 1].</param>
/// <param name="AgreeingFrames">Frames of one track that must match the same entry, at least 2.</param>
/// <param name="MinimumFaceHeight">Faces lower than this, in pixels, are never embedded.</param>
/// <param name="RepeatSuppression">How long further alerts for an entry are suppressed.</param>
public sealed record MatchPolicy(float Threshold, int AgreeingFrames, int MinimumFaceHeight, TimeSpan RepeatSuppression)
{
    /// <summary>The licence's numbers; never fewer than two agreeing frames, whatever it says.</summary>
    public static MatchPolicy Of(DeploymentLicence licence) => new(
        licence.Threshold,
        Math.Max(2, licence.AgreeingFrames),
        licence.MinimumFaceHeight,
        TimeSpan.FromSeconds(Math.Max(0, licence.RepeatSuppressionSeconds)));
}

/// <summary>Counters of a run, over all its cameras. Numbers only: they say how many, never who.</summary>
public sealed class FaceCounts
{
    private long facesCompared;
    private long comparisons;
    private long facesDiscarded;
    private long alertsRaised;
    private long alertsSuppressed;
    private long comparisonsSpared;
    private long facesPostponed;

    /// <summary>Tracks whose face was compared.</summary>
    public long FacesCompared => Interlocked.Read(ref facesCompared);

    /// <summary>Single face images embedded and searched.</summary>
    public long Comparisons => Interlocked.Read(ref comparisons);

    /// <summary>Compared tracks that ended without an alert.</summary>
    public long FacesDiscarded => Interlocked.Read(ref facesDiscarded);

    /// <summary>Alerts raised.</summary>
    public long AlertsRaised => Interlocked.Read(ref alertsRaised);

    /// <summary>Repeat alerts suppressed.</summary>
    public long AlertsSuppressed => Interlocked.Read(ref alertsSuppressed);

    /// <summary>Face images that were not embedded because their track had nothing to gain by it.</summary>
    public long ComparisonsSpared => Interlocked.Read(ref comparisonsSpared);

    /// <summary>Face images that were put off because too many faces waited in one frame: the overload of the comparing stage, as dropped frames are the camera's.</summary>
    public long FacesPostponed => Interlocked.Read(ref facesPostponed);

    internal void CountSpared() => Interlocked.Increment(ref comparisonsSpared);

    internal void CountPostponed(int faces) => Interlocked.Add(ref facesPostponed, faces);

    internal void CountFace() => Interlocked.Increment(ref facesCompared);

    internal void CountComparison() => Interlocked.Increment(ref comparisons);

    internal void CountDiscard() => Interlocked.Increment(ref facesDiscarded);

    internal void CountAlert() => Interlocked.Increment(ref alertsRaised);

    internal void CountSuppressed() => Interlocked.Increment(ref alertsSuppressed);
}

/// <summary>Remembers when each entry last alerted, over all cameras of a run, so that one person is not announced again and again.</summary>
public sealed class RepeatSuppression(TimeSpan interval)
{
    private readonly ConcurrentDictionary<Guid, Entry> entries = new();

    /// <summary>
    /// Raises an alert for this entry unless one was raised within the interval. Only an alert that is safe counts: when <paramref name="raise"/> fails,
    /// the next sighting is announced. Another camera that sees the same entry meanwhile waits for the result.
    /// </summary>
    /// <param name="entryId">Entry.</param>
    /// <param name="now">When it was seen.</param>
    /// <param name="raise">Makes the alert and returns once it is safe. What it throws is passed on.</param>
    /// <returns>Whether it was raised; <see langword="false"/> when it was suppressed.</returns>
    public bool Raise(Guid entryId, DateTimeOffset now, Action raise)
    {
        var entry = entries.GetOrAdd(entryId, static _ => new Entry());
        lock (entry.Gate)
        {
            if (entry.Last is { } before && now - before < interval)
                return false;
            raise();
            entry.Last = now;
            return true;
        }
    }

    /// <summary>Takes note of an alert that was raised before this process started.</summary>
    public void Remember(Guid entryId, DateTimeOffset raisedAt)
    {
        var entry = entries.GetOrAdd(entryId, static _ => new Entry());
        lock (entry.Gate)
        {
            if (entry.Last is null || entry.Last < raisedAt)
                entry.Last = raisedAt;
        }
    }

    private sealed class Entry
    {
        public Lock Gate { get; } = new();

        public DateTimeOffset? Last { get; set; }
    }
}
