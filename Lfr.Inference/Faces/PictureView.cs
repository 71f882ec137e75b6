namespace Lfr.Inference.Faces;

/// <summary>What of a picture is decoded, and how it is held.</summary>
/// <param name="MaximumSide">What is larger than this on its longer side is scaled down to it, pixels.</param>
/// <param name="QuarterTurns">Quarter turns clockwise, 0–3, after the file's own orientation: a person turned it.</param>
/// <param name="Area">The part that is wanted; <see langword="null"/> for all of it.</param>
/// <param name="Crop">What a person left of it: all else counts as if it were not in the file, also for <paramref name="Area"/>. <see langword="null"/> for all of it.</param>
public readonly record struct PictureView(int MaximumSide, int QuarterTurns = 0, PictureArea? Area = null, PictureCrop? Crop = null);

/// <summary>A rectangle of an upright picture that a person chose, whatever the size of the file: in ten-thousandths of its width and height.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
public readonly record struct PictureCrop(int X, int Y, int Width, int Height)
{
    /// <summary>A whole side.</summary>
    public const int Whole = 10_000;

    /// <summary>The rectangle in pixels of a picture.</summary>
    internal PictureArea Of(int width, int height)
    {
        // Each edge is rounded by itself: what meets at an edge meets in every size.
        var (left, top) = (At(X, width), At(Y, height));
        return new PictureArea(left, top, At((long)X + Width, width) - left, At((long)Y + Height, height) - top).Within(width, height);
    }

    private static int At(long share, int side) => (int)Math.Round(Math.Clamp(share, 0, Whole) * (double)side / Whole);
}

/// <summary>A rectangle of an upright picture at its own size, pixels.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
public readonly record struct PictureArea(int X, int Y, int Width, int Height)
{
    /// <summary>The part of it that lies within a picture; at least a pixel.</summary>
    internal PictureArea Within(int width, int height)
    {
        var (left, top) = (Math.Clamp(X, 0, width - 1), Math.Clamp(Y, 0, height - 1));
        return new PictureArea(
            left, top, (int)Math.Clamp((long)X + Width - left, 1, width - left), (int)Math.Clamp((long)Y + Height - top, 1, height - top));
    }
}
