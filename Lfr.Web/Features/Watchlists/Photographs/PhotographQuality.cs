using System.Globalization;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;

namespace Lfr.Web.Features.Watchlists.Photographs;

/// <summary>One measure of a photograph, said so that a compiler knows what a better picture must have.</summary>
/// <param name="Name">What is measured: <c>Eyes apart</c>.</param>
/// <param name="Value">As shown: <c>38 px</c>.</param>
/// <param name="Guide">What a good photograph reaches: <c>needs 60 px</c>.</param>
/// <param name="Met">Whether it does.</param>
public sealed record QualityMeasure(string Name, string Value, string Guide, bool Met)
{
    /// <summary>Whether missing this guide alone makes a photograph poor.</summary>
    public bool Weighty { get; init; }

    /// <summary>What a better picture would have, as a sentence; empty where nothing is to be said.</summary>
    public string Advice { get; init; } = "";

    /// <summary>A measure of which more is better. What misses the guide is never shown as reaching it.</summary>
    /// <param name="name">What is measured.</param>
    /// <param name="value">What it is.</param>
    /// <param name="guide">What it should be.</param>
    /// <param name="unit">Stands after both numbers.</param>
    /// <param name="of">What the value is a share of, said once.</param>
    internal static QualityMeasure AtLeast(string name, float value, float guide, string unit = "", string of = "") =>
        new(name, Whole(value, unit) + of, $"needs {Whole(guide, unit)}", value >= guide);

    /// <summary>A measure of which less is better. What misses the guide is never shown as keeping to it.</summary>
    /// <param name="name">What is measured.</param>
    /// <param name="value">What it is.</param>
    /// <param name="guide">What it should be.</param>
    /// <param name="unit">Stands after both numbers.</param>
    /// <param name="of">What the value is a share of, said once.</param>
    internal static QualityMeasure AtMost(string name, float value, float guide, string unit, string of = "") =>
        new(name, Whole(value <= guide ? value : MathF.Ceiling(value), unit) + of, $"at most {Whole(guide, unit)}", value <= guide);

    /// <summary>A number as it is shown, rounded down.</summary>
    internal static string Whole(float value, string unit = "") => Words.Whole(value) + unit;
}

/// <summary>
/// Says the measures of a face in words. The guide values are ours: they tell a good photograph from a usable one and refuse nothing; what is not
/// usable was refused when it was enrolled. <see cref="EnrolmentMeasures"/> says more while the photograph itself is at hand.
/// </summary>
public static class PhotographQuality
{
    private const float LeastEyesApart = 60;
    private const float LeastSharpness = 150;
    private const float Darkest = 50;
    private const float Brightest = 210;
    private const float MostTurned = 20;

    /// <summary>All measures, in the order in which a person would mend them.</summary>
    /// <param name="quality">Measures of the face.</param>
    /// <param name="cover">Whether eyes and mouth can be seen, where that was measured.</param>
    public static IReadOnlyList<QualityMeasure> Measures(FaceQuality quality, FaceCover? cover = null) =>
    [
        .. cover is null ? (ReadOnlySpan<QualityMeasure>)[] : [EyesVisible(cover), MouthVisible(cover)],
        EyesApart(quality.InterEyeDistance),
        Sharpness(quality.Sharpness),
        TurnedAside(quality.Yaw),
        Brightness(quality.Brightness),
        new("Face height", QualityMeasure.Whole(quality.FaceHeight, " px"), "measured by the detector", true),
    ];

    /// <summary>In one word: <c>good</c> when every guide value is met, <c>fair</c> when one is missed, otherwise <c>poor</c>; a covered face is poor.</summary>
    public static string Word(FaceQuality quality, FaceCover? cover = null) => Word(Measures(quality, cover));

    /// <summary>In one word: <c>good</c> when every guide value is met, <c>fair</c> when one is missed, otherwise <c>poor</c>; a covered face is poor.</summary>
    public static string Word(IEnumerable<QualityMeasure> measures)
    {
        QualityMeasure[] missed = [.. measures.Where(m => !m.Met)];
        return missed switch
        {
            [] => "good",
            [{ Weighty: false }] => "fair",
            _ => "poor",
        };
    }

    /// <summary>The measures in one sentence: <c>Eyes 96 px apart · sharp · frontal · well lit.</c></summary>
    public static string Sentence(FaceQuality quality, FaceCover? cover = null) => (cover?.Hidden() is { } hidden ? $"{hidden} covered · " : "") + string.Join(
        " · ",
        quality.InterEyeDistance >= LeastEyesApart
            ? $"Eyes {QualityMeasure.Whole(quality.InterEyeDistance, " px")} apart"
            : $"Eyes {QualityMeasure.Whole(quality.InterEyeDistance, " px")} apart, needs {QualityMeasure.Whole(LeastEyesApart)}",
        quality.Sharpness >= LeastSharpness ? "sharp" : "blurred",
        MathF.Abs(quality.Yaw) <= MostTurned ? "frontal" : $"turned {QualityMeasure.Whole(MathF.Abs(quality.Yaw), "°")} aside",
        quality.Brightness < Darkest ? "dark" : quality.Brightness > Brightest ? "overexposed" : "well lit") + ".";

    internal static QualityMeasure EyesVisible(FaceCover cover) => QualityMeasure.AtLeast("Eyes visible", cover.EyesVisible, FaceCover.Least, " %") with { Weighty = true };

    internal static QualityMeasure MouthVisible(FaceCover cover) => QualityMeasure.AtLeast("Mouth visible", cover.MouthOcclusionPrevention, FaceCover.Least, " %") with { Weighty = true };

    internal static QualityMeasure EyesApart(float pixels) => QualityMeasure.AtLeast("Eyes apart", pixels, LeastEyesApart, " px");

    internal static QualityMeasure Sharpness(float variance) => QualityMeasure.AtLeast("Sharpness", variance, LeastSharpness);

    internal static QualityMeasure TurnedAside(float degrees) => QualityMeasure.AtMost("Turned aside", MathF.Abs(degrees), MostTurned, "°");

    internal static QualityMeasure Brightness(float luminance) => new(
        "Brightness",
        QualityMeasure.Whole(luminance > Brightest ? MathF.Ceiling(luminance) : luminance),
        $"needs {QualityMeasure.Whole(Darkest)} to {QualityMeasure.Whole(Brightest)}",
        luminance is >= Darkest and <= Brightest);
}
