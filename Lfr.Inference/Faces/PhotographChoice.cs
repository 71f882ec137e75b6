using Lfr.Shared.Live;

namespace Lfr.Inference.Faces;

/// <summary>What a person decided about an upload: how it is held, and who in it is meant.</summary>
/// <param name="QuarterTurns">Quarter turns clockwise, 0–3, after the file's own orientation.</param>
/// <param name="Face">Which face is meant, in shares (0–1) of the turned and cropped picture's width and height; <see langword="null"/> where only one can be.</param>
/// <param name="Crop">What is left of the turned picture; <see langword="null"/> for all of it.</param>
public readonly record struct PhotographChoice(int QuarterTurns = 0, FaceBox? Face = null, PictureCrop? Crop = null);

/// <summary>A photograph as a person sees it who is to turn it or to pick a face.</summary>
/// <param name="Jpeg">The whole picture, turned and cropped, small enough for a screen, without anything else of the upload.</param>
/// <param name="Width">Of the picture, pixels.</param>
/// <param name="Height">Of the picture, pixels.</param>
/// <param name="Faces">The faces that could be meant, from left to right, in shares (0–1) of its width and height.</param>
public sealed record PhotographShown(byte[] Jpeg, int Width, int Height, IReadOnlyList<FaceBox> Faces);

/// <summary>A first look at a photograph: what became of it, or the part to look at in the file's own pixels. Never both.</summary>
/// <param name="Outcome">What became of it, where nothing more is to be looked at.</param>
/// <param name="Closer">The part that holds the face.</param>
public readonly record struct FirstLook(EnrolmentOutcome? Outcome, CloserLook? Closer);

/// <summary>A face that is larger in the file than in the small copy in which it was found.</summary>
/// <param name="View">What to decode.</param>
public sealed record CloserLook(PictureView View)
{
    /// <summary>The face, pixels of the file's upright picture.</summary>
    internal Detection Face { get; init; }

    /// <summary>Height of the next largest face ÷ height of this one.</summary>
    internal float SecondFace { get; init; }
}
