using System.Numerics.Tensors;
using Lfr.Inference.Faces;
using Lfr.Inference.Models;

namespace Lfr.Tests.Faces;

/// <summary>The chain as an evaluation runs it on still pictures: detect at 0.6, take the most central face, align, embed.</summary>
internal sealed class StillFaces(ModelSet models) : IDisposable
{
    private readonly FaceDetector _detector = models.CreateDetector();
    private readonly FaceEncoder _encoder = models.CreateEncoder();
    private readonly List<Detection> _found = [];
    private readonly byte[] _aligned = new byte[FaceEncoder.AlignedBytes];

    /// <summary>All faces of a picture.</summary>
    public IReadOnlyList<Detection> Find(string path, float minimumScore = 0.6f)
    {
        using var picture = Picture.Decode(File.ReadAllBytes(path));
        _detector.Detect(picture.Image, minimumScore, _found);
        return [.. _found];
    }

    /// <summary>Every find with its measures and the length of its embedding.</summary>
    public IReadOnlyList<(Detection Face, FaceMeasures Measures, float Norm)> FindAndMeasure(string path)
    {
        using var picture = Picture.Decode(File.ReadAllBytes(path));
        _detector.Detect(picture.Image, 0.6f, _found);
        var template = new float[_encoder.Dimension];
        var result = new List<(Detection, FaceMeasures, float)>();
        foreach (var face in _found)
        {
            if (!_encoder.Prepare(picture.Image, face, _aligned, out var measures))
                continue;
            _encoder.Embed(_aligned, template, out var norm);
            result.Add((face, measures, norm));
        }

        return result;
    }

    /// <summary>Template and measures of the most central face; <see langword="null"/> when none was found.</summary>
    public StillFace? Central(string path)
    {
        using var picture = Picture.Decode(File.ReadAllBytes(path));
        _detector.Detect(picture.Image, 0.6f, _found);
        if (_found.Count == 0)
            return null;
        var (centreX, centreY) = (picture.Width / 2f, picture.Height / 2f);
        var face = _found.MinBy(f => MathF.Pow(f.X + (f.Width / 2) - centreX, 2) + MathF.Pow(f.Y + (f.Height / 2) - centreY, 2));
        if (!_encoder.Prepare(picture.Image, face, _aligned, out var measures))
            return null;
        var template = new float[_encoder.Dimension];
        _encoder.Embed(_aligned, template, out var norm);
        return new StillFace(template, measures, norm, _found.Count);
    }

    public void Dispose()
    {
        _detector.Dispose();
        _encoder.Dispose();
    }
}

internal sealed record StillFace(float[] Template, FaceMeasures Measures, float Norm, int FacesInPicture)
{
    public float Cosine(StillFace other) => TensorPrimitives.Dot(Template, other.Template);
}
