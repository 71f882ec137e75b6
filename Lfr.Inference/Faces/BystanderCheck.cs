using Lfr.Inference.Models;

namespace Lfr.Inference.Faces;

/// <summary>
/// Whether anybody's face is in a picture in which nobody's belongs. Only the detector is asked: no template is computed, and nothing of what it finds is given away or kept. Any thread may call it.
/// </summary>
public sealed class BystanderCheck : IDisposable
{
    /// <summary>Longer side of what is looked at, pixels.</summary>
    public const int WorkingSide = 2400;

    /// <summary>Longest side of the finest pass, network pixels: people at the other end of a street are small.</summary>
    private const int FinestSide = 1600;

    private const float MinimumScore = 0.6f;

    /// <summary>Grey around the picture in a second look, as a share of it: a face that fills a picture has no surroundings by which to find it.</summary>
    private const float Margin = 0.4f;

    private readonly Lock _gate = new();
    private readonly FaceDetector _detector;
    private readonly List<Detection> _found = [];

    /// <summary>With the loaded models, which stay the caller's to dispose.</summary>
    public BystanderCheck(ModelSet models) => _detector = models.CreateDetector();

    /// <summary>Looks. CPU-bound: tens to hundreds of milliseconds.</summary>
    public bool FindsAFace(Picture picture)
    {
        lock (_gate)
        {
            if (Finds(picture))
                return true;
            using var roomy = PhotographEnrolment.Padded(picture, (int)(picture.Width * Margin), (int)(picture.Height * Margin));
            return Finds(roomy);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _detector.Dispose();

    private bool Finds(Picture picture)
    {
        _detector.Detect(picture.Image, MinimumScore, _found, FinestSide);
        var any = _found.Count > 0;
        _found.Clear();
        return any;
    }
}
