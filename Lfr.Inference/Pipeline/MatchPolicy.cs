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
