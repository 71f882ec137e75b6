using Lfr.Shared.Live;

namespace Lfr.Inference.Faces.Internals;

/// <summary>
/// Tells from an aligned face whether eyes and mouth can be seen. Aligned, each part of a face has its place, so that a few comparisons of places suffice: lips are redder
/// than the skin above and below them and have a dark line between them; cloth differs in colour from the brow, is smooth, and ends in a seam across the nose; dark glasses are
/// darker than the cheeks and smoother than eyes; a hand has no pupil. The weights come from a linear fit on the synthetic people of the demonstration, plain and with masks, scarves,
/// hands and glasses drawn over them; the thresholds from real photographs (docs/engine.md).
/// </summary>
internal sealed class CoverMeasures
{
    private const int Side = FaceEncoder.AlignedSide;

    /// <summary>Score from which a mouth counts as hidden.</summary>
    private const float MouthThreshold = 2.1f;

    /// <summary>Score from which eyes count as hidden behind glasses.</summary>
    private const float LensThreshold = 1.8f;

    /// <summary>Range of luminance (natural logarithm) within the opening of an eye, below which there is no pupil and no white.</summary>
    private const float LeastRange = 0.33f;

    /// <summary>How fast the measure falls below <see cref="LeastRange"/>.</summary>
    private const float RangeSteepness = 12;

    private static readonly Patch[] Brow = [new(46, 66, 34, 46), new(50, 62, 48, 60)];
    private static readonly Patch[] Mouth = [new(42, 70, 84, 108)];
    private static readonly Patch[] Cheeks = [new(34, 46, 66, 78), new(66, 78, 66, 78), new(48, 64, 62, 76)];
    private static readonly Patch[] Eyes = [new(29, 48, 45, 59), new(64, 83, 45, 59)];
    private static readonly Patch[] UnderEyes = [new(31, 47, 58, 63), new(65, 81, 58, 63)];
    private static readonly Patch[] Openings = [new(31, 46, 47, 57), new(66, 81, 47, 57)];

    /// <summary>From one side of the nose to the other: a seam crosses nearly all of them.</summary>
    private static readonly (int From, int To)[] Bands = [(28, 38), (38, 48), (48, 56), (56, 64), (64, 74), (74, 84)];

    private readonly float[] _light = new float[Side * Side];
    private readonly float[] _red = new float[Side * Side];
    private readonly float[] _blue = new float[Side * Side];

    private CoverMeasures(ReadOnlySpan<byte> aligned)
    {
        for (var i = 0; i < Side * Side; i++)
        {
            // A little is added so that black has a colour, too: none.
            float blue = aligned[i * 3] + 4, green = aligned[(i * 3) + 1] + 4, red = aligned[(i * 3) + 2] + 4;
            _light[i] = (0.114f * blue) + (0.587f * green) + (0.299f * red);
            _red[i] = MathF.Log(red / green);
            _blue[i] = MathF.Log(blue / green);
        }
    }

    /// <summary>Measures a face.</summary>
    /// <param name="aligned">112 × 112 × 3 bytes, BGR.</param>
    public static FaceCover Of(ReadOnlySpan<byte> aligned)
    {
        var face = new CoverMeasures(aligned);
        try
        {
            return new FaceCover(Visible(face.HiddenEyes()), Visible(face.HiddenMouth()));
        }
        finally
        {
            Array.Clear(face._light);
            Array.Clear(face._red);
            Array.Clear(face._blue);
        }
    }

    /// <summary>A score, 0 on the threshold and higher for what is hidden, as a measure 0–100 of which more is better.</summary>
    private static float Visible(float score) => 100 / (1 + MathF.Exp(score));

    private float HiddenMouth()
    {
        Span<float> redness = stackalloc float[Side], inner = stackalloc float[Side], outer = stackalloc float[Side];
        for (var y = 74; y < Side; y++)
        {
            redness[y] = Row(_red, y, 48, 64);
            inner[y] = MathF.Log(Row(_light, y, 48, 64));
            outer[y] = (MathF.Log(Row(_light, y, 24, 34)) + MathF.Log(Row(_light, y, 78, 88))) / 2;
        }

        var lips = float.MinValue;
        for (var y = 84; y < 100; y++)
            lips = MathF.Max(lips, Mean(redness[y..(y + 4)]));
        float above = Mean(redness[76..81]), below = Mean(redness[104..110]);
        float line = 0, wide = 0;
        for (var y = 84; y < 104; y++)
        {
            line = MathF.Max(line, MathF.Min(inner[y - 5], inner[y + 5]) - inner[y]);
            wide = MathF.Max(wide, MathF.Min(outer[y - 5], outer[y + 5]) - outer[y]);
        }

        var light = Median(_light, Mouth);
        float red = Median(_red, Mouth) - Median(_red, Brow), blue = Median(_blue, Mouth) - Median(_blue, Brow);
        var within = Values(_light, new Patch(42, 70, 82, 108));
        return 0.635f - MouthThreshold
            - (16.618f * Math.Clamp(lips - MathF.Max(above, below), -0.15f, 0.25f))
            - (2.166f * Math.Clamp(lips - MathF.Min(above, below), 0, 0.3f))
            + (3.176f * Math.Clamp(line, 0, 0.5f))
            - (10.2f * Math.Clamp(line - wide, -0.05f, 0.4f))
            + (6.083f * Math.Clamp(MathF.Sqrt((red * red) + (blue * blue)), 0, 0.4f))
            + (0.307f * Math.Clamp(-red, -0.1f, 0.25f))
            - (3.272f * Math.Clamp(MathF.Log(MathF.Log(At(within, 0.95f) / At(within, 0.05f)) + 0.02f), -2.2f, 0))
            + (1.331f * Math.Clamp(MathF.Log((At(Steps(new Patch(40, 72, 80, 108)), 0.9f) / light) + 0.01f), -4, -1.6f))
            + (0.897f * Math.Clamp(Seam(), 0.1f, 0.7f));
    }

    private float HiddenEyes()
    {
        var cheeks = Median(_light, Cheeks);
        var eyes = Values(_light, Eyes);
        var range = 0f;
        foreach (var opening in Openings)
        {
            var values = Values(_light, opening);
            range += MathF.Log(At(values, 0.92f) / At(values, 0.08f)) / Openings.Length;
        }

        var lenses = -19.814f - LensThreshold
            - (7.606f * Math.Clamp(MathF.Log((At(Steps(Openings), 0.8f) / cheeks) + 0.005f), -4.5f, -1.8f))
            + (3.087f * Math.Clamp(MathF.Log(At(eyes, 0.95f) / cheeks), -1, 0.1f))
            + (1.443f * Math.Clamp(MathF.Log(At(eyes, 0.5f) / cheeks), -1.5f, -0.2f))
            + (1.854f * Math.Clamp(MathF.Log(Median(_light, UnderEyes) / cheeks), -0.8f, 0))
            + (3.338f * Math.Clamp(range, 0.1f, 1));
        return MathF.Max(lenses, RangeSteepness * (LeastRange - range));
    }

    /// <summary>The strongest step of colour and light that crosses the face between the eyes and the mouth, in all bands but one.</summary>
    private float Seam()
    {
        const int first = 50, last = 92, reach = 4;
        Span<float> steps = stackalloc float[Bands.Length * Side];
        for (var band = 0; band < Bands.Length; band++)
        {
            for (var y = first; y < last; y++)
            {
                float light = 0.5f * MathF.Log(Block(_light, band, y + 2) / Block(_light, band, y - 5)),
                    red = Block(_red, band, y + 2) - Block(_red, band, y - 5),
                    blue = Block(_blue, band, y + 2) - Block(_blue, band, y - 5);
                steps[(band * Side) + y] = MathF.Sqrt((light * light) + (red * red) + (blue * blue));
            }
        }

        var strongest = 0f;
        Span<float> across = stackalloc float[Bands.Length];
        for (var y = first + reach; y < last - reach; y++)
        {
            for (var band = 0; band < Bands.Length; band++)
            {
                across[band] = 0;
                foreach (var step in steps.Slice((band * Side) + y - reach, (2 * reach) + 1))
                    across[band] = MathF.Max(across[band], step);
            }

            across.Sort();
            strongest = MathF.Max(strongest, across[1]);
        }

        return strongest;
    }

    /// <summary>Mean of four rows of a band.</summary>
    private float Block(float[] values, int band, int top)
    {
        var sum = 0f;
        for (var y = top; y < top + 4; y++)
            sum += Row(values, y, Bands[band].From, Bands[band].To);
        return sum / 4;
    }

    private static float Row(float[] values, int y, int from, int to) => Mean(values.AsSpan((y * Side) + from, to - from));

    private static float Mean(ReadOnlySpan<float> values)
    {
        var sum = 0f;
        foreach (var value in values)
            sum += value;
        return sum / values.Length;
    }

    private static float Median(float[] values, params ReadOnlySpan<Patch> patches) => At(Values(values, patches), 0.5f);

    /// <summary>The value below which a share of the sorted ones lies.</summary>
    private static float At(float[] sorted, float share) => sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];

    /// <summary>Differences between each row and the next, sorted.</summary>
    private float[] Steps(params ReadOnlySpan<Patch> patches)
    {
        var steps = new List<float>();
        foreach (var patch in patches)
        {
            for (var y = patch.Top; y < patch.Bottom; y++)
            {
                for (var x = patch.Left; x < patch.Right; x++)
                    steps.Add(MathF.Abs(_light[(y * Side) + x] - _light[((y + 1) * Side) + x]));
            }
        }

        float[] sorted = [.. steps];
        Array.Sort(sorted);
        return sorted;
    }

    private static float[] Values(float[] values, params ReadOnlySpan<Patch> patches)
    {
        var found = new List<float>();
        foreach (var patch in patches)
        {
            for (var y = patch.Top; y < patch.Bottom; y++)
                found.AddRange(values.AsSpan((y * Side) + patch.Left, patch.Right - patch.Left));
        }

        float[] sorted = [.. found];
        Array.Sort(sorted);
        return sorted;
    }

    /// <summary>A rectangle of the aligned face.</summary>
    private readonly record struct Patch(int Left, int Right, int Top, int Bottom);
}
