using Lfr.Inference.Faces;

namespace Lfr.Inference.Pipeline;

/// <summary>Makes faces unrecognisable: at most four mean-coloured blocks along each side of the box, and a margin around it.</summary>
internal static class Mosaic
{
    private const int BlocksPerSide = 4;
    private const float Margin = 0.25f;

    /// <summary>Pixelates <paramref name="face"/> in place.</summary>
    /// <param name="bgr">The picture.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="face">The face to hide.</param>
    /// <param name="spare">The face that must stay visible. It is spared by the margin always, and by the box only where both are nearly the same place.</param>
    public static void Hide(Span<byte> bgr, int width, int height, Detection face, Detection? spare)
    {
        var block = Math.Max(4, (int)MathF.Ceiling(MathF.Max(face.Width, face.Height) / BlocksPerSide));
        var left = Math.Max(0, (int)(face.X - (face.Width * Margin)));
        var top = Math.Max(0, (int)(face.Y - (face.Height * Margin)));
        var right = Math.Min(width, (int)MathF.Ceiling(face.X + (face.Width * (1 + Margin))));
        var bottom = Math.Min(height, (int)MathF.Ceiling(face.Y + (face.Height * (1 + Margin))));
        var covers = spare is { } kept && Covers(face, kept);
        for (var y = top; y < bottom; y += block)
        {
            for (var x = left; x < right; x += block)
                Fill(bgr, width, x, y, Math.Min(x + block, right), Math.Min(y + block, bottom), face, spare, covers);
        }
    }

    /// <summary>Whether a find is the very face that shall stay visible, found twice, or an unsure find inside it.</summary>
    public static bool IsSame(Detection face, Detection kept) =>
        face.Overlap(kept) >= 0.4f || (face.Score < 0.7f && Shared(face, kept) >= 0.8f * face.Width * face.Height);

    private static bool Covers(Detection face, Detection kept) => Shared(face, kept) > 0.5f * kept.Width * kept.Height;

    private static float Shared(Detection face, Detection kept)
    {
        var width = MathF.Min(face.X + face.Width, kept.X + kept.Width) - MathF.Max(face.X, kept.X);
        var height = MathF.Min(face.Y + face.Height, kept.Y + kept.Height) - MathF.Max(face.Y, kept.Y);
        return width > 0 && height > 0 ? width * height : 0;
    }

    private static void Fill(
        Span<byte> bgr, int width, int left, int top, int right, int bottom, Detection face, Detection? spare, bool covers)
    {
        int blue = 0, green = 0, red = 0;
        for (var y = top; y < bottom; y++)
        {
            var row = bgr.Slice(((y * width) + left) * 3, (right - left) * 3);
            for (var i = 0; i < row.Length; i += 3)
            {
                blue += row[i];
                green += row[i + 1];
                red += row[i + 2];
            }
        }

        var count = (right - left) * (bottom - top);
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                if (spare is { } kept && Inside(kept, x, y) && (covers || !Inside(face, x, y)))
                    continue;
                var at = ((y * width) + x) * 3;
                bgr[at] = (byte)(blue / count);
                bgr[at + 1] = (byte)(green / count);
                bgr[at + 2] = (byte)(red / count);
            }
        }
    }

    private static bool Inside(Detection box, int x, int y) =>
        x >= box.X && x < box.X + box.Width && y >= box.Y && y < box.Y + box.Height;
}
