namespace Lfr.Inference.Pipeline;

/// <summary>
/// How finely the frames of a camera are searched: no finer than its zone needs, because the cost grows with the square. A larger scale is used, not
/// tiles: tiles of like recall cost about as much, and no face may lie on a seam (<c>./bench.sh detect</c> compares them).
/// </summary>
internal static class DetectionPlan
{
    /// <summary>Height in network pixels from which nearly all faces are found; <c>./bench.sh detect</c> counts them by height.</summary>
    public const float NetworkPixels = 15;

    /// <summary>A face is found before it is high enough to be compared, so that its track is steady by then.</summary>
    private const float FoundBeforeCompared = 0.7f;

    /// <summary>No pass is finer than the coarse pass can complete: between them no size of face is lost.</summary>
    private static readonly int[] Sides = [640, 960, 1280, 1600, 1920, 2560];

    /// <summary>Height of the smallest face to be found where faces of <paramref name="comparedFrom"/> pixels are compared.</summary>
    public static float SmallestFace(int comparedFrom) => comparedFrom * FoundBeforeCompared;

    /// <summary>Longest side of the fine pass, network pixels; never more than the frame has.</summary>
    /// <param name="width">Of the frame, pixels.</param>
    /// <param name="height">Of the frame, pixels.</param>
    /// <param name="smallestFace">Height of the smallest face to be found, pixels of the frame.</param>
    public static int FinestSide(int width, int height, float smallestFace)
    {
        var longest = Math.Max(width, height);
        foreach (var side in Sides)
        {
            if (side >= longest || smallestFace * side >= NetworkPixels * longest)
                return Math.Min(side, longest);
        }

        return Sides[^1];
    }
}
