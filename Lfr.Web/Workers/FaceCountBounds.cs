using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;

namespace Lfr.Web.Workers;

/// <summary>
/// How much a run can have counted. A worker that counts people who were never there makes the published rate of false alerts vanish, so that what no street can hold is
/// not counted.
/// </summary>
internal static class FaceCountBounds
{
    /// <summary>Faces that walk past one camera in a second, for hours on end. The busiest crossing in the world has some twenty, on all sides together.</summary>
    private const int FacesPerSecond = 25;

    /// <summary>Frames of one camera in a second.</summary>
    private const int FramesPerSecond = 240;

    /// <summary>The engine's counters are read one after the other while it counts on.</summary>
    private const int ReadingSlack = 100;

    /// <summary>What may come at once: a run begins in the middle of a crowd, and a report is a second late.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(20);

    /// <summary>Why a run cannot have counted this; <see langword="null"/> when it can.</summary>
    /// <param name="total">All that would be counted under the licence.</param>
    /// <param name="cameras">Cameras of the licence.</param>
    /// <param name="elapsed">Since the licence was assigned.</param>
    public static string? Problem(FaceCounts total, int cameras, TimeSpan elapsed)
    {
        var seconds = (long)((elapsed > TimeSpan.Zero ? elapsed : TimeSpan.Zero) + AtOnce).TotalSeconds * cameras;
        var (faces, frames) = (seconds * FacesPerSecond, seconds * FramesPerSecond);
        long[] counted = [total.FacesCompared, total.FacesDiscarded, total.AlertsRaised, total.AlertsSuppressed];
        if (counted.Append(total.FramesDropped).Any(c => c < 0))
            return "It reported a number below nought.";
        if (counted.Any(c => c > faces))
            return $"It reported more than {Words.Number(faces)} faces, which is more than {Words.Count(cameras, "camera", "cameras")} can have seen since it started.";
        if (total.FramesDropped > frames)
            return $"It reported more than {Words.Number(frames)} dropped frames, which is more than {Words.Count(cameras, "camera", "cameras")} can have sent since it started.";
        return total.FacesDiscarded > total.FacesCompared + ReadingSlack ? "It reported more faces that were discarded than were compared." : null;
    }
}
