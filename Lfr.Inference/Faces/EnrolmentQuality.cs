using Lfr.Shared.Live;

namespace Lfr.Inference.Faces;

/// <summary>
/// What makes a photograph good or poor for a list, one measure for each thing that a better photograph would mend, named as the quality components
/// of ISO/IEC 29794-5 (OFIQ) are. The computations are Lfr's own: values are not OFIQ's component values. None guesses at what a person
/// feels or who they are.
/// </summary>
/// <param name="InterEyeDistance">Pixels between the centres of the eyes; more is better.</param>
/// <param name="HeadSize">Height of the face ÷ height of the picture that is kept, above 0; more is better until the face fills the picture.</param>
/// <param name="Yaw">Head pose: degrees turned aside, positive to the right of the picture; nearer 0 is better. Estimated from five points.</param>
/// <param name="Pitch">Head pose: degrees bent down (positive) or back; nearer 0 is better. Estimated from five points, and different by some
/// degrees for faces with long or short noses.</param>
/// <param name="Roll">Head pose: degrees tilted, positive clockwise; nearer 0 is better. Alignment takes it out: it harms only when large.</param>
/// <param name="Sharpness">Variance of the Laplacian of the aligned face, grey 0–255; more is better.</param>
/// <param name="UnderExposure">Share of the face too dark to show anything (luminance up to 25), 0–1; less is better.</param>
/// <param name="OverExposure">Share of the face burnt out (luminance from 247), 0–1; less is better.</param>
/// <param name="IlluminationUniformity">How alike the luminance of both halves of the face is spread, 0–100; more is better.</param>
/// <param name="DynamicRange">Entropy of the face's luminance, 0–100 (8 bits); more is better.</param>
/// <param name="CropMargin">Room between the face and the nearest edge of the picture, in distances between the eyes; below 0 the face is cut
/// off; more is better.</param>
/// <param name="SecondFace">Height of the next largest face ÷ height of this one, 0–1; 0 where a single face is present, which is best.</param>
/// <param name="Cover">Whether eyes and mouth can be seen (EyesVisible, MouthOcclusionPrevention).</param>
public sealed record EnrolmentQuality(
    float InterEyeDistance,
    float HeadSize,
    float Yaw,
    float Pitch,
    float Roll,
    float Sharpness,
    float UnderExposure,
    float OverExposure,
    float IlluminationUniformity,
    float DynamicRange,
    float CropMargin,
    float SecondFace,
    FaceCover Cover)
{
    internal static EnrolmentQuality Of(in FaceMeasures face, in LuminanceMeasures luminance, FaceCover cover, float secondFace, in Surroundings surroundings) => new(
        face.InterEyeDistance,
        face.Face.Height / surroundings.Height,
        face.Yaw,
        HeadPose.Pitch(face.Points),
        HeadPose.Roll(face.Points),
        face.Sharpness,
        luminance.UnderExposure,
        luminance.OverExposure,
        luminance.IlluminationUniformity,
        luminance.DynamicRange,
        surroundings.Margin(face.Face, face.InterEyeDistance),
        secondFace,
        cover);
}

/// <summary>The part of a photograph that is kept, around a face.</summary>
/// <param name="Kept">Pixels of the file's upright picture.</param>
internal readonly record struct Surroundings(PictureArea Kept)
{
    /// <summary>Of the part that is kept, pixels.</summary>
    public int Height => Kept.Height;

    /// <summary>Room between the face's box and the nearest edge, in distances between the eyes.</summary>
    public float Margin(Detection face, float interEyeDistance)
    {
        float left = face.X - Kept.X, top = face.Y - Kept.Y;
        var across = MathF.Min(left, Kept.Width - left - face.Width);
        var down = MathF.Min(top, Kept.Height - top - face.Height);
        return MathF.Min(across, down) / interEyeDistance;
    }
}

/// <summary>How a head is held, from five points.</summary>
internal static class HeadPose
{
    /// <summary>Where the nose's tip of a face that looks straight ahead lies between the line of the eyes (0) and that of the mouth (1).</summary>
    private const float NoseOfAFrontalFace = 0.5f;

    /// <summary>Distance of the nose's tip from the plane of the eyes, in distances between the eyes, of an average adult head.</summary>
    private const float NoseDepth = 0.6f;

    /// <summary>Degrees by which the line of the eyes is tilted, positive clockwise.</summary>
    public static float Roll(in FivePoints points) => Degrees(MathF.Atan2(points.RightEye.Y - points.LeftEye.Y, points.RightEye.X - points.LeftEye.X));

    /// <summary>
    /// Degrees by which the head is bent down (positive) or back: the nose's tip lies before the plane of eyes and mouth, so bending moves it along
    /// the face. An estimate from distances of an average head.
    /// </summary>
    public static float Pitch(in FivePoints points)
    {
        float eyesX = points.RightEye.X - points.LeftEye.X, eyesY = points.RightEye.Y - points.LeftEye.Y;
        var eyes = MathF.Sqrt((eyesX * eyesX) + (eyesY * eyesY));
        float middleX = (points.LeftEye.X + points.RightEye.X) / 2, middleY = (points.LeftEye.Y + points.RightEye.Y) / 2;
        var mouth = Down((points.LeftMouth.X + points.RightMouth.X) / 2, (points.LeftMouth.Y + points.RightMouth.Y) / 2);
        if (!(eyes > 0) || !(mouth > 0))
            return 0;
        return Degrees(MathF.Atan2(Down(points.Nose.X, points.Nose.Y) - (NoseOfAFrontalFace * mouth), NoseDepth * eyes));

        // Distance below the line of the eyes, along the face.
        float Down(float x, float y) => (((y - middleY) * eyesX) - ((x - middleX) * eyesY)) / eyes;
    }

    private static float Degrees(float radians) => radians * (180 / MathF.PI);
}
