using Lfr.Inference.Faces;
using Lfr.Inference.Video;

namespace Lfr.Inference.Pipeline;

/// <summary>
/// Makes an alert's two pictures. Before a frame leaves the engine it is searched for faces once more, in finer tiles and at a lower confidence
/// than live, and everybody but the person alerted on is pixelated.
/// </summary>
internal sealed class AlertPictures(FaceDetector detector)
{
    private const float SearchScore = 0.35f;
    private const int Tiles = 2;
    private const float ProbeMargin = 0.4f;
    private readonly List<Detection> found = [];
    private readonly List<Detection> others = [];

    /// <summary>The pictures for <paramref name="target"/> in <paramref name="frame"/>, which stays as it is.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="target">The face that alerted.</param>
    /// <param name="known">All faces that the live search knew of in that frame.</param>
    /// <param name="pool">Lends the buffers.</param>
    public (byte[] Probe, byte[] Context) Make(VideoFrame frame, Detection target, ReadOnlySpan<Detection> known, FramePool pool)
    {
        others.Clear();
        others.AddRange(known);
        Search(frame, pool);
        using var canvas = pool.Rent(frame.Width, frame.Height);
        frame.Pixels.CopyTo(canvas.Pixels);
        foreach (var face in others)
        {
            if (!Mosaic.IsSame(face, target))
                Mosaic.Hide(canvas.Pixels, canvas.Width, canvas.Height, face, target);
        }

        others.Clear();
        // The face without a ring, the frame with one: in a full street nobody finds a face of 60 pixels by themselves.
        var probe = Probe(canvas, target, pool);
        Ring.Draw(canvas.Pixels, canvas.Width, canvas.Height, target);
        return (probe, JpegEncoder.Encode(new BgrImage(canvas.Pixels, canvas.Width, canvas.Height), 80));
    }

    private static byte[] Probe(VideoFrame canvas, Detection target, FramePool pool)
    {
        var left = Math.Clamp((int)(target.X - (target.Width * ProbeMargin)), 0, canvas.Width - 1);
        var top = Math.Clamp((int)(target.Y - (target.Height * ProbeMargin)), 0, canvas.Height - 1);
        var right = Math.Clamp((int)(target.X + (target.Width * (1 + ProbeMargin))), left + 1, canvas.Width);
        var bottom = Math.Clamp((int)(target.Y + (target.Height * (1 + ProbeMargin))), top + 1, canvas.Height);
        using var crop = Crop(canvas, left, top, right - left, bottom - top, pool);
        return JpegEncoder.Encode(new BgrImage(crop.Pixels, crop.Width, crop.Height), 92);
    }

    private void Search(VideoFrame frame, FramePool pool)
    {
        var (width, height) = (frame.Width * 6 / 10, frame.Height * 6 / 10);
        detector.Detect(new BgrImage(frame.Pixels, frame.Width, frame.Height), SearchScore, found);
        others.AddRange(found);
        if (Math.Max(width, height) < 320)
            return;
        for (var row = 0; row < Tiles; row++)
        {
            for (var column = 0; column < Tiles; column++)
            {
                var (left, top) = (column * (frame.Width - width), row * (frame.Height - height));
                using var tile = Crop(frame, left, top, width, height, pool);
                detector.Detect(new BgrImage(tile.Pixels, width, height), SearchScore, found);
                foreach (var face in found)
                {
                    // A face cut by the tile is whole in the next tile or in the pass over the whole frame.
                    if (IsWhole(face, left, top, width, height, frame))
                        others.Add(face with { X = face.X + left, Y = face.Y + top });
                }
            }
        }

        found.Clear();
    }

    private static bool IsWhole(Detection face, int left, int top, int width, int height, VideoFrame frame) =>
        (left == 0 || face.X > 2)
        && (top == 0 || face.Y > 2)
        && (left + width == frame.Width || face.X + face.Width < width - 2)
        && (top + height == frame.Height || face.Y + face.Height < height - 2);

    private static VideoFrame Crop(VideoFrame frame, int left, int top, int width, int height, FramePool pool)
    {
        var crop = pool.Rent(width, height);
        for (var y = 0; y < height; y++)
            frame.Pixels.Slice((((top + y) * frame.Width) + left) * 3, width * 3).CopyTo(crop.Pixels[(y * width * 3)..]);
        return crop;
    }
}
