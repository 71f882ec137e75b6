using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Lfr.Inference.Faces;
using Lfr.Inference.Video;
using Lfr.Tests.Pipeline;
using Lfr.Tests.Support;

namespace Lfr.Tests.Faults;

/// <summary>What the street's film really shows of people, by the same detector and encoder that run live.</summary>
internal sealed class Passersby : IDisposable
{
    private const int FramesOfTheFilm = 300;
    private readonly FaceDetector detector = TestModels.OpenOrSkip().CreateDetector();
    private readonly FaceEncoder encoder = TestModels.OpenOrSkip().CreateEncoder();
    private readonly List<Detection> found = [];

    /// <summary>Frames of the film that are <paramref name="wanted"/>, as BGR of 1280 × 720. A film that starts again counts on.</summary>
    public static async Task<IReadOnlyDictionary<long, byte[]>> FramesAsync(IEnumerable<long> wanted, CancellationToken cancellation)
    {
        var numbers = wanted.Select(InFilm).ToHashSet();
        var kept = new Dictionary<long, byte[]>();
        await using var video = await FrameSources.OpenAsync(
            CameraSource.Parse("file:" + WalkRun.Film, null), naturalSpeed: false, new FramePool(), TimeProvider.System, cancellation);
        while (kept.Count < numbers.Count && await video.ReadAsync(cancellation) is { } frame)
        {
            using (frame)
            {
                if (numbers.Contains(frame.Number))
                    kept[frame.Number] = frame.Pixels.ToArray();
            }
        }

        return kept;
    }

    /// <summary>Number within the film of a frame of the camera.</summary>
    public static long InFilm(long frame) => frame % FramesOfTheFilm;

    /// <summary>Adds all of <paramref name="person"/> that the frames show: the rows of the face, and its templates as the engine computes them.</summary>
    /// <returns>How many templates there were.</returns>
    public int Trace(string person, IReadOnlyDictionary<long, byte[]> frames, Traces into)
    {
        var templates = 0;
        foreach (var (number, pixels) in frames)
        {
            if (!WalkRun.Truth(number).TryGetValue(person, out var truth) || truth.Visible < 0.5)
                continue;
            var image = new BgrImage(pixels, 1280, 720);
            var (left, right) = (Math.Max(0, (int)truth.Box.X), Math.Min(image.Width, (int)(truth.Box.X + truth.Box.Width)));
            for (var y = Math.Max(0, (int)truth.Box.Y); y < Math.Min(image.Height, (int)(truth.Box.Y + truth.Box.Height)); y++)
                into.AddRow(image.Row(y)[(left * 3)..(right * 3)], $"{person} in frame {number}");
            foreach (var (face, template) in Faces(image, 0.7f))
            {
                if (face.Overlap(truth.Box) < 0.3)
                    continue;
                into.AddTemplate(MemoryMarshal.AsBytes(template.AsSpan()).ToArray(), $"{person} in frame {number}");
                templates++;
            }
        }

        return templates;
    }

    /// <summary>Templates of the people in a frame who are not on the list, by person.</summary>
    public IReadOnlyDictionary<string, float[]> Unlisted(long frame, byte[] pixels)
    {
        var people = new Dictionary<string, float[]>(StringComparer.Ordinal);
        var truth = WalkRun.Truth(InFilm(frame)).Where(p => !WalkRun.Listed.Contains(p.Key) && p.Value.Visible >= 0.5 && p.Value.Box.Height >= 48).ToArray();
        foreach (var (face, template) in Faces(new BgrImage(pixels, 1280, 720), 0.7f))
        {
            foreach (var (person, _) in truth.Where(p => p.Value.Box.Overlap(face) >= 0.3))
                people[person] = template;
        }

        return people;
    }

    /// <summary>The best cosine of any face that can be found in a picture with <paramref name="template"/>; -1 when there is none.</summary>
    public float Likeness(byte[] picture, float[] template)
    {
        using var decoded = Picture.Decode(picture);
        return Faces(decoded.Image, 0.5f).Select(f => TensorPrimitives.Dot<float>(f.Template, template)).DefaultIfEmpty(-1).Max();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        detector.Dispose();
        encoder.Dispose();
    }

    private List<(Detection Face, float[] Template)> Faces(BgrImage image, float score)
    {
        var faces = new List<(Detection, float[])>();
        var aligned = new byte[FaceEncoder.AlignedBytes];
        detector.Detect(image, score, found);
        foreach (var face in found)
        {
            if (!encoder.Prepare(image, face, aligned, out _))
                continue;
            var template = new float[encoder.Dimension];
            encoder.Embed(aligned, template, out _);
            faces.Add((face, template));
        }

        return faces;
    }
}
