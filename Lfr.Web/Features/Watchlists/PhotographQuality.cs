using System.Globalization;
using Lfr.Shared.Live;

namespace Lfr.Web.Features.Watchlists;

/// <summary>One measure of a photograph, said so that a compiler knows what a better picture must have.</summary>
/// <param name="Name">What is measured: <c>Eyes apart</c>.</param>
/// <param name="Value">As shown: <c>38 px</c>.</param>
/// <param name="Guide">What a good photograph reaches: <c>needs 60 px</c>.</param>
/// <param name="Met">Whether it does.</param>
public sealed record QualityMeasure(string Name, string Value, string Guide, bool Met);

/// <summary>
/// Says the measures of a face in words. The guide values are ours: they tell a good photograph from a usable one and refuse nothing; what is not
/// usable was refused when it was enrolled.
/// </summary>
public static class PhotographQuality
{
    private const float EyesApart = 60;
    private const float Sharpness = 150;
    private const float Darkest = 50;
    private const float Brightest = 210;
    private const float MostTurned = 20;
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>All measures, in the order in which a person would mend them.</summary>
    public static IReadOnlyList<QualityMeasure> Measures(FaceQuality quality) =>
    [
        new("Eyes apart", Whole(quality.InterEyeDistance, " px"), $"needs {Whole(EyesApart, " px")}", quality.InterEyeDistance >= EyesApart),
        new("Sharpness", Whole(quality.Sharpness), $"needs {Whole(Sharpness)}", quality.Sharpness >= Sharpness),
        new("Turned aside", Whole(MathF.Abs(quality.Yaw), "°"), $"at most {Whole(MostTurned, "°")}", MathF.Abs(quality.Yaw) <= MostTurned),
        new("Brightness", Whole(quality.Brightness), $"{Whole(Darkest)} to {Whole(Brightest)}", quality.Brightness is >= Darkest and <= Brightest),
        new("Face height", Whole(quality.FaceHeight, " px"), "measured by the detector", true),
    ];

    /// <summary>In one word: <c>good</c> when every guide value is met, <c>fair</c> when one is missed, otherwise <c>poor</c>.</summary>
    public static string Word(FaceQuality quality) => Measures(quality).Count(m => !m.Met) switch
    {
        0 => "good",
        1 => "fair",
        _ => "poor",
    };

    /// <summary>The measures in one sentence: <c>Eyes 96 px apart · sharp · frontal · well lit.</c></summary>
    public static string Sentence(FaceQuality quality) => string.Join(
        " · ",
        quality.InterEyeDistance >= EyesApart
            ? $"Eyes {Whole(quality.InterEyeDistance, " px")} apart"
            : $"Eyes {Whole(quality.InterEyeDistance, " px")} apart, needs {Whole(EyesApart)}",
        quality.Sharpness >= Sharpness ? "sharp" : "blurred",
        MathF.Abs(quality.Yaw) <= MostTurned ? "frontal" : $"turned {Whole(MathF.Abs(quality.Yaw), "°")} aside",
        quality.Brightness < Darkest ? "dark" : quality.Brightness > Brightest ? "overexposed" : "well lit") + ".";

    private static string Whole(float value, string unit = "") => MathF.Floor(value).ToString("N0", British) + unit;
}
