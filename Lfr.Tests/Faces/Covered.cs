using System.Runtime.InteropServices;
using Lfr.Inference.Faces;
using Lfr.Inference.Faces.Internals;
using SkiaSharp;

namespace Lfr.Tests.Faces;

/// <summary>Draws over a face what hides parts of it, in many colours and cuts; places are pixels of an aligned face.</summary>
internal static class Covered
{
    private static readonly ImagePoint[] Template = [new(38.2946f, 51.6963f), new(73.5318f, 51.5014f), new(56.0252f, 71.7366f), new(41.5493f, 92.3655f), new(70.7299f, 92.2041f)];

    private static readonly SKColor[] Cloth =
    [
        new(150, 195, 220), new(240, 242, 244), new(28, 28, 30), new(110, 112, 118), new(225, 160, 175), new(40, 60, 110), new(200, 170, 140), new(90, 120, 90),
    ];

    private static readonly SKColor[] Glass = [new(18, 18, 20), new(40, 28, 20), new(25, 35, 50), new(60, 60, 62), new(10, 10, 10), new(80, 50, 25)];

    /// <summary>Everything that can be drawn.</summary>
    public static IReadOnlyDictionary<string, Action<SKCanvas, SKColor, int>> Kinds { get; } = new Dictionary<string, Action<SKCanvas, SKColor, int>>(StringComparer.Ordinal)
    {
        ["plain"] = static (_, _, _) => { },
        ["mask"] = static (canvas, _, kind) => Mask(canvas, kind, 62, pleats: kind % 2 == 0),
        ["mask below the nose"] = static (canvas, _, kind) => Mask(canvas, kind, 76, pleats: kind % 3 == 0),
        ["flat mask"] = static (canvas, _, kind) => Fill(canvas, Cloth[kind % Cloth.Length], 22, 70, 92, 70, 84, 118, 28, 118),
        ["scarf"] = static (canvas, _, kind) => Scarf(canvas, kind),
        ["hand on the mouth"] = static (canvas, skin, kind) => Hand(canvas, skin, kind, 78),
        ["hand on the eyes"] = static (canvas, skin, kind) => Hand(canvas, skin, kind, 34),
        ["sunglasses"] = static (canvas, _, kind) => Sunglasses(canvas, kind),
        ["clear glasses"] = static (canvas, _, kind) => Frames(canvas, new SKColor[] { new(15, 15, 18), new(70, 40, 20), new(120, 120, 125), new(150, 30, 30) }[kind % 4], 1 + (kind % 3 * 0.7f)),
    };

    /// <summary>The picture with one of <see cref="Kinds"/> over its face.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="face">The face's points in it.</param>
    /// <param name="what">Key of <see cref="Kinds"/>.</param>
    /// <param name="kind">Colour and cut.</param>
    public static byte[] With(Picture picture, FivePoints face, string what, int kind)
    {
        ImagePoint[] points = [face.LeftEye, face.RightEye, face.Nose, face.LeftMouth, face.RightMouth];
        var fit = Similarity.Fit(points, Template).Inverse;
        using var bitmap = new SKBitmap(new SKImageInfo(picture.Width, picture.Height, SKColorType.Bgra8888, SKAlphaType.Opaque));
        var bgr = picture.Image.Pixels;
        var bgra = new byte[picture.Width * picture.Height * 4];
        for (int from = 0, to = 0; from < bgr.Length; from += 3, to += 4)
            (bgra[to], bgra[to + 1], bgra[to + 2], bgra[to + 3]) = (bgr[from], bgr[from + 1], bgr[from + 2], 255);
        Marshal.Copy(bgra, 0, bitmap.GetPixels(), bgra.Length);

        var cheek = fit.Apply(new ImagePoint(40, 70));
        var skin = bitmap.GetPixel((int)cheek.X, (int)cheek.Y);
        using var canvas = new SKCanvas(bitmap);
        var place = new SKMatrix((float)fit.A, -(float)fit.B, (float)fit.ShiftX, (float)fit.B, (float)fit.A, (float)fit.ShiftY, 0, 0, 1);
        canvas.SetMatrix(in place);
        Kinds[what](canvas, skin, kind);
        canvas.Flush();
        using var jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, 92);
        return jpeg.ToArray();
    }

    private static void Mask(SKCanvas canvas, int kind, float top, bool pleats)
    {
        var colour = Cloth[kind % Cloth.Length];
        using var shade = SKShader.CreateLinearGradient(
            new SKPoint(20, 0), new SKPoint(92, 0), [Times(colour, 0.82f), Times(colour, 1.04f), Times(colour, 0.85f)], [0, 0.5f, 1], SKShaderTileMode.Clamp);
        using var paint = Paint(colour);
        paint.Shader = shade;
        using var shape = Shape(20, top + 4, 40, top - 1, 56, top - 3, 72, top - 1, 92, top + 4, 90, 92, 78, 108, 56, 116, 34, 108, 22, 92);
        canvas.DrawPath(shape, paint);
        using var pen = Pen(Times(colour, 0.8f), 1);
        for (var y = top + 12; pleats && y < 106; y += 9)
            canvas.DrawLine(26, y, 86, y, pen);
        using var strap = Pen(Times(colour, 0.9f), 1.5f);
        canvas.DrawLine(20, top + 4, 4, top - 8, strap);
        canvas.DrawLine(92, top + 4, 108, top - 8, strap);
    }

    private static void Scarf(SKCanvas canvas, int kind)
    {
        var colour = new SKColor[] { new(150, 30, 35), new(60, 60, 65), new(30, 70, 120), new(190, 170, 130) }[kind % 4];
        Fill(canvas, colour, -10, 78, 30, 74, 56, 72, 82, 74, 122, 78, 122, 150, -10, 150);
        for (var i = 0; i < 9; i++)
        {
            using var fold = Pen(Times(colour, i % 2 == 0 ? 0.7f : 1.25f), 3);
            canvas.DrawLine(-10, 80 + (i * 8), 122, 76 + (i * 8), fold);
        }
    }

    private static void Hand(SKCanvas canvas, SKColor skin, int kind, float top)
    {
        using var gap = Pen(Times(skin, 0.6f), 0.8f);
        for (var finger = 0; finger < 4; finger++)
        {
            using var paint = Paint(Times(skin, 0.95f - (0.03f * finger)));
            canvas.DrawRoundRect(SKRect.Create(16 + (kind % 3 * 4), top + (finger * 8.5f), 76, 9), 4, 4, paint);
            canvas.DrawLine(20, top + (finger * 8.5f), 90, top + (finger * 8.5f), gap);
        }
    }

    private static void Sunglasses(SKCanvas canvas, int kind)
    {
        var colour = Glass[kind % Glass.Length];
        float larger = kind % 3 * 2;
        using var shade = SKShader.CreateLinearGradient(new SKPoint(0, 42), new SKPoint(0, 64), [Times(colour, 0.8f), Times(colour, 1.5f)], [0, 1], SKShaderTileMode.Clamp);
        using var paint = Paint(colour);
        paint.Shader = shade;
        foreach (var x in (ReadOnlySpan<float>)[38.3f, 73.5f])
        {
            var lens = SKRect.Create(x - 15 - (larger / 2), 43 - (larger / 2), 30 + larger, 19 + larger);
            if (kind % 2 == 0)
                canvas.DrawRoundRect(lens, 5, 5, paint);
            else
                canvas.DrawOval(lens, paint);
            using var reflection = Paint(new SKColor(255, 255, 255, 90));
            if (kind % 4 == 1)
                canvas.DrawOval(SKRect.Create(x - 9, 46, 7, 5), reflection);
        }

        using var frame = Pen(new SKColor(15, 15, 15), 2.2f);
        canvas.DrawLine(50, 49, 62, 49, frame);
        canvas.DrawLine(24, 48, 4, 44, frame);
        canvas.DrawLine(88, 48, 108, 44, frame);
    }

    private static void Frames(SKCanvas canvas, SKColor colour, float width)
    {
        using var pen = Pen(colour, width);
        foreach (var x in (ReadOnlySpan<float>)[38.3f, 73.5f])
            canvas.DrawRoundRect(SKRect.Create(x - 14, 43, 28, 18), 5, 5, pen);
        canvas.DrawLine(52, 50, 60, 50, pen);
        canvas.DrawLine(24, 49, 4, 45, pen);
        canvas.DrawLine(88, 49, 108, 45, pen);
    }

    private static void Fill(SKCanvas canvas, SKColor colour, params float[] corners)
    {
        using var paint = Paint(colour);
        using var shape = Shape(corners);
        canvas.DrawPath(shape, paint);
    }

    private static SKPath Shape(params float[] corners)
    {
        using var builder = new SKPathBuilder();
        builder.MoveTo(corners[0], corners[1]);
        for (var i = 2; i < corners.Length; i += 2)
            builder.LineTo(corners[i], corners[i + 1]);
        builder.Close();
        return builder.Detach();
    }

    private static SKPaint Paint(SKColor colour) => new() { Color = colour, IsAntialias = true };

    private static SKPaint Pen(SKColor colour, float width) => new() { Color = colour, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = width };

    private static SKColor Times(SKColor colour, float factor) =>
        new((byte)Math.Min(255, colour.Red * factor), (byte)Math.Min(255, colour.Green * factor), (byte)Math.Min(255, colour.Blue * factor));
}
