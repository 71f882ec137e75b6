using System.Globalization;
using Lfr.Inference.Faces.Internals;
using SkiaSharp;

namespace Lfr.Inference.Faces;

/// <summary>A decoded still picture. Dispose it to clear its pixels.</summary>
public sealed class Picture : IDisposable
{
    /// <summary>Largest file that is looked at, bytes.</summary>
    public const int MaximumBytes = 15 * 1024 * 1024;

    /// <summary>Most pixels that are decoded, as the file's header declares them.</summary>
    public const int MaximumPixels = 40_000_000;

    private const string Damaged = "The picture's file is damaged or incomplete. Export it again and try once more.";

    private readonly byte[] _bgr;

    internal Picture(byte[] bgr, int width, int height)
        : this(bgr, width, height, width, height)
    {
    }

    internal Picture(byte[] bgr, int width, int height, int ownWidth, int ownHeight)
    {
        _bgr = bgr;
        Width = width;
        Height = height;
        OwnWidth = ownWidth;
        OwnHeight = ownHeight;
    }

    /// <summary>Pixels.</summary>
    public int Width { get; }

    /// <summary>Pixels.</summary>
    public int Height { get; }

    /// <summary>Width of the whole upright picture in the file, or of what a person left of it, pixels: larger than <see cref="Width"/> where it was scaled down or a part was taken.</summary>
    public int OwnWidth { get; }

    /// <summary>Height of the whole upright picture in the file, pixels.</summary>
    public int OwnHeight { get; }

    /// <summary>The pixels.</summary>
    public BgrImage Image => new(_bgr, Width, Height);

    /// <summary>Decodes a JPEG, PNG or WebP: upright, in sRGB, transparent parts white. Nothing of the file but its pixels is used.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="maximumSide">Pictures larger than this on their longer side are scaled down to it.</param>
    /// <param name="maximumPixels">Most pixels that are decoded, as the file's header declares them.</param>
    /// <exception cref="PictureRefusedException">The file is no such picture, too large, animated or damaged.</exception>
    /// <remarks>In this very process: for files of this program's own, and of whoever runs it. What came from outside goes through <see cref="Children.PictureDecoder"/>.</remarks>
    public static Picture Decode(ReadOnlyMemory<byte> file, int maximumSide = int.MaxValue, int maximumPixels = MaximumPixels) =>
        Decode(file, new PictureView(maximumSide), maximumPixels);

    /// <summary>As <see cref="Decode(ReadOnlyMemory{byte}, int, int)"/>, a part of it or turned.</summary>
    internal static unsafe Picture Decode(ReadOnlyMemory<byte> file, PictureView view, int maximumPixels = MaximumPixels)
    {
        if (file.IsEmpty)
            throw new PictureRefusedException("empty", "The file is empty.");
        if (file.Length > MaximumBytes)
            throw TooManyBytes();
        if (PictureFormat.Of(file.Span) is not { } format)
            throw NotTaken(PictureFormat.Foreign(file.Span));
        if (PictureFormat.IsAnimated(file.Span, format))
            throw Animated();

        // Where it lies: a copy outside of this program's own memory would be cleared by nobody.
        using var pinned = file.Pin();
        using var data = SKData.Create((nint)pinned.Pointer, file.Length);
        using var codec = SKCodec.Create(data) ?? throw new PictureRefusedException("damaged", Damaged);
        if (codec.EncodedFormat != format)
            throw new PictureRefusedException("not-a-picture", "The file is not a JPEG, PNG or WebP picture.");
        if (codec.FrameCount > 1)
            throw Animated();
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if ((long)width * height > maximumPixels)
        {
            throw new PictureRefusedException(
                "too-many-pixels",
                string.Create(CultureInfo.InvariantCulture, $"The picture has {width} × {height} pixels; at most {maximumPixels / 1_000_000} million are taken."));
        }

        using var bitmap = Pixels(codec, width, height);
        try
        {
            var held = PictureOrientation.OfTag(ExifOrientation.Of(file.Span, format) ?? (int)codec.EncodedOrigin).Clockwise(view.QuarterTurns);
            return Seen(bitmap, view, held);
        }
        finally
        {
            bitmap.Erase(SKColors.Transparent);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Array.Clear(_bgr);

    internal static PictureRefusedException TooManyBytes() => new("too-many-bytes", $"The file is larger than {MaximumBytes / 1024 / 1024} MB.");

    private static PictureRefusedException NotTaken(string? foreign) => new(
        "not-a-picture",
        foreign is null ? "The file is not a JPEG, PNG or WebP picture." : $"The file is {foreign}; JPEG, PNG and WebP are taken. Export it as a JPEG and choose that.");

    private static PictureRefusedException Animated() => new("animated", "The picture is animated; a still picture is needed.");

    private static SKBitmap Pixels(SKCodec codec, int width, int height)
    {
        using var srgb = SKColorSpace.CreateSrgb();
        var info = new SKImageInfo(width, height, SKColorType.Bgra8888, SKAlphaType.Premul, srgb);
        var bitmap = new SKBitmap();
        if (!bitmap.TryAllocPixels(info))
        {
            bitmap.Dispose();
            throw new PictureRefusedException("too-many-pixels", "There is not enough memory for this picture; use a smaller one.");
        }

        if (codec.GetPixels(info, bitmap.GetPixels()) == SKCodecResult.Success)
            return bitmap;
        bitmap.Dispose();
        throw new PictureRefusedException("damaged", Damaged);
    }

    private static Picture Seen(SKBitmap bitmap, PictureView view, PictureOrientation held)
    {
        var own = held.Swap(bitmap.Width, bitmap.Height);
        if (view is { Area: null, Crop: null })
            return Shrunk(bitmap, view.MaximumSide, held, own);
        var left = view.Crop is { } crop ? crop.Of(own.Width, own.Height) : new PictureArea(0, 0, own.Width, own.Height);
        own = (left.Width, left.Height);
        var area = view.Area is { } wanted ? wanted.Within(own.Width, own.Height) : new PictureArea(0, 0, own.Width, own.Height);
        var part = held.InFile(area with { X = left.X + area.X, Y = left.Y + area.Y }, bitmap.Width, bitmap.Height);
        using var subset = new SKBitmap();
        return bitmap.ExtractSubset(subset, SKRectI.Create(part.X, part.Y, part.Width, part.Height))
            ? Shrunk(subset, view.MaximumSide, held, own)
            : throw new PictureRefusedException("damaged", Damaged);
    }

    private static Picture Shrunk(SKBitmap bitmap, int maximumSide, PictureOrientation held, (int Width, int Height) own)
    {
        var longest = Math.Max(bitmap.Width, bitmap.Height);
        if (longest <= maximumSide)
            return Upright(bitmap, held, own);
        var scale = maximumSide / (double)longest;
        var info = bitmap.Info.WithSize(
            Math.Max(1, (int)Math.Round(bitmap.Width * scale)), Math.Max(1, (int)Math.Round(bitmap.Height * scale)));
        using var small = bitmap.Resize(info, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear))
            ?? throw new PictureRefusedException("too-many-pixels", "There is not enough memory for this picture; use a smaller one.");
        try
        {
            return Upright(small, held, own);
        }
        finally
        {
            small.Erase(SKColors.Transparent);
        }
    }

    /// <summary>Copies the pixels, on white, turned and mirrored upright.</summary>
    private static Picture Upright(SKBitmap bitmap, PictureOrientation held, (int Width, int Height) own)
    {
        var (sourceWidth, sourceHeight) = (bitmap.Width, bitmap.Height);
        var (width, height) = held.Swap(sourceWidth, sourceHeight);
        var bgr = new byte[checked(width * height * 3)];
        var source = bitmap.GetPixelSpan();
        var stride = bitmap.RowBytes;
        var to = 0;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++, to += 3)
            {
                var (sourceX, sourceY) = held.Swap(x, y);
                sourceX = held.MirrorX ? sourceWidth - 1 - sourceX : sourceX;
                sourceY = held.MirrorY ? sourceHeight - 1 - sourceY : sourceY;
                var pixel = source.Slice((sourceY * stride) + (sourceX * 4), 4);
                var white = 255 - pixel[3];
                bgr[to] = (byte)(pixel[0] + white);
                bgr[to + 1] = (byte)(pixel[1] + white);
                bgr[to + 2] = (byte)(pixel[2] + white);
            }
        }

        return new Picture(bgr, width, height, own.Width, own.Height);
    }
}

/// <summary>A file was not taken as a picture.</summary>
public sealed class PictureRefusedException : Exception
{
    /// <summary>With a stable word for tests and logs, and the sentence for people.</summary>
    public PictureRefusedException(string code, string sentence)
        : base(sentence) => Code = code;

    /// <summary>Such as <c>not-a-picture</c>.</summary>
    public string Code { get; }

    /// <summary>Whether the machine, and not the picture, may be the reason: the same file may be taken in a minute.</summary>
    public bool MayWorkLater { get; init; }
}
