using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
        ref var pixel = ref MemoryMarshal.GetReference(bgr[..(side * side * 3)]);
        for (var i = 0; i < side * side; i++)
        {
            grey[i] = GreyCrop.Grey(Unsafe.Add(ref pixel, i * 3), Unsafe.Add(ref pixel, (i * 3) + 1), Unsafe.Add(ref pixel, (i * 3) + 2));
            sum += grey[i];
        }

        double total = 0, squares = 0;
        for (var y = 1; y < side - 1; y++)
        {
            var (rowTotal, rowSquares) = Edges(grey, side, (y * side) + 1, side - 2);
            total += rowTotal;
            squares += rowSquares;
        }

        grey.Clear();
        var count = (side - 2) * (side - 2);
        var mean = total / count;
        return (sum / (side * side), (float)((squares / count) - (mean * mean)));
    }

    /// <summary>Sum and sum of squares of the Laplacian of <paramref name="count"/> pixels of one row.</summary>
    private static (float Total, float Squares) Edges(ReadOnlySpan<float> grey, int side, int first, int count)
    {
        ref var at = ref MemoryMarshal.GetReference(grey.Slice(first - side, count + (2 * side)));
        float total = 0, squares = 0;
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            var totals = Vector256<float>.Zero;
            var sums = Vector256<float>.Zero;
            for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                var centre = (nuint)(side + i);
                var edge = Vector256.LoadUnsafe(ref at, centre - (nuint)side) + Vector256.LoadUnsafe(ref at, centre + (nuint)side)
                    + Vector256.LoadUnsafe(ref at, centre - 1) + Vector256.LoadUnsafe(ref at, centre + 1) - (Vector256.LoadUnsafe(ref at, centre) * 4);
                totals += edge;
                sums += edge * edge;
            }

            total = Vector256.Sum(totals);
            squares = Vector256.Sum(sums);
        }

        for (; i < count; i++)
        {
            var here = first + i;
            var edge = grey[here - side] + grey[here + side] + grey[here - 1] + grey[here + 1] - (4 * grey[here]);
            total += edge;
            squares += edge * edge;
        }

        return (total, squares);
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
