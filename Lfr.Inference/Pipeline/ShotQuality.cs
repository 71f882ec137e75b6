using Lfr.Inference.Faces;

namespace Lfr.Inference.Pipeline;

/// <summary>
/// What a shot of a face promises before it is embedded: 0–1, the expected genuine score relative to that of a large, sharp, frontal, evenly lit face.
/// Each factor is fitted to the mean genuine score by size, sharpness, yaw, alignment error and brightness over 6,484 shots of the synthetic street and of
/// walk-bys made of photographs.
/// </summary>
internal static class ShotQuality
{
    /// <summary>Pixels of height over which the loss by size falls to 1/e.</summary>
    private const float SizeScale = 27;

    /// <summary>Variance of the Laplacian at which half is lost.</summary>
    private const float SharpnessHalf = 5;

    /// <summary>Degrees of yaw that cost nothing.</summary>
    private const float FreeYaw = 15;

    /// <summary>Pixels of alignment error that cost nothing, and the loss for every one beyond.</summary>
    private const float FreeError = 4;
    private const float LossPerError = 0.06f;

    /// <summary>Mean luminance between which exposure costs nothing, and what is left at black or white.</summary>
    private const float DarkBelow = 100;
    private const float BrightAbove = 220;
    private const float LeftAtBlackOrWhite = 0.8f;

    /// <summary>The quality of a shot.</summary>
    public static float Of(in FaceMeasures face) =>
        AtMost(face.Face.Height)
        * (face.Sharpness / (face.Sharpness + SharpnessHalf))
        * Pose(face.Yaw)
        * MathF.Max(0.1f, 1 - (LossPerError * MathF.Max(0, face.AlignmentError - FreeError)))
        * Exposure(face.Brightness);

    /// <summary>The most that a face of this height can reach: known before its landmarks are placed.</summary>
    public static float AtMost(float height) => 1 - MathF.Exp(-MathF.Max(0, height) / SizeScale);

    private static float Pose(float yaw) => MathF.Cos(Math.Clamp(MathF.Abs(yaw) - FreeYaw, 0, 80) * MathF.PI / 180);

    private static float Exposure(float brightness)
    {
        var off = MathF.Max(Math.Max(0, DarkBelow - brightness) / DarkBelow, Math.Max(0, brightness - BrightAbove) / (255 - BrightAbove));
        return 1 - ((1 - LeftAtBlackOrWhite) * MathF.Min(1, off));
    }
}
