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
    private readonly DetectorCard _reading;
    private readonly bool _blueFirst;
    private readonly List<Pass> _passes = [];

    internal FaceDetector(InferenceSession session, ModelCard card)
    {
        _session = session;
        _card = card;
        _blueFirst = card.Input.Channels == "BGR";
        _reading = card.Detector ?? throw new ArgumentException("The card is not a detector's.", nameof(card));
    }

    /// <summary>How often the model was run, by input size, network pixels; sizes that are no longer kept ready are left out.</summary>
    internal IEnumerable<(int Width, int Height, long Runs)> Runs => _passes.Select(pass => (pass.Width, pass.Height, pass.Bound.Runs));

    /// <summary>How long the runs took, of the sizes that are kept ready.</summary>
    internal TimeSpan ModelTime => _passes.Aggregate(TimeSpan.Zero, (sum, pass) => sum + pass.Bound.Time);

    /// <summary>Finds the faces of a picture, the surest first.</summary>
    /// <param name="image">The picture; not kept.</param>
    /// <param name="minimumScore">Confidence below which a find is dropped: 0.7 live, 0.6 for stills.</param>
    /// <param name="into">Emptied, then filled; keep and reuse it.</param>
    /// <param name="finestSide">Longest side of the finest pass, network pixels, where it must be finer than the card's; the other passes stay.</param>
    public void Detect(BgrImage image, float minimumScore, List<Detection> into, int? finestSide = null)
    {
        into.Clear();
        var longest = Math.Max(image.Width, image.Height);
        var coarsest = _reading.PassSides[^1];
        if (longest <= coarsest)
        {
            Run(image, coarsest / (float)longest, minimumScore, into);
        }
        else
        {
            for (var i = 0; i < _reading.PassSides.Count; i++)
            {
                var side = i == 0 ? Math.Max(_reading.PassSides[0], finestSide ?? 0) : _reading.PassSides[i];
                Run(image, MathF.Min(1, side / (float)longest), minimumScore, into);
            }
        }

        PriorDecoder.KeepBest(into, _reading.OverlapLimit);
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
        // A model of one size gets as much of it as the picture's shape allows.
        if (_card.Input is { Width: > 0 } only)
            scale = MathF.Min(scale, MathF.Min(only.Width / (float)image.Width, only.Height / (float)image.Height));
        var width = Math.Max(1, (int)MathF.Round(image.Width * scale));
        var height = Math.Max(1, (int)MathF.Round(image.Height * scale));
        var pass = PassFor(image.Width, image.Height, width, height);
        try
        {
            pass.Scaler.ToRgbPlanes(image, pass.Bound.Input, pass.Width * pass.Height, pass.Width, _card.Input.Mean, _card.Input.Scale, _blueFirst);
            pass.Bound.Run();
            DetectorOutputs.Decode(_reading, pass.Width, pass.Height, pass.Bound.Outputs, scale, minimumScore, into);
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

        var inputWidth = _card.Input.Width > 0 ? _card.Input.Width : Padded(width);
        var inputHeight = _card.Input.Height > 0 ? _card.Input.Height : Padded(height);
        var bound = new OnnxBinding(
            _session, _card.Input.Name, [1, 3, inputHeight, inputWidth], _card.Outputs, DetectorOutputs.Shapes(_card, inputWidth, inputHeight));
        var pass = new Pass(new BilinearScaler(sourceWidth, sourceHeight, width, height), bound, inputWidth, inputHeight);
        _passes.Add(pass);
        return pass;
    }

    private int Padded(int size) => (size + _reading.SizeMultiple - 1) / _reading.SizeMultiple * _reading.SizeMultiple;

    private sealed record Pass(BilinearScaler Scaler, OnnxBinding Bound, int Width, int Height);
}
