using Lfr.Inference.Models;

namespace Lfr.Inference.Faces.Internals;

/// <summary>Chooses the decoder that a detector's card names.</summary>
internal static class DetectorOutputs
{
    /// <summary>Shapes of the outputs, in the card's order, for an input size.</summary>
    public static long[][] Shapes(ModelCard card, int inputWidth, int inputHeight)
    {
        var detector = card.Detector!;
        switch (detector.Kind)
        {
            case DetectorKinds.Yunet:
                return YunetDecoder.Shapes(detector, inputWidth, inputHeight);
            case DetectorKinds.Scrfd:
                return ScrfdDecoder.Shapes(detector, card.Outputs.Count, inputWidth, inputHeight);
            default:
                var priors = PriorDecoder.Count(detector, inputWidth, inputHeight);
                return [[1, priors, 2], [1, priors, 4]];
        }
    }

    /// <summary>Adds every box whose score reaches <paramref name="minimumScore"/>, in pixels of the picture.</summary>
    /// <exception cref="InvalidDataException">The model gave tensors of another size.</exception>
    public static void Decode(
        DetectorCard card, int inputWidth, int inputHeight, IReadOnlyList<float[]> outputs, float scale, float minimumScore, List<Detection> into)
    {
        switch (card.Kind)
        {
            case DetectorKinds.Yunet:
                YunetDecoder.Decode(card, inputWidth, inputHeight, outputs, scale, minimumScore, into);
                break;
            case DetectorKinds.Scrfd:
                ScrfdDecoder.Decode(card, inputWidth, inputHeight, outputs, scale, minimumScore, into);
                break;
            default:
                PriorDecoder.Decode(card, inputWidth, inputHeight, outputs[0], outputs[1], scale, minimumScore, into);
                break;
        }
    }
}
