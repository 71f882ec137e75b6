using Lfr.Inference.Faces;

namespace Lfr.Inference.Pipeline;

/// <summary>A frame around the face that alerted, in the picture of the whole street. Stays outside of the face, so that nothing of it is covered.</summary>
internal static class Ring
{
    private const float Margin = 0.25f;

    /// <summary>Draws it.</summary>
    /// <param name="pixels">BGR, row-major, width × height × 3 bytes.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="face">The face.</param>
    public static void Draw(Span<byte> pixels, int width, int height, Detection face)
    {
        var stroke = Math.Max(2, height / 240);
        var left = (int)(face.X - (face.Width * Margin)) - stroke;
        var top = (int)(face.Y - (face.Height * Margin)) - stroke;
        var right = (int)(face.X + (face.Width * (1 + Margin))) + stroke;
        var bottom = (int)(face.Y + (face.Height * (1 + Margin))) + stroke;
        for (var y = Math.Max(0, top); y < Math.Min(height, bottom); y++)
        {
            for (var x = Math.Max(0, left); x < Math.Min(width, right); x++)
            {
                var edge = Math.Min(Math.Min(x - left, right - 1 - x), Math.Min(y - top, bottom - 1 - y));
                if (edge < stroke)
                    Paint(pixels, ((y * width) + x) * 3, edge);
            }
        }
    }

    // Dark outside, light inside: seen on any street.
    private static void Paint(Span<byte> pixels, int at, int edge)
    {
        var value = edge == 0 ? (byte)0 : (byte)255;
        (pixels[at], pixels[at + 1], pixels[at + 2]) = edge == 0 ? (value, value, value) : ((byte)0, (byte)210, value);
    }
}
