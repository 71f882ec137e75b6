using Lfr.Inference.Models;
using Microsoft.ML.OnnxRuntime;

namespace Lfr.Inference.Faces.Internals;

/// <summary>Places the five points of a face with a model of 68 landmarks, for detectors that give none. Belongs to one caller.</summary>
internal sealed class Landmarker : IDisposable
{
    private readonly OnnxBinding _run;
    private readonly GreyCrop _crop;
    private readonly float _scale;

    /// <summary>With a session that stays the caller's.</summary>
    public Landmarker(InferenceSession session, ModelCard card)
    {
        _scale = card.Input.Scale;
        _crop = new GreyCrop(card.Input.Width);
        _run = new OnnxBinding(session, card.Input.Name, [1, 1, card.Input.Height, card.Input.Width], card.Outputs, [[1, Landmarks68.Floats]]);
    }

    /// <summary>How often the model was run.</summary>
    public long Runs => _run.Runs;

    /// <summary>How long the runs took.</summary>
    public TimeSpan ModelTime => _run.Time;

    /// <summary>The points in pixels of the picture: looks at the square that is as high as the box and centred on it.</summary>
    public FivePoints Place(BgrImage image, Detection face)
    {
        var side = face.Height;
        var left = face.X + ((face.Width - side) / 2);
        var top = face.Y;
        try
        {
            _crop.Cut(image, left, top, side, _scale, _run.Input);
            _run.Run();
            return Landmarks68.Five(_run.Output(0), left, top, side);
        }
        finally
        {
            _run.Clear();
            _crop.Clear();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _run.Dispose();
}
