namespace Lfr.Inference.Faces.Internals;

/// <summary>
/// Cuts a square out of a picture, in grey and scaled to the landmark model's input. What lies beyond the picture's edge repeats the edge. Large
/// squares are averaged over the area of each target pixel, others interpolated.
/// </summary>
internal sealed class GreyCrop
{
    /// <summary>From twice the target's side on, interpolation would skip pixels of the source.</summary>
    private const int AreaFrom = 2;

    private const float BlueWeight = 0.114f;
    private const float GreenWeight = 0.587f;
    private const float RedWeight = 0.299f;

    private readonly int _side;
    private float[] _row = [];

    /// <summary>For crops of <paramref name="side"/> × <paramref name="side"/>.</summary>
    public GreyCrop(int side) => _side = side;

    /// <summary>Luminance of a BGR pixel, 0–255.</summary>
    public static float Grey(ReadOnlySpan<byte> pixel) => Grey(pixel[0], pixel[1], pixel[2]);

    /// <summary>Luminance, 0–255.</summary>
    public static float Grey(byte blue, byte green, byte red) => (BlueWeight * blue) + (GreenWeight * green) + (RedWeight * red);

    /// <summary>Cuts the square with its corner at (<paramref name="left"/>, <paramref name="top"/>).</summary>
    /// <param name="image">The picture.</param>
    /// <param name="left">Left edge, pixels, may be negative.</param>
    /// <param name="top">Top edge, pixels, may be negative.</param>
    /// <param name="size">Side of the square in the picture, pixels, above 0.</param>
    /// <param name="scale">Multiplied with each grey level 0–255.</param>
    /// <param name="into">Receives side × side floats.</param>
    public void Cut(BgrImage image, float left, float top, float size, float scale, Span<float> into)
    {
        if (size > AreaFrom * _side)
            Average(image, left, top, size / _side, scale, into);
        else
            Interpolate(image, left, top, size / _side, scale, into);
    }

    /// <summary>Zeroes what is left of the last crop.</summary>
    public void Clear() => Array.Clear(_row);

    private void Interpolate(BgrImage image, float left, float top, float step, float scale, Span<float> into)
    {
        for (var v = 0; v < _side; v++)
        {
            var (upper, lower, down) = Neighbours(top + ((v + 0.5f) * step) - 0.5f, image.Height);
            var upperRow = image.Row(upper);
            var lowerRow = image.Row(lower);
            for (var u = 0; u < _side; u++)
            {
                var (west, east, across) = Neighbours(left + ((u + 0.5f) * step) - 0.5f, image.Width);
                var above = Mix(Grey(upperRow[(west * 3)..]), Grey(upperRow[(east * 3)..]), across);
                var below = Mix(Grey(lowerRow[(west * 3)..]), Grey(lowerRow[(east * 3)..]), across);
                into[(v * _side) + u] = Mix(above, below, down) * scale;
            }
        }
    }

    private void Average(BgrImage image, float left, float top, float step, float scale, Span<float> into)
    {
        var firstColumn = (int)MathF.Floor(left);
        var columns = (int)MathF.Ceiling(left + (_side * step)) - firstColumn;
        if (_row.Length < columns)
            _row = new float[columns];
        var factor = scale / (step * step);
        into[..(_side * _side)].Clear();
        for (var v = 0; v < _side; v++)
        {
            float from = top + (v * step), to = from + step;
            for (var y = (int)MathF.Floor(from); y < to; y++)
            {
                var covered = (MathF.Min(y + 1, to) - MathF.Max(y, from)) * factor;
                GreyRow(image, y, firstColumn, columns);
                AddRow(left - firstColumn, step, covered, into.Slice(v * _side, _side));
            }
        }
    }

    private void GreyRow(BgrImage image, int y, int firstColumn, int columns)
    {
        var source = image.Row(Math.Clamp(y, 0, image.Height - 1));
        for (var i = 0; i < columns; i++)
            _row[i] = Grey(source[(Math.Clamp(firstColumn + i, 0, image.Width - 1) * 3)..]);
    }

    private void AddRow(float start, float step, float weight, Span<float> into)
    {
        for (var u = 0; u < _side; u++)
        {
            float from = start + (u * step), to = from + step;
            var sum = 0f;
            for (var x = (int)from; x < to && x < _row.Length; x++)
                sum += (MathF.Min(x + 1, to) - MathF.Max(x, from)) * _row[x];
            into[u] += sum * weight;
        }
    }

    private static (int First, int Second, float Weight) Neighbours(float at, int size)
    {
        var floor = MathF.Floor(at);
        var first = (int)floor;
        return (Math.Clamp(first, 0, size - 1), Math.Clamp(first + 1, 0, size - 1), at - floor);
    }

    private static float Mix(float a, float b, float weight) => a + ((b - a) * weight);
}
