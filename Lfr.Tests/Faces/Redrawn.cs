using Lfr.Inference.Faces;
using SkiaSharp;

namespace Lfr.Tests.Faces;

/// <summary>A portrait cut, scaled, turned or put beside another: the ways in which a photograph can be poor without its light or sharpness suffering.</summary>
internal static class Redrawn
{
    /// <summary>Without <paramref name="share"/> of its width and height on each side.</summary>
    public static Picture Cut(Picture picture, double share)
    {
        int left = (int)(picture.Width * share), top = (int)(picture.Height * share);
        int width = picture.Width - (2 * left), height = picture.Height - (2 * top);
        var pixels = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
            picture.Image.Row(y + top).Slice(left * 3, width * 3).CopyTo(pixels.AsSpan(y * width * 3));
        return new Picture(pixels, width, height);
    }

    public static Picture Smaller(Picture picture, double factor) => Drawn(
        (int)(picture.Width * factor), (int)(picture.Height * factor), canvas =>
        {
            canvas.Scale((float)factor);
            Draw(canvas, picture);
        });

    public static Picture Turned(Picture picture, double degrees) => Drawn(picture.Width, picture.Height, canvas =>
    {
        canvas.RotateDegrees((float)degrees, picture.Width / 2f, picture.Height / 2f);
        Draw(canvas, picture);
    });

    /// <summary>In the middle of a grey sheet, so many times as wide and high.</summary>
    public static Picture OnASheet(Picture picture, double times) => Drawn((int)(picture.Width * times), (int)(picture.Height * times), canvas =>
    {
        canvas.Translate((float)(picture.Width * (times - 1) / 2), (float)(picture.Height * (times - 1) / 2));
        Draw(canvas, picture);
    });

    /// <summary>With <paramref name="other"/> beside it, at so much of its size.</summary>
    public static Picture Beside(Picture picture, Picture other, double size) => Drawn(picture.Width + (int)(other.Width * size), picture.Height, canvas =>
    {
        Draw(canvas, picture);
        canvas.Translate(picture.Width, 0);
        canvas.Scale((float)size);
        Draw(canvas, other);
    });

    private static void Draw(SKCanvas canvas, Picture picture)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(picture.Width, picture.Height, SKColorType.Bgra8888, SKAlphaType.Opaque));
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
            {
                var pixel = picture.Image.Row(y).Slice(x * 3, 3);
                bitmap.SetPixel(x, y, new SKColor(pixel[2], pixel[1], pixel[0]));
            }
        }

        using var image = SKImage.FromBitmap(bitmap);
        canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
    }

    private static Picture Drawn(int width, int height, Action<SKCanvas> draw)
    {
        using var surface = new SKBitmap(new SKImageInfo(width, height, SKColorType.Bgra8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(surface);
        canvas.Clear(SKColors.Gray);
        draw(canvas);
        canvas.Flush();
        using var encoded = surface.Encode(SKEncodedImageFormat.Png, 100);
        return Picture.Decode(encoded.ToArray());
    }
}
