using Lfr.Inference.Faces;

namespace Lfr.Inference.Evaluation;

/// <summary>Makes pictures worse in known steps, to see what recognition loses. Each returns a new picture of the same size.</summary>
internal static class Degradation
{
    /// <summary>Keeps only the detail of a smaller picture: scaled down by <paramref name="factor"/> and up again.</summary>
    public static Picture Shrink(BgrImage image, double factor)
    {
        var width = Math.Max(1, (int)Math.Round(image.Width * factor));
        var height = Math.Max(1, (int)Math.Round(image.Height * factor));
        using var small = Resample(image, width, height);
        return Resample(small.Image, image.Width, image.Height);
    }

    /// <summary>Multiplies every grey level; above 1 what is over 255 is cut off, as in an overexposed picture.</summary>
    public static Picture Expose(BgrImage image, double factor)
    {
        var pixels = new byte[image.Pixels.Length];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)Math.Min(255, Math.Round(image.Pixels[i] * factor));
        return new Picture(pixels, image.Width, image.Height);
    }

    /// <summary>Light from one side: full at the left edge, falling evenly to <paramref name="dark"/> of it at the right.</summary>
    public static Picture LightFromTheLeft(BgrImage image, double dark)
    {
        var pixels = new byte[image.Pixels.Length];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)Math.Round(image.Pixels[i] * (1 - ((1 - dark) * (i / 3 % image.Width) / image.Width)));
        return new Picture(pixels, image.Width, image.Height);
    }

    /// <summary>A Gaussian blur of standard deviation <paramref name="sigma"/> pixels.</summary>
    public static Picture Blur(BgrImage image, double sigma)
    {
        var reach = (int)Math.Ceiling(3 * sigma);
        var bell = Enumerable.Range(-reach, (2 * reach) + 1).Select(i => Math.Exp(-i * i / (2 * sigma * sigma))).ToArray();
        var weights = bell.Select(w => (float)(w / bell.Sum())).ToArray();
        return Filtered(image, image.Width, image.Height, at => (at - reach, weights), at => (at - reach, weights));
    }

    /// <summary>Scales with a triangle as wide as a pixel of the smaller picture: averages down, interpolates up.</summary>
    private static Picture Resample(BgrImage image, int width, int height)
    {
        var (columns, rows) = (Triangle(image.Width, width), Triangle(image.Height, height));
        return Filtered(image, width, height, x => columns[x], y => rows[y]);
    }

    private static (int First, float[] Weights)[] Triangle(int from, int to)
    {
        var scale = from / (double)to;
        var reach = Math.Max(1, scale);
        var taps = new (int First, float[] Weights)[to];
        for (var i = 0; i < to; i++)
        {
            var centre = ((i + 0.5) * scale) - 0.5;
            var first = (int)Math.Ceiling(centre - reach);
            var weights = Enumerable.Range(first, (int)Math.Floor(centre + reach) - first + 1).Select(at => Math.Max(0, 1 - (Math.Abs(at - centre) / reach))).ToArray();
            taps[i] = (first, weights.Select(w => (float)(w / weights.Sum())).ToArray());
        }

        return taps;
    }

    /// <summary>A separable filter; beyond the edge the edge repeats.</summary>
    private static Picture Filtered(
        BgrImage image, int width, int height, Func<int, (int First, float[] Weights)> column, Func<int, (int First, float[] Weights)> row)
    {
        var across = new float[width * image.Height * 3];
        for (var x = 0; x < width; x++)
        {
            var (first, weights) = column(x);
            for (var y = 0; y < image.Height; y++)
            {
                var source = image.Row(y);
                var to = across.AsSpan(((y * width) + x) * 3, 3);
                for (var i = 0; i < weights.Length; i++)
                {
                    var from = source.Slice(Math.Clamp(first + i, 0, image.Width - 1) * 3, 3);
                    to[0] += weights[i] * from[0];
                    to[1] += weights[i] * from[1];
                    to[2] += weights[i] * from[2];
                }
            }
        }

        var pixels = new byte[width * height * 3];
        var sums = new float[width * 3];
        for (var y = 0; y < height; y++)
        {
            var (first, weights) = row(y);
            Array.Clear(sums);
            for (var i = 0; i < weights.Length; i++)
            {
                var from = across.AsSpan(Math.Clamp(first + i, 0, image.Height - 1) * width * 3, width * 3);
                for (var x = 0; x < sums.Length; x++)
                    sums[x] += weights[i] * from[x];
            }

            for (var x = 0; x < sums.Length; x++)
                pixels[(y * width * 3) + x] = (byte)Math.Clamp(MathF.Round(sums[x]), 0, 255);
        }

        Array.Clear(across);
        Array.Clear(sums);
        return new Picture(pixels, width, height);
    }
}
