using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Lfr.Inference.Models;
using Lfr.Shared.Live;

namespace Lfr.Inference.Faces;

/// <summary>Turns an uploaded photograph into a template, or says why it cannot be one. Trusts nothing in the upload. Any thread may call it.</summary>
public sealed class PhotographEnrolment : IDisposable
{
    /// <summary>Largest file that is looked at, bytes.</summary>
    public const int MaximumBytes = Picture.MaximumBytes;

    /// <summary>Longer side of the picture that is kept, pixels.</summary>
    public const int CleanSide = 1200;

    /// <summary>Larger pictures are scaled down to this on their longer side before faces are looked for; face heights are measured in it.</summary>
    public const int WorkingSide = 2400;

    private const float MinimumScore = 0.6f;

    /// <summary>A face higher than this share of the picture leaves the detector no surroundings.</summary>
    private const float FillingShare = 0.6f;

    /// <summary>Grey added on each side then, as a share of the picture's width and height.</summary>
    private const float PaddingShare = 0.4f;

    private const byte PaddingGrey = 127;
    private const int CleanQuality = 90;

    private readonly ModelSet _models;
    private readonly ConcurrentBag<Workbench> _idle = [];

    /// <summary>What makes a find a face, whatever its size.</summary>
    private readonly FaceGates _anySize;

    /// <summary>With the loaded models, which stay the caller's to dispose.</summary>
    public PhotographEnrolment(ModelSet models)
    {
        _models = models;
        _anySize = models.LiveGates with { MinimumHeight = 0 };
    }

    /// <summary>Looks at a photograph that was decoded elsewhere, at most <see cref="WorkingSide"/> on its longer side. CPU-bound: tens of milliseconds.</summary>
    public EnrolmentOutcome Enrol(Picture picture, CancellationToken cancellationToken) => Enrol(picture, keepPicture: true, cancellationToken);

    /// <summary>Decodes and looks at a file of whoever runs this program.</summary>
    public EnrolmentOutcome Enrol(ReadOnlyMemory<byte> file, CancellationToken cancellationToken) => Enrol(file, keepPicture: true, cancellationToken);

    /// <summary>As <see cref="Enrol(ReadOnlyMemory{byte}, CancellationToken)"/>; the picture to keep is left empty where only the template is wanted.</summary>
    internal EnrolmentOutcome Enrol(ReadOnlyMemory<byte> file, bool keepPicture, CancellationToken cancellationToken)
    {
        try
        {
            using var picture = Picture.Decode(file, WorkingSide);
            return Enrol(picture, keepPicture, cancellationToken);
        }
        catch (PictureRefusedException refusal)
        {
            return new EnrolmentOutcome.Refused(refusal.Code, refusal.Message);
        }
    }

    /// <summary>How often the models were run by those who are idle now: the detector by input size.</summary>
    internal IEnumerable<(string Role, int Width, int Height, long Runs)> ModelRuns => _idle.SelectMany(bench => (IEnumerable<(string, int, int, long)>)
    [
        .. bench.Detector.Runs.Select(run => (ModelRoles.Detector, run.Width, run.Height, run.Runs)),
        (ModelRoles.Landmarks, 64, 64, bench.Encoder.Runs.Landmarks),
        (ModelRoles.Embedder, FaceEncoder.AlignedSide, FaceEncoder.AlignedSide, bench.Encoder.Runs.Embedder),
    ]);

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.TryTake(out var bench))
            bench.Dispose();
    }

    private EnrolmentOutcome Enrol(Picture picture, bool keepPicture, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_idle.TryTake(out var bench))
            bench = new Workbench(_models);
        try
        {
            return Enrol(picture, bench, keepPicture, cancellationToken);
        }
        finally
        {
            bench.Clear();
            _idle.Add(bench);
        }
    }

    private EnrolmentOutcome Enrol(Picture picture, Workbench bench, bool keepPicture, CancellationToken cancellationToken)
    {
        var found = Look(picture.Image, bench);
        var (marginX, marginY) = (0, 0);
        if (found.Largest is not { } plain || Fills(plain.Face, picture))
        {
            // The detector wants surroundings: once more with grey around the photograph.
            cancellationToken.ThrowIfCancellationRequested();
            (marginX, marginY) = ((int)(picture.Width * PaddingShare), (int)(picture.Height * PaddingShare));
            using var padded = Padded(picture, marginX, marginY);
            found = Look(padded.Image, bench);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (found.Largest is not { } largest)
            return new EnrolmentOutcome.Refused("no-face", "No face was found in the picture. Use one that shows the face from the front, sharp and well lit.");
        if (found.Counted > 1)
            return new EnrolmentOutcome.Refused("several-faces", $"There are {found.Counted} faces in the picture. Crop it so that it shows only the person to be listed.");
        if (_models.EnrolmentGates.Refuse(largest, found.Norm) is { } reason)
            return new EnrolmentOutcome.Refused(largest.Face.Height < _models.EnrolmentGates.MinimumHeight ? "face-too-small" : "face-unusable", reason);

        return new EnrolmentOutcome.Enrolled(
            MemoryMarshal.AsBytes(bench.Template.AsSpan()).ToArray(),
            keepPicture ? JpegEncoder.Encode(picture.Image, CleanQuality, CleanSide) : [],
            largest.ToQuality(found.Norm),
            BoxInClean(picture, largest.Face, marginX, marginY),
            EnrolmentQuality.Of(largest, found.Luminance, found.SecondHeight / largest.Face.Height, new Surroundings(picture.Width, picture.Height, marginX, marginY)));
    }

    /// <summary>
    /// The faces of a picture: how many there are, and the largest, whose template is left in <see cref="Workbench.Template"/>. Counted is what a
    /// camera would compare; a face too small for that is nobody here either, unless it is the only one.
    /// </summary>
    private FacesFound Look(BgrImage image, Workbench bench)
    {
        var found = default(FacesFound);
        bench.Detector.Detect(image, MinimumScore, bench.Faces);
        foreach (var face in bench.Faces)
        {
            if (!bench.Encoder.Prepare(image, face, bench.Aligned, out var measures) || !_anySize.Passes(measures))
                continue;
            bench.Encoder.Embed(bench.Aligned, bench.Candidate, out var norm);
            if (!_anySize.Passes(measures, norm))
                continue;
            var counted = found.Counted + (face.Height >= _models.LiveGates.MinimumHeight ? 1 : 0);
            if (found.Largest is { } other && other.Face.Height >= face.Height)
            {
                found = found with { Counted = counted, SecondHeight = MathF.Max(found.SecondHeight, face.Height) };
                continue;
            }

            bench.Candidate.CopyTo(bench.Template, 0);
            found = new FacesFound(counted, measures, norm, LuminanceMeasures.Of(bench.Aligned), found.Largest?.Face.Height ?? 0);
        }

        return found;
    }

    private static bool Fills(Detection face, Picture picture) =>
        face.Height > FillingShare * picture.Height || face.Width > FillingShare * picture.Width;

    private static Picture Padded(Picture picture, int marginX, int marginY)
    {
        var (width, height) = (picture.Width + (2 * marginX), picture.Height + (2 * marginY));
        var pixels = new byte[checked(width * height * 3)];
        pixels.AsSpan().Fill(PaddingGrey);
        for (var y = 0; y < picture.Height; y++)
            picture.Image.Row(y).CopyTo(pixels.AsSpan((((y + marginY) * width) + marginX) * 3));
        return new Picture(pixels, width, height);
    }

    private static FaceBox BoxInClean(Picture picture, Detection face, int marginX, int marginY)
    {
        var scale = MathF.Min(1, CleanSide / (float)Math.Max(picture.Width, picture.Height));
        var left = Math.Clamp(face.X - marginX, 0, picture.Width);
        var top = Math.Clamp(face.Y - marginY, 0, picture.Height);
        var right = Math.Clamp(face.X + face.Width - marginX, 0, picture.Width);
        var bottom = Math.Clamp(face.Y + face.Height - marginY, 0, picture.Height);
        return new FaceBox(left * scale, top * scale, (right - left) * scale, (bottom - top) * scale);
    }

    /// <summary>What <see cref="Look"/> saw.</summary>
    private readonly record struct FacesFound(int Counted, FaceMeasures? Largest, float Norm, LuminanceMeasures Luminance, float SecondHeight);

    /// <summary>What one photograph at a time needs.</summary>
    private sealed class Workbench(ModelSet models) : IDisposable
    {
        public FaceDetector Detector { get; } = models.CreateDetector();

        public FaceEncoder Encoder { get; } = models.CreateEncoder();

        public List<Detection> Faces { get; } = [];

        public byte[] Aligned { get; } = new byte[FaceEncoder.AlignedBytes];

        /// <summary>The template of the face being looked at.</summary>
        public float[] Candidate { get; } = new float[models.Dimension];

        /// <summary>The template of the largest face so far.</summary>
        public float[] Template { get; } = new float[models.Dimension];

        public void Clear()
        {
            Faces.Clear();
            Array.Clear(Candidate);
            Array.Clear(Template);
            Array.Clear(Aligned);
        }

        public void Dispose()
        {
            Clear();
            Detector.Dispose();
            Encoder.Dispose();
        }
    }
}
