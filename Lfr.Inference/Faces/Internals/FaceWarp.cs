using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lfr.Inference.Faces.Internals;

/// <summary>Warps a picture by a similarity, bilinearly, black beyond its edge.</summary>
internal static class FaceWarp
{
    /// <summary>Fills a square of <paramref name="side"/> × <paramref name="side"/> BGR pixels.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="toSource">From pixels of the square to pixels of the picture.</param>
    /// <param name="side">Pixels.</param>
    /// <param name="into">side × side × 3 bytes.</param>
    public static void Warp(BgrImage image, Similarity toSource, int side, Span<byte> into)
    {
        for (var v = 0; v < side; v++)
        {
            var row = into.Slice(v * side * 3, side * 3);
            for (var u = 0; u < side; u++)
            {
                var x = (float)((toSource.A * u) - (toSource.B * v) + toSource.ShiftX);
                var y = (float)((toSource.B * u) + (toSource.A * v) + toSource.ShiftY);
                Sample(image, x, y, row.Slice(u * 3, 3));
            }
        }
    }

    private static void Sample(BgrImage image, float x, float y, Span<byte> pixel)
    {
        var left = MathF.Floor(x);
        var top = MathF.Floor(y);
        if (!(left >= -1 && top >= -1 && left < image.Width && top < image.Height))
        {
            pixel.Clear();
            return;
        }

        int x0 = (int)left, y0 = (int)top;
        float across = x - left, down = y - top;

        // Four bytes are read for each of the four neighbours: the last pixel of the picture takes the careful way.
        if (Sse41.IsSupported && x0 >= 0 && y0 >= 0 && x0 < image.Width - 2 && y0 < image.Height - 1)
            SampleInside(image, x0, y0, across, down, pixel);
        else
            SampleEdge(image, x0, y0, across, down, pixel);
    }

    private static void SampleInside(BgrImage image, int x0, int y0, float across, float down, Span<byte> pixel)
    {
        ref var at = ref Unsafe.Add(ref MemoryMarshal.GetReference(image.Pixels), (y0 * image.Stride) + (x0 * 3));
        ref var below = ref Unsafe.Add(ref at, image.Stride);
        var weight = Vector128.Create(across);
        var upper = Mix(Load(ref at), Load(ref Unsafe.Add(ref at, 3)), weight);
        var lower = Mix(Load(ref below), Load(ref Unsafe.Add(ref below, 3)), weight);
        var value = Vector128.ConvertToInt32(Mix(upper, lower, Vector128.Create(down)) + Vector128.Create(0.5f));
        pixel[0] = (byte)value[0];
        pixel[1] = (byte)value[1];
        pixel[2] = (byte)value[2];
    }

    private static void SampleEdge(BgrImage image, int x0, int y0, float across, float down, Span<byte> pixel)
    {
        for (var c = 0; c < 3; c++)
        {
            var upper = Value(image, x0, y0, c) + ((Value(image, x0 + 1, y0, c) - Value(image, x0, y0, c)) * across);
            var lower = Value(image, x0, y0 + 1, c) + ((Value(image, x0 + 1, y0 + 1, c) - Value(image, x0, y0 + 1, c)) * across);
            pixel[c] = (byte)(upper + ((lower - upper) * down) + 0.5f);
        }
    }

    private static float Value(BgrImage image, int x, int y, int channel) =>
        x < 0 || y < 0 || x >= image.Width || y >= image.Height ? 0 : image.Pixels[(y * image.Stride) + (x * 3) + channel];

    private static Vector128<float> Load(ref byte pixel)
    {
        var bytes = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<int>(ref pixel)).AsByte();
        return Vector128.ConvertToSingle(Sse41.ConvertToVector128Int32(bytes));
    }

    private static Vector128<float> Mix(Vector128<float> a, Vector128<float> b, Vector128<float> weight) =>
        Vector128.FusedMultiplyAdd(b - a, weight, a);
}
