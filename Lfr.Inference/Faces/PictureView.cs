namespace Lfr.Inference.Faces;

/// <summary>What of a picture is decoded, and how it is held.</summary>
/// <param name="MaximumSide">What is larger than this on its longer side is scaled down to it, pixels.</param>
/// <param name="QuarterTurns">Quarter turns clockwise, 0–3, after the file's own orientation: a person turned it.</param>
/// <param name="Area">The part that is wanted; <see langword="null"/> for all of it.</param>
public readonly record struct PictureView(int MaximumSide, int QuarterTurns = 0, PictureArea? Area = null);

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
