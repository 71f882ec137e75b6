using Lfr.Inference.Faces.Internals;

namespace Lfr.Inference.Faces;

/// <summary>How the light falls on an aligned face, measured where every face has skin: from above the brows to the chin, between the temples.</summary>
/// <param name="UnderExposure">Share of luminance up to 25, 0–1.</param>
/// <param name="OverExposure">Share of luminance from 247, 0–1.</param>
/// <param name="IlluminationUniformity">Intersection of the luminance histograms of the left and the right half, 0–100.</param>
/// <param name="DynamicRange">Entropy of the luminance histogram ÷ 8 bits, 0–100.</param>
internal readonly record struct LuminanceMeasures(float UnderExposure, float OverExposure, float IlluminationUniformity, float DynamicRange)
{
    private const int Left = 28;
    private const int Right = 84;
    private const int Top = 34;
    private const int Bottom = 102;
    private const int Darkest = 25;
    private const int Brightest = 247;

    /// <summary>Levels that count as one where the halves are compared: noise must not tell them apart.</summary>
    private const int Together = 16;

    /// <summary>Measures a face.</summary>
    /// <param name="aligned">112 × 112 × 3 bytes, BGR.</param>
    public static LuminanceMeasures Of(ReadOnlySpan<byte> aligned)
    {
        Span<int> left = stackalloc int[256], right = stackalloc int[256];
        left.Clear();
        right.Clear();
        for (var y = Top; y < Bottom; y++)
        {
            for (var x = Left; x < Right; x++)
            {
                var level = (int)MathF.Min(255, MathF.Round(GreyCrop.Grey(aligned.Slice(((y * FaceEncoder.AlignedSide) + x) * 3, 3))));
                (x < (Left + Right) / 2 ? left : right)[level]++;
            }
        }

        const float pixels = (Right - Left) * (Bottom - Top);
        int dark = 0, bright = 0, alike = 0;
        var entropy = 0f;
        for (var level = 0; level < 256; level += Together)
        {
            int ofLeft = 0, ofRight = 0;
            for (var i = level; i < level + Together; i++)
            {
                var both = left[i] + right[i];
                dark += i <= Darkest ? both : 0;
                bright += i >= Brightest ? both : 0;
                entropy -= both == 0 ? 0 : both / pixels * MathF.Log2(both / pixels);
                ofLeft += left[i];
                ofRight += right[i];
            }

            alike += Math.Min(ofLeft, ofRight);
        }

        return new LuminanceMeasures(dark / pixels, bright / pixels, 100 * alike / (pixels / 2), MathF.Min(100, entropy * 12.5f));
    }
}
