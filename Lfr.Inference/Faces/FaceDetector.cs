using Lfr.Inference.Models;
using Microsoft.ML.OnnxRuntime;

namespace Lfr.Inference.Faces;

/// <summary>Finds faces. Belongs to one caller: two threads need two.</summary>
public sealed class FaceDetector : IDisposable
{
    internal FaceDetector(InferenceSession session, ModelCard card)
    {
        _ = session;
        _ = card;
    }

    /// <summary>Finds the faces of a picture, the surest first.</summary>
    /// <param name="image">The picture; not kept.</param>
    /// <param name="minimumScore">Confidence below which a find is dropped: 0.7 live, 0.6 for stills.</param>
    /// <param name="into">Emptied, then filled; keep and reuse it.</param>
    public void Detect(BgrImage image, float minimumScore, List<Detection> into)
    {
        into.Clear();
        throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
