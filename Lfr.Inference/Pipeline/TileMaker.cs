using Lfr.Inference.Faces;
using Lfr.Inference.Video;
using SkiaSharp;

namespace Lfr.Inference.Pipeline;

/// <summary>
/// Makes the coarse picture that shows an operator that a camera works and how busy it is. At most 64 blocks across, and a face that would
/// still cover several blocks is made of no more than four along each side.
/// </summary>
public static class TileMaker
{
    private const int MostColumns = 64;

    /// <summary>The tile as PNG.</summary>
    internal static (int Width, int Height, byte[] Png) Make(VideoFrame frame, ReadOnlySpan<Detection> faces)
    {
        var columns = Math.Min(MostColumns, frame.Width);
        var rows = Math.Clamp((int)Math.Round((double)columns * frame.Height / frame.Width), 1, Math.Min(MostColumns * 2, frame.Height));
        var bgr = new byte[columns * rows * 3];
        Shrink(frame, bgr, columns, rows);
        var (scaleX, scaleY) = ((float)columns / frame.Width, (float)rows / frame.Height);
        foreach (var face in faces)
        {
            var small = face with { X = face.X * scaleX, Y = face.Y * scaleY, Width = face.Width * scaleX, Height = face.Height * scaleY };
            if (MathF.Max(small.Width, small.Height) > 4)
                Mosaic.Hide(bgr, columns, rows, small, spare: null);
        }

        return (columns, rows, Png(new BgrImage(bgr, columns, rows)));
    }

    /// <summary>Encodes a tile: pixels only.</summary>
    public static byte[] Png(BgrImage tile)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(tile.Width, tile.Height, SKColorType.Bgra8888, SKAlphaType.Opaque));
        var bgr = tile.Pixels;
        var to = bitmap.GetPixelSpan();
        for (int i = 0, o = 0; i < bgr.Length; i += 3, o += 4)
        {
            to[o] = bgr[i];
            to[o + 1] = bgr[i + 1];
            to[o + 2] = bgr[i + 2];
            to[o + 3] = 255;
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static void Shrink(VideoFrame frame, Span<byte> bgr, int columns, int rows)
    {
        var pixels = frame.Pixels;
        for (var row = 0; row < rows; row++)
        {
            var (top, bottom) = (row * frame.Height / rows, (row + 1) * frame.Height / rows);
            for (var column = 0; column < columns; column++)
            {
                var (left, right) = (column * frame.Width / columns, (column + 1) * frame.Width / columns);
                int blue = 0, green = 0, red = 0;
                for (var y = top; y < bottom; y++)
                {
                    var line = pixels.Slice(((y * frame.Width) + left) * 3, (right - left) * 3);
                    for (var i = 0; i < line.Length; i += 3)
                    {
                        blue += line[i];
                        green += line[i + 1];
                        red += line[i + 2];
                    }
                }

                var count = (right - left) * (bottom - top);
                var at = ((row * columns) + column) * 3;
                bgr[at] = (byte)(blue / count);
                bgr[at + 1] = (byte)(green / count);
                bgr[at + 2] = (byte)(red / count);
            }
        }
    }
}
