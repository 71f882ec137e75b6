using Lfr.Inference.Models;
using Microsoft.ML.OnnxRuntime;

namespace Lfr.Inference.Faces;

/// <summary>Aligns faces and turns them into templates. Belongs to one caller: two threads need two.</summary>
public sealed class FaceEncoder : IDisposable
{
    /// <summary>Side of an aligned face, pixels.</summary>
    public const int AlignedSide = 112;

    /// <summary>Bytes of an aligned face: 112 × 112 × 3.</summary>
    public const int AlignedBytes = AlignedSide * AlignedSide * 3;

    internal FaceEncoder(InferenceSession landmarks, ModelCard landmarksCard, InferenceSession embedder, ModelCard embedderCard)
    {
        _ = landmarks;
        _ = landmarksCard;
        _ = embedder;
        _ = embedderCard;
    }

    /// <summary>Length of a template in floats.</summary>
    public int Dimension => 512;

    /// <summary>Places the five points, warps the face upright into <paramref name="aligned112Bgr"/> and measures it. Cheap: the embedder does not run.</summary>
    /// <param name="image">The picture; not kept.</param>
    /// <param name="face">A find of the detector in that picture.</param>
    /// <param name="aligned112Bgr">Receives <see cref="AlignedBytes"/> bytes, BGR. Clear it when the face is done with.</param>
    /// <param name="measures">Points and measures.</param>
    /// <returns><see langword="false"/> when the box cannot be a face at all (no area, wholly outside, not a number).</returns>
    public bool Prepare(BgrImage image, Detection face, Span<byte> aligned112Bgr, out FaceMeasures measures) => throw new NotSupportedException();

    /// <summary>Turns an aligned face into a template.</summary>
    /// <param name="aligned112Bgr"><see cref="AlignedBytes"/> bytes as <see cref="Prepare"/> wrote them.</param>
    /// <param name="template">Receives <see cref="Dimension"/> floats of length 1.</param>
    /// <param name="norm">Length before normalisation: low for blur and for what is no face.</param>
    public void Embed(ReadOnlySpan<byte> aligned112Bgr, Span<float> template, out float norm) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
