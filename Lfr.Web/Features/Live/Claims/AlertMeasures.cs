using Lfr.Shared.Live;

namespace Lfr.Web.Features.Live.Claims;

/// <summary>Whether the numbers around an alert can be true, and meet what its licence asks for.</summary>
internal static class AlertMeasures
{
    private const int MostFramesOfATrack = 100_000;
    private const long MostFramesOfACamera = 10_000_000_000;
    private const float Pixel = 1;
    private static readonly TimeSpan LongestStream = TimeSpan.FromDays(31);

    /// <summary>Why they cannot; <see langword="null"/> when they can.</summary>
    /// <param name="message">The alert.</param>
    /// <param name="licence">Its licence.</param>
    /// <param name="images">Its pictures, whose size they must fit.</param>
    public static string? Problem(AlertMessage message, DeploymentLicence licence, AlertImages images)
    {
        if (message is not { Box: { } box, Quality: { } quality })
            return "The face's box or its measures are missing.";
        if (message.AgreeingFrames < licence.AgreeingFrames)
            return "Fewer frames agree than the licence asks for.";
        if (message.AgreeingFrames > message.FramesSeen || message.FramesSeen > MostFramesOfATrack)
            return "More frames agree than were seen, or more were seen than a face is followed for.";
        if (message.FrameNumber is < 0 or > MostFramesOfACamera || message.FrameTime < TimeSpan.Zero || message.FrameTime > LongestStream)
            return "There is no such frame.";
        if (!(box.Height >= licence.MinimumFaceHeight) || !(MathF.Abs(quality.FaceHeight - box.Height) <= Pixel))
            return "The face is smaller than the licence asks for, or of two heights.";
        if (!IsIn(box, images.Width, images.Height))
            return "The face does not lie in its picture.";
        return IsPossible(quality, box) ? null : "The face's measures are impossible.";
    }

    // A face may reach beyond the picture's edge, but not lie outside of it.
    private static bool IsIn(FaceBox box, int width, int height) =>
        box.X + (box.Width / 2) >= 0 && box.X + (box.Width / 2) <= width && box.Y + (box.Height / 2) >= 0 && box.Y + (box.Height / 2) <= height
        && box.Width > 0 && box.Width <= 2 * width && box.Height <= 2 * height;

    private static bool IsPossible(FaceQuality quality, FaceBox box) =>
        quality.InterEyeDistance >= 0 && quality.InterEyeDistance <= 2 * MathF.Max(box.Width, box.Height)
        && quality.Sharpness is >= 0 and <= 2e6f
        && quality.Brightness is >= 0 and <= 256
        && quality.Yaw is >= -180 and <= 180
        && quality.AlignmentError is >= 0 and <= 112
        && quality.EmbeddingNorm is >= 0 and <= 1e4f
        && quality.DetectorScore is >= 0 and <= 1.001f;
}
