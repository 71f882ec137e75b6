using Lfr.Inference.Faces;
using Lfr.Inference.Models;
using Lfr.Inference.Video;

namespace Lfr.Benchmarks.Peers;

/// <summary>Our side of the same work: the engine's detector and encoder, every face embedded. Belongs to one thread.</summary>
internal sealed class EngineChain(ModelSet models) : IDisposable
{
    private readonly FaceDetector detector = models.CreateDetector();
    private readonly FaceEncoder encoder = models.CreateEncoder();
    private readonly List<Detection> faces = [];
    private readonly byte[] aligned = new byte[FaceEncoder.AlignedBytes];
    private readonly float[] template = new float[models.Dimension];

    /// <summary>Finds, aligns and embeds every face; calls <paramref name="take"/> with each template.</summary>
    /// <returns>How many there were.</returns>
    public int Analyse(VideoFrame frame, float minimumScore, Action<Detection, float[]>? take)
    {
        var image = new BgrImage(frame.Pixels, frame.Width, frame.Height);
        detector.Detect(image, minimumScore, faces);
        foreach (var face in faces)
        {
            if (!encoder.Prepare(image, face, aligned, out _))
                continue;
            encoder.Embed(aligned, template, out _);
            take?.Invoke(face, template);
        }

        return faces.Count;
    }

    public void Dispose()
    {
        encoder.Dispose();
        detector.Dispose();
    }
}
