namespace Lfr.Inference.Faces.Internals;

/// <summary>A rotation, uniform scale and shift of the plane: <c>x' = A·x − B·y + ShiftX</c>, <c>y' = B·x + A·y + ShiftY</c>. No reflection.</summary>
internal readonly record struct Similarity(double A, double B, double ShiftX, double ShiftY)
{
    /// <summary>The inverse transform. Meaningless for a scale of zero.</summary>
    public Similarity Inverse
    {
        get
        {
            var square = (A * A) + (B * B);
            var a = A / square;
            var b = -B / square;
            return new Similarity(a, b, -((a * ShiftX) - (b * ShiftY)), -((b * ShiftX) + (a * ShiftY)));
        }
    }

    /// <summary>The similarity that brings <paramref name="from"/> closest to <paramref name="to"/> in the sense of least squares, in closed form.</summary>
    public static Similarity Fit(ReadOnlySpan<ImagePoint> from, ReadOnlySpan<ImagePoint> to)
    {
        double fromX = 0, fromY = 0, toX = 0, toY = 0;
        for (var i = 0; i < from.Length; i++)
        {
            fromX += from[i].X;
            fromY += from[i].Y;
            toX += to[i].X;
            toY += to[i].Y;
        }

        fromX /= from.Length;
        fromY /= from.Length;
        toX /= from.Length;
        toY /= from.Length;

        // With both sets centred, the optimum is the complex number (Σ conj(p)·q) ÷ (Σ |p|²).
        double real = 0, imaginary = 0, spread = 0;
        for (var i = 0; i < from.Length; i++)
        {
            double px = from[i].X - fromX, py = from[i].Y - fromY, qx = to[i].X - toX, qy = to[i].Y - toY;
            real += (px * qx) + (py * qy);
            imaginary += (px * qy) - (py * qx);
            spread += (px * px) + (py * py);
        }

        var a = real / spread;
        var b = imaginary / spread;
        return new Similarity(a, b, toX - ((a * fromX) - (b * fromY)), toY - ((b * fromX) + (a * fromY)));
    }

    /// <summary>Applies the transform.</summary>
    public ImagePoint Apply(ImagePoint p) => new((float)((A * p.X) - (B * p.Y) + ShiftX), (float)((B * p.X) + (A * p.Y) + ShiftY));

    /// <summary>Root mean square distance between <paramref name="from"/> transformed and <paramref name="to"/>.</summary>
    public float Error(ReadOnlySpan<ImagePoint> from, ReadOnlySpan<ImagePoint> to)
    {
        double sum = 0;
        for (var i = 0; i < from.Length; i++)
        {
            var p = Apply(from[i]);
            double dx = p.X - to[i].X, dy = p.Y - to[i].Y;
            sum += (dx * dx) + (dy * dy);
        }

        return (float)Math.Sqrt(sum / from.Length);
    }
}
