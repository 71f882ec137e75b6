using Lfr.Shared.Live;

namespace Lfr.Inference.Faces;

/// <summary>A face as the detector found it, in pixels of the picture; it may reach beyond the picture's edge.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
/// <param name="Score">The detector's confidence, 0–1.</param>
public readonly record struct Detection(float X, float Y, float Width, float Height, float Score)
{
    /// <summary>
    /// The five points, in pixels of the same picture, where the detector gives them; <see langword="null"/> where a landmark model has to place
    /// them. They do not move with a box that is changed.
    /// </summary>
    public FivePoints? Points { get; init; }

    /// <summary>Width ÷ height.</summary>
    public float Aspect => Width / Height;

    /// <summary>The box alone.</summary>
    public FaceBox ToBox() => new(X, Y, Width, Height);

    /// <summary>Intersection over union with <paramref name="other"/>, 0–1.</summary>
    public float Overlap(Detection other)
    {
        var width = MathF.Min(X + Width, other.X + other.Width) - MathF.Max(X, other.X);
        var height = MathF.Min(Y + Height, other.Y + other.Height) - MathF.Max(Y, other.Y);
        if (width <= 0 || height <= 0)
            return 0;
        var shared = width * height;
        return shared / ((Width * Height) + (other.Width * other.Height) - shared);
    }
}

/// <summary>A point in pixels.</summary>
public readonly record struct ImagePoint(float X, float Y);

/// <summary>The five points that align a face. Left and right are as the picture shows them.</summary>
/// <param name="LeftEye">Centre of the eye on the left of the picture.</param>
/// <param name="RightEye">Centre of the eye on the right of the picture.</param>
/// <param name="Nose">Tip of the nose.</param>
/// <param name="LeftMouth">Corner of the mouth on the left of the picture.</param>
/// <param name="RightMouth">Corner of the mouth on the right of the picture.</param>
public readonly record struct FivePoints(ImagePoint LeftEye, ImagePoint RightEye, ImagePoint Nose, ImagePoint LeftMouth, ImagePoint RightMouth)
{
    /// <summary>Reads ten numbers, x and y of each point in this order, relative to a cell of a grid.</summary>
    /// <param name="offsets">In cells.</param>
    /// <param name="column">The cell's column.</param>
    /// <param name="row">The cell's row.</param>
    /// <param name="unit">Pixels of the picture for each cell.</param>
    internal static FivePoints Read(ReadOnlySpan<float> offsets, int column, int row, float unit) => new(
        new((column + offsets[0]) * unit, (row + offsets[1]) * unit),
        new((column + offsets[2]) * unit, (row + offsets[3]) * unit),
        new((column + offsets[4]) * unit, (row + offsets[5]) * unit),
        new((column + offsets[6]) * unit, (row + offsets[7]) * unit),
        new((column + offsets[8]) * unit, (row + offsets[9]) * unit));
}

/// <summary>
/// What is known about a face once it is aligned and before it is embedded. A value, so that looking at a face allocates nothing;
/// <see cref="ToQuality"/> makes the record that an alert carries.
/// </summary>
/// <param name="Face">The detection.</param>
/// <param name="Points">The five points in the picture.</param>
/// <param name="InterEyeDistance">Pixels of the picture.</param>
/// <param name="Sharpness">Variance of the Laplacian of the aligned face.</param>
/// <param name="Brightness">Mean luminance of the aligned face, 0–255.</param>
/// <param name="Yaw">Degrees, estimated; positive when the nose points to the right of the picture.</param>
/// <param name="AlignmentError">Root mean square distance of the five points to the template after the fit, pixels of the aligned face.</param>
public readonly record struct FaceMeasures(
    Detection Face,
    FivePoints Points,
    float InterEyeDistance,
    float Sharpness,
    float Brightness,
    float Yaw,
    float AlignmentError)
{
    /// <summary>The same face in the picture that this one was cut from or scaled down from. What was measured of the aligned face stays.</summary>
    /// <param name="scale">Pixels of that picture for each of this one.</param>
    /// <param name="left">Where this picture begins in that one, pixels of that one.</param>
    /// <param name="top">As <paramref name="left"/>, from above.</param>
    internal FaceMeasures Seen(float scale, float left, float top)
    {
        return this with
        {
            Face = new Detection((Face.X * scale) + left, (Face.Y * scale) + top, Face.Width * scale, Face.Height * scale, Face.Score),
            Points = new FivePoints(At(Points.LeftEye), At(Points.RightEye), At(Points.Nose), At(Points.LeftMouth), At(Points.RightMouth)),
            InterEyeDistance = InterEyeDistance * scale,
        };

        ImagePoint At(ImagePoint p) => new((p.X * scale) + left, (p.Y * scale) + top);
    }

    /// <summary>The measures as an alert carries them.</summary>
    /// <param name="norm">Length of the raw embedding; 0 where the face was not embedded.</param>
    public FaceQuality ToQuality(float norm) =>
        new(Face.Height, InterEyeDistance, Sharpness, Brightness, Yaw, AlignmentError, norm, Face.Score);
}
