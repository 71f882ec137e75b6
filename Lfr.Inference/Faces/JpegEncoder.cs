using System.Buffers;
using SkiaSharp;

namespace Lfr.Inference.Faces;

/// <summary>Encodes pictures for people. Pixels only: no metadata is ever written.</summary>
public static class JpegEncoder
{
    /// <summary>Encodes <paramref name="image"/>.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="quality">JPEG quality, 1–100.</param>
    /// <param name="maximumSide">Larger pictures are scaled down so that their longer side is this, pixels.</param>
    public static byte[] Encode(BgrImage image, int quality, int maximumSide = int.MaxValue)
    {
        var info = new SKImageInfo(image.Width, image.Height, SKColorType.Bgra8888, SKAlphaType.Opaque);
        var pixels = ArrayPool<byte>.Shared.Rent(info.BytesSize);
        try
        {
            var bgr = image.Pixels;
            for (int from = 0, to = 0; from < bgr.Length; from += 3, to += 4)
            {
                pixels[to] = bgr[from];
                pixels[to + 1] = bgr[from + 1];
                pixels[to + 2] = bgr[from + 2];
                pixels[to + 3] = 255;
            }

            return Encode(pixels, info, quality, maximumSide);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pixels, clearArray: true);
        }
    }

    private static unsafe byte[] Encode(byte[] pixels, SKImageInfo info, int quality, int maximumSide)
    {
        fixed (byte* start = pixels)
        {
            using var whole = new SKPixmap(info, (nint)start);
            var longest = Math.Max(info.Width, info.Height);
            if (longest <= maximumSide)
                return Encode(whole, quality);

            var scale = maximumSide / (double)longest;
            var small = info.WithSize(Math.Max(1, (int)Math.Round(info.Width * scale)), Math.Max(1, (int)Math.Round(info.Height * scale)));
            using var bitmap = new SKBitmap(small);
            using var scaled = bitmap.PeekPixels();
            if (!whole.ScalePixels(scaled, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear)))
                throw new InvalidOperationException("The picture could not be scaled.");
            var jpeg = Encode(scaled, quality);
            bitmap.Erase(SKColors.Black);
            return jpeg;
        }
    }

    private static byte[] Encode(SKPixmap pixels, int quality)
    {
        using var data = pixels.Encode(new SKJpegEncoderOptions(quality))
            ?? throw new InvalidOperationException("The picture could not be encoded.");
        var jpeg = data.ToArray();
        // What the library made lies outside of this program's own memory, where nobody else clears it.
        unsafe
        {
            new Span<byte>((void*)data.Data, jpeg.Length).Clear();
        }

        return jpeg;
    }
}
