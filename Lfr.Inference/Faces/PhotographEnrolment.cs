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
    private const int WorkingSide = 2400;

    private const float MinimumScore = 0.6f;

    /// <summary>A face higher than this share of the picture leaves the detector no surroundings.</summary>
    private const float FillingShare = 0.6f;

    /// <summary>Grey added on each side then, as a share of the picture's width and height.</summary>
    private const float PaddingShare = 0.4f;

    private const byte PaddingGrey = 127;
    private const int CleanQuality = 90;

    private readonly ModelSet _models;
    private readonly ConcurrentBag<Workbench> _idle = [];

    /// <summary>With the loaded models, which stay the caller's to dispose.</summary>
    public PhotographEnrolment(ModelSet models) => _models = models;

    /// <summary>Looks at one photograph. CPU-bound: tens of milliseconds.</summary>
    public EnrolmentOutcome Enrol(ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        try
        {
            using var picture = Picture.Decode(file, WorkingSide);
            cancellationToken.ThrowIfCancellationRequested();
            if (!_idle.TryTake(out var bench))
                bench = new Workbench(_models);
            try
            {
                return Enrol(picture, bench, cancellationToken);
            }
            finally
            {
                bench.Clear();
                _idle.Add(bench);
            }
        }
        catch (PictureRefusedException refusal)
        {
            return new EnrolmentOutcome.Refused(refusal.Code, refusal.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.TryTake(out var bench))
            bench.Dispose();
    }

    private static EnrolmentOutcome Enrol(Picture picture, Workbench bench, CancellationToken cancellationToken)
    {
        using var search = FindFaces(picture, bench);
        cancellationToken.ThrowIfCancellationRequested();
        var image = search.Picture.Image;

        // Counted is what a camera would compare. A face too small for that is nobody here either, unless it is the only one.
        var counted = 0;
        var largest = default(Detection?);
        Span<float> chosen = stackalloc float[bench.Encoder.Dimension];
        Span<float> template = stackalloc float[bench.Encoder.Dimension];
        var measures = default(FaceMeasures);
        var norm = 0f;
        foreach (var face in bench.Faces)
        {
            if (!IsFace(image, face, bench, template, out var itsMeasures, out var itsNorm))
                continue;
            counted += face.Height >= FaceGates.Live.MinimumHeight ? 1 : 0;
            if (largest is { } other && other.Height >= face.Height)
                continue;
            (largest, measures, norm) = (face, itsMeasures, itsNorm);
            template.CopyTo(chosen);
        }

        template.Clear();
        if (largest is not { } found)
            return new EnrolmentOutcome.Refused("no-face", "No face was found in the picture. Use one that shows the face from the front, sharp and well lit.");
        if (counted > 1)
            return new EnrolmentOutcome.Refused("several-faces", $"There are {counted} faces in the picture. Crop it so that it shows only the person to be listed.");
        if (FaceGates.Enrolment.Refuse(measures, norm) is { } reason)
            return new EnrolmentOutcome.Refused(found.Height < FaceGates.Enrolment.MinimumHeight ? "face-too-small" : "face-unusable", reason);

        var bytes = MemoryMarshal.AsBytes(chosen).ToArray();
        chosen.Clear();
        return new EnrolmentOutcome.Enrolled(
            bytes, JpegEncoder.Encode(picture.Image, CleanQuality, CleanSide), measures.ToQuality(norm), BoxInClean(picture, found, search));
    }

    /// <summary>Detects; where a face fills the picture or none is found, once more with grey around it.</summary>
    private static FaceSearch FindFaces(Picture picture, Workbench bench)
    {
        bench.Detector.Detect(picture.Image, MinimumScore, bench.Faces);
        var filled = bench.Faces.Count == 0;
        foreach (var face in bench.Faces)
            filled |= face.Height > FillingShare * picture.Height || face.Width > FillingShare * picture.Width;
        if (!filled)
            return new FaceSearch(picture, 0, 0, Owned: false);

        var marginX = (int)(picture.Width * PaddingShare);
        var marginY = (int)(picture.Height * PaddingShare);
        var padded = Padded(picture, marginX, marginY);
        bench.Detector.Detect(padded.Image, MinimumScore, bench.Faces);
        return new FaceSearch(padded, marginX, marginY, Owned: true);
    }

    private static Picture Padded(Picture picture, int marginX, int marginY)
    {
        var (width, height) = (picture.Width + (2 * marginX), picture.Height + (2 * marginY));
        var pixels = new byte[checked(width * height * 3)];
        pixels.AsSpan().Fill(PaddingGrey);
        for (var y = 0; y < picture.Height; y++)
            picture.Image.Row(y).CopyTo(pixels.AsSpan((((y + marginY) * width) + marginX) * 3));
        return new Picture(pixels, width, height);
    }

    /// <summary>Whether a find is a face by shape, landmarks and embedding, whatever its size.</summary>
    private static bool IsFace(BgrImage image, Detection face, Workbench bench, Span<float> template, out FaceMeasures measures, out float norm)
    {
        norm = 0;
        var gates = FaceGates.Live with { MinimumHeight = 0 };
        if (!bench.Encoder.Prepare(image, face, bench.Aligned, out measures) || !gates.Passes(measures))
            return false;
        bench.Encoder.Embed(bench.Aligned, template, out norm);
        return gates.Passes(measures, norm);
    }

    private static FaceBox BoxInClean(Picture picture, Detection face, FaceSearch search)
    {
        var scale = MathF.Min(1, CleanSide / (float)Math.Max(picture.Width, picture.Height));
        var left = Math.Clamp(face.X - search.MarginX, 0, picture.Width);
        var top = Math.Clamp(face.Y - search.MarginY, 0, picture.Height);
        var right = Math.Clamp(face.X + face.Width - search.MarginX, 0, picture.Width);
        var bottom = Math.Clamp(face.Y + face.Height - search.MarginY, 0, picture.Height);
        return new FaceBox(left * scale, top * scale, (right - left) * scale, (bottom - top) * scale);
    }

    /// <summary>The picture in which faces were looked for: the photograph itself or a padded copy.</summary>
    private sealed record FaceSearch(Picture Picture, int MarginX, int MarginY, bool Owned) : IDisposable
    {
        public void Dispose()
        {
            if (Owned)
                Picture.Dispose();
        }
    }

    /// <summary>What one photograph at a time needs.</summary>
    private sealed class Workbench(ModelSet models) : IDisposable
    {
        public FaceDetector Detector { get; } = models.CreateDetector();

        public FaceEncoder Encoder { get; } = models.CreateEncoder();

        public List<Detection> Faces { get; } = [];

        public byte[] Aligned { get; } = new byte[FaceEncoder.AlignedBytes];

        public void Clear()
        {
            Faces.Clear();
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
