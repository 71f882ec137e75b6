namespace Lfr.Inference.Faces;

/// <summary>A picture that somebody else owns: rows from top to bottom without gaps, three bytes per pixel in the order blue, green, red.</summary>
public readonly ref struct BgrImage
{
    /// <summary>Looks at <paramref name="pixels"/> as a picture.</summary>
    /// <param name="pixels">At least width × height × 3 bytes.</param>
    /// <param name="width">Pixels, at least 1.</param>
    /// <param name="height">Pixels, at least 1.</param>
    public BgrImage(ReadOnlySpan<byte> pixels, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        Pixels = pixels[..checked(width * height * 3)];
        Width = width;
        Height = height;
    }

    /// <summary>Width × height × 3 bytes.</summary>
    public ReadOnlySpan<byte> Pixels { get; }

    /// <summary>Pixels.</summary>
    public int Width { get; }

    /// <summary>Pixels.</summary>
    public int Height { get; }

    /// <summary>Bytes from one row to the next.</summary>
    public int Stride => Width * 3;

    /// <summary>One row's bytes.</summary>
    public ReadOnlySpan<byte> Row(int y) => Pixels.Slice(y * Stride, Stride);
}
