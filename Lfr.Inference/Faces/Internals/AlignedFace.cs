namespace Lfr.Inference.Faces.Internals;

/// <summary>Measures of an aligned face's pixels.</summary>
internal static class AlignedFace
{
    /// <summary>Mean luminance (0–255) and variance of the Laplacian of an aligned BGR face.</summary>
    /// <param name="bgr">side × side × 3 bytes.</param>
    /// <param name="side">Pixels.</param>
    /// <param name="grey">Room for side × side floats; cleared afterwards.</param>
    public static (float Brightness, float Sharpness) Measure(ReadOnlySpan<byte> bgr, int side, Span<float> grey)
    {
        var sum = 0f;
        for (var i = 0; i < side * side; i++)
        {
            grey[i] = GreyCrop.Grey(bgr.Slice(i * 3, 3));
            sum += grey[i];
        }

        double total = 0, squares = 0;
        for (var y = 1; y < side - 1; y++)
        {
            for (var x = 1; x < side - 1; x++)
            {
                var at = (y * side) + x;
                var edge = grey[at - side] + grey[at + side] + grey[at - 1] + grey[at + 1] - (4 * grey[at]);
                total += edge;
                squares += edge * edge;
            }
        }

        grey.Clear();
        var count = (side - 2) * (side - 2);
        var mean = total / count;
        return (sum / (side * side), (float)((squares / count) - (mean * mean)));
    }

    /// <summary>
    /// Degrees by which the head is turned, positive to the right of the picture: the nose's tip lies before the plane of the eyes, so turning
    /// moves it along the line of the eyes. An estimate from two distances of an average head, good for choosing between shots.
    /// </summary>
    public static float Yaw(in FivePoints points)
    {
        // Distance of the nose's tip from the plane of the eyes, in distances between the eyes, of an average adult head.
        const float noseDepth = 0.6f;
        float eyeX = points.RightEye.X - points.LeftEye.X, eyeY = points.RightEye.Y - points.LeftEye.Y;
        var eyes = MathF.Sqrt((eyeX * eyeX) + (eyeY * eyeY));
        if (!(eyes > 0))
            return 0;
        var noseX = points.Nose.X - ((points.LeftEye.X + points.RightEye.X) / 2);
        var noseY = points.Nose.Y - ((points.LeftEye.Y + points.RightEye.Y) / 2);
        var along = ((noseX * eyeX) + (noseY * eyeY)) / eyes;
        return MathF.Atan2(along, eyes * noseDepth) * (180 / MathF.PI);
    }
}
