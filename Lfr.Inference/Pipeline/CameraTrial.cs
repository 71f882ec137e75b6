using Lfr.Inference.Faces;
using Lfr.Inference.Models;
using Lfr.Inference.Video;

namespace Lfr.Inference.Pipeline;

/// <summary>
/// Opens a camera as a run would, for a few seconds: the same parser, the same decoder with the same limits. Its pictures are counted and cleared and the height of the faces in
/// some of them is measured; no face is compared with anybody, and nothing of them is kept. Whoever asks gets one small picture in which there is no face.
/// </summary>
public static class CameraTrial
{
    /// <summary>Longest trial, from the address to the answer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>Tries an address in the syntax of <see cref="CameraSource.Parse"/>.</summary>
    /// <param name="address">The address, with its password.</param>
    /// <param name="demoFolder">Where the films of the demonstration are; <see langword="null"/> when this machine has none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="models">Whose detector measures faces; <see langword="null"/> to measure none, and to give no view.</param>
    /// <param name="withView">Whether a picture is given back (<see cref="TriedCamera.View"/>), if there is one with nobody's face in it.</param>
    public static async Task<TriedCamera> RunAsync(string address, string? demoFolder, TimeProvider time, CancellationToken cancellationToken, ModelSet? models = null, bool withView = false)
    {
        var display = "this address";
        using var patience = new CancellationTokenSource(Longest, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        using var faces = models is null ? null : new FaceHeights(models, withView ? new EmptyView(models) : null);
        var seen = new CountedPictures(time.GetUtcNow());
        try
        {
            var source = CameraSource.Parse(address, demoFolder);
            display = source.Display;
            await using var video = await FrameSources.OpenAsync(source, naturalSpeed: true, new FramePool(), time, both.Token);
            seen.TellsTime = video is FfmpegSource { Shape.TellsNoTime: false };
            while (await video.ReadAsync(both.Token) is { } frame)
            {
                using (frame)
                {
                    // The detector takes its time, so it looks once the pictures were counted; at the first, too, lest the camera gives no other.
                    if (!seen.IsEnough)
                        seen.Count(frame);
                    if (faces is { IsEnough: false } && (seen.Frames == 1 || seen.IsEnough))
                        faces.Measure(frame);
                }

                if (seen.IsEnough && faces is not { IsEnough: false })
                    break;
            }

            return seen.Frames > 0 ? seen.ToTried(faces?.ToTried()) with { Ended = source.IsNetwork && !seen.IsEnough, View = faces?.View } : new TriedCamera($"{display} gave no picture.");
        }
        catch (Exception e) when (e is OperationCanceledException or VideoException && patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // A camera may send one picture in many seconds: what came within the time counts.
            return seen.Frames > 0
                ? seen.ToTried(faces?.ToTried()) with { View = faces?.View }
                : new TriedCamera($"{display} gave no picture within {Longest.TotalSeconds:0} seconds. It may be busy, or the address may lead to something that is no video. Check the address in a video player.");
        }
        catch (VideoException e)
        {
            return new TriedCamera(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new TriedCamera($"{display} could not be read: {e.Message}");
        }
    }

    /// <summary>Heights of the faces in a few pictures, some moments apart.</summary>
    private sealed class FaceHeights(ModelSet models, EmptyView? view) : IDisposable
    {
        private const float SureAt = 0.7f;
        private const int Pictures = 6;
        private static readonly TimeSpan Apart = TimeSpan.FromSeconds(0.4);
        private readonly FaceDetector detector = models.CreateDetector();
        private readonly int comparedFrom = (int)models.LiveGates.MinimumHeight;
        private readonly List<Detection> faces = [];
        private DateTimeOffset? last;
        private int pictures;
        private int most;
        private float smallest = float.MaxValue;
        private float largest;

        public bool IsEnough => pictures >= Pictures;

        public byte[]? View => view?.Jpeg;

        public void Measure(VideoFrame frame)
        {
            // What the decoder made up is no street.
            if (frame.IsInvented || frame.At - last < Apart)
                return;
            last = frame.At;
            pictures++;
            detector.Detect(
                new BgrImage(frame.Pixels, frame.Width, frame.Height), SureAt, faces, DetectionPlan.FinestSide(frame.Width, frame.Height, DetectionPlan.SmallestFace(comparedFrom)));
            most = Math.Max(most, faces.Count);
            foreach (var face in faces)
            {
                smallest = MathF.Min(smallest, face.Height);
                largest = MathF.Max(largest, face.Height);
            }

            if (faces.Count == 0)
                view?.Offer(frame);
            faces.Clear();
        }

        public TriedFaces? ToTried() => pictures == 0 ? null : new TriedFaces(most, most == 0 ? 0 : (int)MathF.Floor(smallest), (int)MathF.Floor(largest), comparedFrom);

        public void Dispose()
        {
            detector.Dispose();
            view?.Dispose();
        }
    }
}
