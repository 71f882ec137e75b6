using System.Globalization;
using Lfr.Inference.Models;

namespace Lfr.Inference.Faces;

/// <summary>
/// What a face must reach before it is compared or enrolled. Faces below these gates resemble each other whoever they are, and some of the
/// detector's finds are no faces at all; keeping both out costs almost no true face. The numbers belong to the embedder's card:
/// <see cref="ModelSet.LiveGates"/> and <see cref="ModelSet.EnrolmentGates"/>.
/// </summary>
/// <param name="MinimumAspect">Smallest width ÷ height of the box.</param>
/// <param name="MaximumAspect">Largest width ÷ height of the box.</param>
/// <param name="MinimumHeight">Smallest height of the box, pixels.</param>
/// <param name="MaximumAlignmentError">Largest root mean square distance of the five points to the template, pixels of the aligned face.</param>
/// <param name="MinimumNorm">Smallest length of the raw embedding.</param>
public sealed record FaceGates(float MinimumAspect, float MaximumAspect, float MinimumHeight, float MaximumAlignmentError, float MinimumNorm)
{
    private static readonly FaceGates Open = new(0, float.MaxValue, 0, float.MaxValue, 0);

    /// <summary>Why the box alone rules the face out, as a sentence; <see langword="null"/> when it does not.</summary>
    public string? Refuse(Detection face)
    {
        if (!(face.Height >= MinimumHeight))
            return string.Create(CultureInfo.InvariantCulture, $"The face is {Math.Floor(face.Height):0} px high; it needs {MinimumHeight:0}.");
        return PassesShape(face) ? null : "What was found does not have the shape of a face.";
    }

    /// <summary>Why box and landmarks rule the face out, as a sentence; <see langword="null"/> when they do not.</summary>
    public string? Refuse(in FaceMeasures face)
    {
        if (Refuse(face.Face) is { } reason)
            return reason;
        return face.AlignmentError <= MaximumAlignmentError ? null : "Eyes, nose and mouth could not be placed: the face is turned too far, covered or cut off.";
    }

    /// <summary>Why box, landmarks and embedding rule the face out, as a sentence; <see langword="null"/> when they do not.</summary>
    /// <param name="face">Measures.</param>
    /// <param name="norm">Length of the raw embedding.</param>
    public string? Refuse(in FaceMeasures face, float norm)
    {
        if (Refuse(face) is { } reason)
            return reason;
        return norm >= MinimumNorm ? null : "The face is too blurred, dark or covered to be told apart from others.";
    }

    /// <summary>Whether the box alone lets the face through. Makes no sentence and no garbage.</summary>
    public bool Passes(Detection face) => face.Height >= MinimumHeight && PassesShape(face);

    /// <summary>Whether box and landmarks let the face through. Makes no sentence and no garbage.</summary>
    public bool Passes(in FaceMeasures face) => Passes(face.Face) && face.AlignmentError <= MaximumAlignmentError;

    /// <summary>Whether box, landmarks and embedding let the face through. Makes no sentence and no garbage.</summary>
    public bool Passes(in FaceMeasures face, float norm) => Passes(face) && norm >= MinimumNorm;

    private bool PassesShape(Detection face) => face.Aspect >= MinimumAspect && face.Aspect <= MaximumAspect;

    /// <summary>For comparing faces of a camera; every face passes where an embedder's card names no gates.</summary>
    internal static FaceGates Live(GatesCard? card) => card is null
        ? Open
        : new(card.MinimumAspect, card.MaximumAspect, card.LiveHeight, card.MaximumAlignmentError, card.LiveNorm);

    /// <summary>For putting a photograph on a list: stricter, because a poor template harms everybody who walks by.</summary>
    internal static FaceGates Enrolment(GatesCard? card) => card is null
        ? Open
        : new(card.MinimumAspect, card.MaximumAspect, card.EnrolmentHeight, card.MaximumAlignmentError, card.EnrolmentNorm);
}
