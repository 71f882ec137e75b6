using Lfr.Inference.Faces;
using Lfr.Shared.Live;

namespace Lfr.Web.Features.Watchlists.Photographs;

/// <summary>
/// Says in words what a photograph that was just chosen has and what a better one would need: everything that <see cref="PhotographQuality"/> says
/// of a stored one, with the same guide values, and what only the photograph itself can tell. The guides advise and refuse nothing; a covered face needs an approver's reason.
/// </summary>
public static class EnrolmentMeasures
{
    // The guide values are Lfr's own and no standard's. Each lies between what the 24 synthetic portraits have (in brackets) and what a portrait has
    // that was spoilt in that one respect; EnrolmentMeasuresTests holds both ends. On real photographs they were not tuned.

    /// <summary>Height of the face, per cent of the picture's (portraits: 30 to 39). Below it, the picture is of something else.</summary>
    private const float LeastHeadSize = 20;

    /// <summary>In distances between the eyes (portraits: 1.7 to 2.8). The face's box ends at brow and chin: with less, hair, ears or chin are cut off.</summary>
    private const float LeastRoom = 0.5f;

    /// <summary>Degrees (portraits: 7 back to 14 down, all looking straight ahead). Estimated from five points, and noses differ in length: generous.</summary>
    private const float MostBent = 25;

    /// <summary>Degrees (portraits: up to 2). Alignment takes a tilt out, so that only a large one is worth a word.</summary>
    private const float MostTilted = 15;

    private const float MiddleGrey = 128;

    /// <summary>Per cent of the face that is nearly black (portraits: up to 4, that of dark skin and a black beard).</summary>
    private const float MostTooDark = 10;

    /// <summary>Per cent of the face that is nearly white (portraits: 0).</summary>
    private const float MostBurntOut = 5;

    /// <summary>Per cent of the light that both halves of the face share (portraits: from 75; views lit from the side: half of them up to 50).</summary>
    private const float LeastEven = 55;

    /// <summary>Entropy of the grey levels, 0–100 (portraits: from 70, that of dark skin well lit).</summary>
    private const float LeastContrast = 60;

    /// <summary>Height of another face, per cent of this one's (portraits: 0). Smaller finds are often patterns and no faces; larger ones were refused.</summary>
    private const float MostOtherFace = 15;

    /// <summary>All measures, in the order in which a person would mend them.</summary>
    /// <param name="named">Measures that are not kept.</param>
    /// <param name="kept">Measures that are kept with the entry.</param>
    public static IReadOnlyList<QualityMeasure> Of(EnrolmentQuality named, FaceQuality kept) =>
    [
        OtherFace(named.SecondFace),
        PhotographQuality.EyesVisible(named.Cover) with { Advice = "Use one without dark glasses, hair or a hand over the eyes. Without one, the approver must say why this one will do." },
        PhotographQuality.MouthVisible(named.Cover) with { Advice = "Use one without a mask, a scarf or a hand over the mouth. Without one, the approver must say why this one will do." },
        QualityMeasure.AtLeast("Head size", 100 * named.HeadSize, LeastHeadSize, " %", " of the height") with
        {
            Advice = "Crop it nearer to the head, or use one that was taken from nearer.",
        },
        Room(named),
        PhotographQuality.EyesApart(named.InterEyeDistance) with { Advice = "Use one that was taken from nearer or has more pixels. Enlarging this one adds nothing." },
        PhotographQuality.Sharpness(named.Sharpness) with { Advice = "Use one that is in focus, of a head that kept still." },
        PhotographQuality.TurnedAside(named.Yaw) with { Advice = "Use one in which the person looks straight into the camera." },
        QualityMeasure.AtMost("Bent down or back", MathF.Abs(named.Pitch), MostBent, "°") with { Advice = "Use one that was taken from the height of the eyes." },
        QualityMeasure.AtMost("Tilted", MathF.Abs(named.Roll), MostTilted, "°") with { Advice = "Use one with the head upright, or turn the picture." },
        PhotographQuality.Brightness(kept.Brightness) with { Advice = kept.Brightness < MiddleGrey ? "Use one with more light on the face." : "Use one with less light on the face." },
        QualityMeasure.AtMost("Too dark to see", 100 * named.UnderExposure, MostTooDark, " %", " of the face") with { Advice = "Use one with more light on the face." },
        QualityMeasure.AtMost("Burnt out", 100 * named.OverExposure, MostBurntOut, " %", " of the face") with { Advice = "Use one without flash or sun straight on the face." },
        QualityMeasure.AtLeast("Light on both sides", named.IlluminationUniformity, LeastEven, " %", " alike") with { Advice = "Use one with light from the front, not from one side." },
        QualityMeasure.AtLeast("Contrast", named.DynamicRange, LeastContrast) with { Advice = "Use one that is neither flat nor veiled: even light, a clean lens." },
    ];

    private static QualityMeasure OtherFace(float share) =>
        (share > 0 ? QualityMeasure.AtMost("Another face", 100 * share, MostOtherFace, " %", " as high") : new QualityMeasure("Another face", "none", "none", true)) with
        {
            Advice = "Crop it so that it shows only the person to be listed.",
        };

    /// <summary>In pixels, because nobody measures in distances between eyes.</summary>
    private static QualityMeasure Room(EnrolmentQuality named)
    {
        var room = QualityMeasure.AtLeast("Room around the face", named.CropMargin * named.InterEyeDistance, LeastRoom * named.InterEyeDistance, " px");
        return (named.CropMargin < 0 ? room with { Value = "none, it is cut off" } : room) with
        {
            Met = named.CropMargin >= LeastRoom,
            Advice = "Use one that shows the whole head with hair, ears and chin, and a little around it.",
        };
    }
}
