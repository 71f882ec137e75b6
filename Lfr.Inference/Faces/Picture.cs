namespace Lfr.Inference.Faces;

/// <summary>A decoded still picture. Dispose it to clear its pixels.</summary>
public sealed class Picture : IDisposable
{
    private readonly byte[] _bgr;

    internal Picture(byte[] bgr, int width, int height)
    {
        _bgr = bgr;
        Width = width;
        Height = height;
    }

    /// <summary>Pixels.</summary>
    public int Width { get; }

    /// <summary>Pixels.</summary>
    public int Height { get; }

    /// <summary>The pixels.</summary>
    public BgrImage Image => new(_bgr, Width, Height);

    /// <summary>Decodes a JPEG, PNG or WebP: upright, in sRGB, transparent parts white. Nothing of the file but its pixels is used.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="maximumSide">Pictures larger than this on their longer side are scaled down to it.</param>
    /// <exception cref="PictureRefusedException">The file is no such picture, too large, animated or damaged.</exception>
    public static Picture Decode(ReadOnlyMemory<byte> file, int maximumSide = int.MaxValue) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose() => Array.Clear(_bgr);
}

/// <summary>A file was not taken as a picture.</summary>
public sealed class PictureRefusedException : Exception
{
    /// <summary>With a stable word for tests and logs, and the sentence for people.</summary>
    public PictureRefusedException(string code, string sentence)
        : base(sentence) => Code = code;

    /// <summary>Such as <c>not-a-picture</c>.</summary>
    public string Code { get; }
}
