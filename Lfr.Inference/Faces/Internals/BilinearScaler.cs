using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lfr.Inference.Faces.Internals;

/// <summary>
/// Scales a BGR picture bilinearly (pixel centres at halves, edges repeated) straight into the planes of a network's input, subtracting the
/// mean and multiplying on the way. Made for one pair of sizes and reused for every frame.
/// </summary>
internal sealed class BilinearScaler
{
    private readonly int _sourceWidth;
    private readonly int _sourceHeight;
    private readonly int _width;
    private readonly int _height;
    private readonly int[] _column;
    private readonly float[] _columnWeight;
    private readonly float[] _row;

    /// <summary>For pictures of one size, to be scaled to <paramref name="width"/> × <paramref name="height"/>.</summary>
    public BilinearScaler(int sourceWidth, int sourceHeight, int width, int height)
    {
        _sourceWidth = sourceWidth;
        _sourceHeight = sourceHeight;
        _width = width;
        _height = height;
        _column = new int[width];
        _columnWeight = new float[width];
        for (var x = 0; x < width; x++)
        {
            (var first, _columnWeight[x]) = Sample(x, width, sourceWidth);
            _column[x] = first * 3;
        }

        // A pixel's right neighbour is always loaded, four floats at a time: room for it beyond the last column.
        _row = new float[(sourceWidth * 3) + 8];
    }

    /// <summary>Whether this scaler fits a picture and a target size.</summary>
    public bool Fits(int sourceWidth, int sourceHeight, int width, int height) =>
        (_sourceWidth, _sourceHeight, _width, _height) == (sourceWidth, sourceHeight, width, height);

    /// <summary>Writes three planes, red first unless told otherwise, of <paramref name="stride"/> floats per row; columns and rows beyond the scaled picture are left alone.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="planes">3 × <paramref name="planeLength"/> floats.</param>
    /// <param name="planeLength">Floats from one plane to the next.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="mean">Subtracted from each value 0–255.</param>
    /// <param name="scale">Multiplied then.</param>
    /// <param name="blueFirst">Blue, green, red instead of red, green, blue.</param>
    public void ToRgbPlanes(BgrImage image, Span<float> planes, int planeLength, int stride, float mean, float scale, bool blueFirst = false)
    {
        var red = planes.Slice(blueFirst ? planeLength * 2 : 0, planeLength);
        var green = planes.Slice(planeLength, planeLength);
        var blue = planes.Slice(blueFirst ? 0 : planeLength * 2, planeLength);
        for (var y = 0; y < _height; y++)
        {
            var (first, weight) = Sample(y, _height, _sourceHeight);
            var second = Math.Min(first + 1, _sourceHeight - 1);
            BlendRows(image.Row(first), image.Row(second), weight, mean, scale, _row);
            PickColumns(red.Slice(y * stride, _width), green.Slice(y * stride, _width), blue.Slice(y * stride, _width));
        }
    }

    /// <summary>Zeroes the row that was blended last.</summary>
    public void Clear() => Array.Clear(_row);

    private static (int First, float Weight) Sample(int target, int targetSize, int sourceSize)
    {
        var at = ((target + 0.5f) * sourceSize / targetSize) - 0.5f;
        if (at <= 0)
            return (0, 0);
        var first = (int)at;
        return first >= sourceSize - 1 ? (sourceSize - 1, 0) : (first, at - first);
    }

    /// <summary>Blends two rows vertically and normalises: linear, so it may come before the columns are blended.</summary>
    private static void BlendRows(ReadOnlySpan<byte> upper, ReadOnlySpan<byte> lower, float weight, float mean, float scale, Span<float> into)
    {
        ref var u = ref MemoryMarshal.GetReference(upper);
        ref var l = ref MemoryMarshal.GetReference(lower);
        ref var to = ref MemoryMarshal.GetReference(into);
        var upperFactor = (1 - weight) * scale;
        var lowerFactor = weight * scale;
        var shift = -mean * scale;
        var i = 0;
        if (Avx512F.IsSupported)
        {
            var uf = Vector512.Create(upperFactor);
            var lf = Vector512.Create(lowerFactor);
            var s = Vector512.Create(shift);
            for (; i <= upper.Length - 16; i += 16)
            {
                var a = Vector512.ConvertToSingle(Avx512F.ConvertToVector512Int32(Vector128.LoadUnsafe(ref u, (nuint)i)));
                var b = Vector512.ConvertToSingle(Avx512F.ConvertToVector512Int32(Vector128.LoadUnsafe(ref l, (nuint)i)));
                Vector512.FusedMultiplyAdd(b, lf, Vector512.FusedMultiplyAdd(a, uf, s)).StoreUnsafe(ref to, (nuint)i);
            }
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            var uf = Vector128.Create(upperFactor);
            var lf = Vector128.Create(lowerFactor);
            var s = Vector128.Create(shift);
            for (; i <= upper.Length - 16; i += 16)
            {
                var (u0, u1) = Vector128.Widen(Vector128.LoadUnsafe(ref u, (nuint)i));
                var (l0, l1) = Vector128.Widen(Vector128.LoadUnsafe(ref l, (nuint)i));
                Blend(u0, l0, uf, lf, s, ref to, (nuint)i);
                Blend(u1, l1, uf, lf, s, ref to, (nuint)(i + 8));
            }
        }

        for (; i < upper.Length; i++)
            into[i] = (upper[i] * upperFactor) + (lower[i] * lowerFactor) + shift;
    }

    private static void Blend(
        Vector128<ushort> upper, Vector128<ushort> lower, Vector128<float> upperFactor, Vector128<float> lowerFactor, Vector128<float> shift, ref float to, nuint at)
    {
        var (u0, u1) = Vector128.Widen(upper);
        var (l0, l1) = Vector128.Widen(lower);
        var a = Vector128.FusedMultiplyAdd(Vector128.ConvertToSingle(u0.AsInt32()), upperFactor, shift);
        var b = Vector128.FusedMultiplyAdd(Vector128.ConvertToSingle(u1.AsInt32()), upperFactor, shift);
        Vector128.FusedMultiplyAdd(Vector128.ConvertToSingle(l0.AsInt32()), lowerFactor, a).StoreUnsafe(ref to, at);
        Vector128.FusedMultiplyAdd(Vector128.ConvertToSingle(l1.AsInt32()), lowerFactor, b).StoreUnsafe(ref to, at + 4);
    }

    private void PickColumns(Span<float> red, Span<float> green, Span<float> blue)
    {
        ref var row = ref MemoryMarshal.GetArrayDataReference(_row);
        var x = 0;
        if (Sse.IsSupported)
        {
            ref var r = ref MemoryMarshal.GetReference(red);
            ref var g = ref MemoryMarshal.GetReference(green);
            ref var b = ref MemoryMarshal.GetReference(blue);
            for (; x <= _width - 4; x += 4)
            {
                var p0 = Pick(ref row, x);
                var p1 = Pick(ref row, x + 1);
                var p2 = Pick(ref row, x + 2);
                var p3 = Pick(ref row, x + 3);
                var low01 = Sse.UnpackLow(p0, p1);
                var low23 = Sse.UnpackLow(p2, p3);
                Sse.MoveLowToHigh(low01, low23).StoreUnsafe(ref b, (nuint)x);
                Sse.MoveHighToLow(low23, low01).StoreUnsafe(ref g, (nuint)x);
                Sse.MoveLowToHigh(Sse.UnpackHigh(p0, p1), Sse.UnpackHigh(p2, p3)).StoreUnsafe(ref r, (nuint)x);
            }
        }

        for (; x < _width; x++)
        {
            var pixel = Pick(ref row, x);
            blue[x] = pixel[0];
            green[x] = pixel[1];
            red[x] = pixel[2];
        }
    }

    /// <summary>One blended pixel: blue, green, red and a value without meaning.</summary>
    private Vector128<float> Pick(ref float row, int x)
    {
        var at = (nuint)_column[x];
        var left = Vector128.LoadUnsafe(ref row, at);
        var right = Vector128.LoadUnsafe(ref row, at + 3);
        return Vector128.FusedMultiplyAdd(right - left, Vector128.Create(_columnWeight[x]), left);
    }
}
