using Lfr.Inference.Faces.Internals;
using Lfr.Inference.Models;
using Microsoft.ML.OnnxRuntime;

namespace Lfr.Inference.Faces;

/// <summary>
/// Finds faces: a fine pass for small ones and a coarse pass for those too large for it. Belongs to one caller: two threads need two. Pictures
/// of a size seen before cost no allocation.
/// </summary>
public sealed class FaceDetector : IDisposable
{
    /// <summary>Input sizes kept ready; a camera needs two.</summary>
    private const int KeptSizes = 8;

    private readonly InferenceSession _session;
    private readonly ModelCard _card;
    private readonly DetectorCard _priors;
    private readonly List<Pass> _passes = [];

    internal FaceDetector(InferenceSession session, ModelCard card)
    {
        _session = session;
        _card = card;
        _priors = card.Detector ?? throw new ArgumentException("The card is not a detector's.", nameof(card));
    }

    /// <summary>Finds the faces of a picture, the surest first.</summary>
    /// <param name="image">The picture; not kept.</param>
    /// <param name="minimumScore">Confidence below which a find is dropped: 0.7 live, 0.6 for stills.</param>
    /// <param name="into">Emptied, then filled; keep and reuse it.</param>
    public void Detect(BgrImage image, float minimumScore, List<Detection> into)
    {
        into.Clear();
        var longest = Math.Max(image.Width, image.Height);
        var coarsest = _priors.PassSides[^1];
        if (longest <= coarsest)
        {
            Run(image, coarsest / (float)longest, minimumScore, into);
        }
        else
        {
            for (var i = 0; i < _priors.PassSides.Count; i++)
                Run(image, MathF.Min(1, _priors.PassSides[i] / (float)longest), minimumScore, into);
        }

        PriorDecoder.KeepBest(into, _priors.OverlapLimit);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var pass in _passes)
            pass.Bound.Dispose();
        _passes.Clear();
    }

    private void Run(BgrImage image, float scale, float minimumScore, List<Detection> into)
    {
        var width = Math.Max(1, (int)MathF.Round(image.Width * scale));
        var height = Math.Max(1, (int)MathF.Round(image.Height * scale));
        var pass = PassFor(image.Width, image.Height, width, height);
        try
        {
            pass.Scaler.ToRgbPlanes(image, pass.Bound.Input, pass.Width * pass.Height, pass.Width, _card.Input.Mean, _card.Input.Scale);
            pass.Bound.Run();
            PriorDecoder.Decode(_priors, pass.Width, pass.Height, pass.Bound.Output(0), pass.Bound.Output(1), scale, minimumScore, into);
        }
        finally
        {
            // Also what makes the padding right: an input of zeroes is the mean colour.
            pass.Bound.Clear();
            pass.Scaler.Clear();
        }
    }

    private Pass PassFor(int sourceWidth, int sourceHeight, int width, int height)
    {
        for (var i = 0; i < _passes.Count; i++)
        {
            if (_passes[i].Scaler.Fits(sourceWidth, sourceHeight, width, height))
                return _passes[i];
        }

        if (_passes.Count == KeptSizes)
        {
            _passes[0].Bound.Dispose();
            _passes.RemoveAt(0);
        }

        var inputWidth = Padded(width);
        var inputHeight = Padded(height);
        var priors = PriorDecoder.Count(_priors, inputWidth, inputHeight);
        var bound = new BoundRun(
            _session, _card.Input.Name, [1, 3, inputHeight, inputWidth], _card.Outputs, [[1, priors, 2], [1, priors, 4]]);
        var pass = new Pass(new BilinearScaler(sourceWidth, sourceHeight, width, height), bound, inputWidth, inputHeight);
        _passes.Add(pass);
        return pass;
    }

    private int Padded(int size) => (size + _priors.SizeMultiple - 1) / _priors.SizeMultiple * _priors.SizeMultiple;

    private sealed record Pass(BilinearScaler Scaler, BoundRun Bound, int Width, int Height);
}
