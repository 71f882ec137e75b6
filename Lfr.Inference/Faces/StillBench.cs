using Lfr.Inference.Faces.Internals;
using Lfr.Inference.Models;
using Lfr.Shared.Live;

namespace Lfr.Inference.Faces;

/// <summary>A face of a still picture.</summary>
/// <param name="Template">Of length 1.</param>
/// <param name="Norm">Length of the raw embedding.</param>
/// <param name="AlignmentError">Distance of its points to the template of a face, pixels.</param>
/// <param name="Yaw">Degrees turned aside, estimated from five points.</param>
internal sealed record StillFace(float[] Template, float Norm, float AlignmentError, float Yaw);

/// <summary>
/// Detector and encoder of one thread that looks at still pictures to measure models: finds from 0.6, the most central face, no gates, so that nothing is
/// left out of the count. Enrolment is stricter.
/// </summary>
internal sealed class StillBench(ModelSet models) : IDisposable
{
    private const float MinimumScore = 0.6f;

    private readonly FaceDetector _detector = models.CreateDetector();
    private readonly FaceEncoder _encoder = models.CreateEncoder();
    private readonly List<Detection> _found = [];
    private readonly byte[] _aligned = new byte[FaceEncoder.AlignedBytes];

    /// <summary>Where the most central face is; <see langword="null"/> when none was found.</summary>
    public Detection? Central(BgrImage image)
    {
        _detector.Detect(image, MinimumScore, _found);
        if (_found.Count == 0)
            return null;
        var (centreX, centreY) = (image.Width / 2f, image.Height / 2f);
        return _found.MinBy(f => MathF.Pow(f.X + (f.Width / 2) - centreX, 2) + MathF.Pow(f.Y + (f.Height / 2) - centreY, 2));
    }

    /// <summary>The most central face; <see langword="null"/> when none was found.</summary>
    public StillFace? Look(BgrImage image)
    {
        if (Central(image) is not { } face || !_encoder.Prepare(image, face, _aligned, out var measures))
            return null;
        var template = new float[_encoder.Dimension];
        _encoder.Embed(_aligned, template, out var norm);
        return new StillFace(template, norm, measures.AlignmentError, measures.Yaw);
    }

    /// <summary>Whether eyes and mouth of the most central face can be seen; <see langword="null"/> when none was found.</summary>
    public FaceCover? Cover(BgrImage image) =>
        Central(image) is { } face && _encoder.Prepare(image, face, _aligned, out _) ? CoverMeasures.Of(_aligned) : null;

    /// <summary>The most central face's template; <see langword="null"/> when none was found.</summary>
    public float[]? Embed(BgrImage image) => Look(image)?.Template;

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.Clear(_aligned);
        _detector.Dispose();
        _encoder.Dispose();
    }
}
