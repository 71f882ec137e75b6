using Lfr.Inference.Faces;
using Lfr.Inference.Models;
using Lfr.Inference.Video;

namespace Lfr.Inference.Pipeline;

/// <summary>
/// The first picture of a camera in which nobody's face is found, made so small that a face which was overlooked could not be recognised: it shows where the camera looks, and nobody.
/// </summary>
internal sealed class EmptyView(ModelSet models) : IDisposable
{
    /// <summary>Longer side of what is given back, pixels. A face of 100 pixels in a picture of 1,920 has 25 here, half of what the engine compares from.</summary>
    public const int KeptSide = 480;

    private const int KeptQuality = 75;

    private readonly BystanderCheck check = new(models);

    /// <summary>The picture as a JPEG; <see langword="null"/> as long as there was none without a face.</summary>
    public byte[]? Jpeg { get; private set; }

    /// <summary>Looks at one more picture, unless there is one already. CPU-bound: hundreds of milliseconds.</summary>
    public void Offer(VideoFrame frame)
    {
        if (Jpeg is not null)
            return;
        using var picture = new Picture(frame.Pixels.ToArray(), frame.Width, frame.Height);
        if (!check.FindsAFace(picture))
            Jpeg = JpegEncoder.Encode(picture.Image, KeptQuality, KeptSide);
    }

    /// <inheritdoc/>
    public void Dispose() => check.Dispose();
}
