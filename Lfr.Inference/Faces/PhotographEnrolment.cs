using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Lfr.Inference.Faces.Internals;
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

    /// <summary>Faces are looked for in a copy of at most this on its longer side, pixels; the one that is found is then measured and kept in the file's own.</summary>
    public const int WorkingSide = 2400;

    /// <summary>Longest side of a second, finer look at a large picture in which no face was found, network pixels: 110 px of a file 8,000 px wide are 22 then.</summary>
    private const int FinestSide = 1600;

    /// <summary>Height of the part of a large picture that is kept, in heights of the face: enough for whole head and shoulders.</summary>
    private const float RoomyPart = 4;

    /// <summary>As <see cref="RoomyPart"/>, where that would scale the face down: at least the whole head.</summary>
    private const float LeastPart = 2;

    /// <summary>A closer look is taken where it shows the face by so much larger.</summary>
    private const float WorthALook = 1.05f;

    /// <summary>Overlap (IoU) from which a find is the face that was meant.</summary>
    private const float SameFace = 0.3f;

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

    /// <summary>Looks at a photograph that was decoded elsewhere with <see cref="FirstView"/>. CPU-bound: tens of milliseconds.</summary>
    public FirstLook Look(Picture whole, PhotographChoice choice, CancellationToken cancellationToken) =>
        With(bench => Look(whole, choice, bench, keepPicture: true, cancellationToken), cancellationToken);

    /// <summary>Looks at the part that the first look asked for.</summary>
    public EnrolmentOutcome Enrol(Picture part, CloserLook look, CancellationToken cancellationToken) =>
        With(bench => Enrol(part, look, bench, keepPicture: true), cancellationToken);

    /// <summary>What of a file the first look needs.</summary>
    public static PictureView FirstView(PhotographChoice choice) => new(WorkingSide, choice.QuarterTurns, Crop: choice.Crop);

    /// <summary>A picture as a person sees it who is to crop it.</summary>
    public static PhotographShown ToCrop(Picture picture) => Shown(picture, []);

    /// <summary>Decodes and looks at a file of whoever runs this program.</summary>
    public EnrolmentOutcome Enrol(ReadOnlyMemory<byte> file, CancellationToken cancellationToken) => Enrol(file, new PhotographChoice(), cancellationToken);

    /// <summary>As <see cref="Enrol(ReadOnlyMemory{byte}, CancellationToken)"/>, held and chosen by a person.</summary>
    public EnrolmentOutcome Enrol(ReadOnlyMemory<byte> file, PhotographChoice choice, CancellationToken cancellationToken) =>
        Enrol(file, choice, keepPicture: true, cancellationToken);

    /// <summary>As <see cref="Enrol(ReadOnlyMemory{byte}, CancellationToken)"/>; the picture to keep is left empty where only the template is wanted.</summary>
    internal EnrolmentOutcome Enrol(ReadOnlyMemory<byte> file, bool keepPicture, CancellationToken cancellationToken) =>
        Enrol(file, new PhotographChoice(), keepPicture, cancellationToken);

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

    private EnrolmentOutcome Enrol(ReadOnlyMemory<byte> file, PhotographChoice choice, bool keepPicture, CancellationToken cancellationToken)
    {
        try
        {
            FirstLook look;
            using (var whole = Picture.Decode(file, FirstView(choice)))
                look = With(bench => Look(whole, choice, bench, keepPicture, cancellationToken), cancellationToken);
            if (look.Closer is not { } closer)
                return look.Outcome!;
            using var part = Picture.Decode(file, closer.View);
            return With(bench => Enrol(part, closer, bench, keepPicture), cancellationToken);
        }
        catch (PictureRefusedException refusal)
        {
            return new EnrolmentOutcome.Refused(refusal.Code, refusal.Message);
        }
    }

    private T With<T>(Func<Workbench, T> look, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_idle.TryTake(out var bench))
            bench = new Workbench(_models);
        try
        {
            return look(bench);
        }
        finally
        {
            bench.Clear();
            _idle.Add(bench);
        }
    }

    private FirstLook Look(Picture picture, PhotographChoice choice, Workbench bench, bool keepPicture, CancellationToken cancellationToken)
    {
        // From pixels of the copy to those of the file.
        var scale = picture.OwnWidth / (float)picture.Width;
        var wanted = choice.Face is { } face
            ? new Detection(face.X * picture.Width, face.Y * picture.Height, face.Width * picture.Width, face.Height * picture.Height, 1)
            : (Detection?)null;
        var found = LookWithRoom(picture, bench, scale, wanted);
        cancellationToken.ThrowIfCancellationRequested();
        if (found.Chosen is not { } chosen)
            return Refuse("no-face", "No face was found in the picture. Use one that shows the face from the front, sharp and well lit.");
        if (found.Counted.Count > 1 && wanted is null)
            return Refuse("several-faces", $"There are {found.Counted.Count} faces in the picture. Pick the person to be listed, or use a picture that shows only that person.", found.Counted);
        var own = chosen.Seen(scale, 0, 0);
        var second = found.SecondHeight / chosen.Face.Height;
        // Whoever stands beside the person is on no list: nothing of their face is kept.
        var others = found.Counted.Where(f => f.Overlap(chosen.Face) < SameFace).Select(f => new Detection(f.X * scale, f.Y * scale, f.Width * scale, f.Height * scale, f.Score));
        if (Apart(KeptPart(own.Face, picture.OwnWidth, picture.OwnHeight), own.Face, others) is not { } part)
            return Refuse("faces-too-close", "Another face stands too close to this one to be cut off, and it must not be kept. Crop the picture to the person to be listed.");
        if (MathF.Min(scale, scale * WorkingSide / Math.Max(part.Width, part.Height)) > WorthALook)
            return new FirstLook(null, new CloserLook(new PictureView(WorkingSide, choice.QuarterTurns, part, choice.Crop)) { Face = own.Face, SecondFace = second });
        if (Unusable(own, found.Norm) is { } unusable)
            return Refuse(unusable.Code, unusable.Sentence);
        return new FirstLook(Enrolled(own, found, second, part, bench, keepPicture ? Cut(picture, part, 1 / scale) : null), null);

        FirstLook Refuse(string code, string sentence, IReadOnlyList<Detection>? faces = null) => new(
            new EnrolmentOutcome.Refused(code, sentence) { Shown = keepPicture ? Shown(picture, faces ?? []) : null }, null);
    }

    private EnrolmentOutcome Enrol(Picture part, CloserLook look, Workbench bench, bool keepPicture)
    {
        var area = look.View.Area!.Value.Within(part.OwnWidth, part.OwnHeight);
        var scale = area.Width / (float)part.Width;
        var expected = new Detection((look.Face.X - area.X) / scale, (look.Face.Y - area.Y) / scale, look.Face.Width / scale, look.Face.Height / scale, look.Face.Score);
        var found = LookWithRoom(part, bench, scale, expected);
        if (found.Chosen is not { } chosen)
            return new EnrolmentOutcome.Refused("no-face", "No face was found in the picture at its own size. Use one that shows the face from the front, sharp and well lit.");
        var own = chosen.Seen(scale, area.X, area.Y);
        if (Unusable(own, found.Norm) is { } unusable)
            return unusable;
        return Enrolled(own, found, look.SecondFace, area, bench, keepPicture ? Cut(part, new PictureArea(0, 0, part.Width, part.Height), 1) : null);
    }

    private EnrolmentOutcome.Refused? Unusable(in FaceMeasures face, float norm) => _models.EnrolmentGates.Refuse(face, norm) is { } reason
        ? new EnrolmentOutcome.Refused(face.Face.Height < _models.EnrolmentGates.MinimumHeight ? "face-too-small" : "face-unusable", reason)
        : null;

    private static EnrolmentOutcome.Enrolled Enrolled(in FaceMeasures face, in FacesFound found, float secondFace, PictureArea kept, Workbench bench, Picture? keep)
    {
        using (keep)
        {
            return new EnrolmentOutcome.Enrolled(
                MemoryMarshal.AsBytes(bench.Template.AsSpan()).ToArray(),
                keep is null ? [] : JpegEncoder.Encode(keep.Image, CleanQuality, CleanSide),
                face.ToQuality(found.Norm),
                BoxInKept(kept, face.Face),
                EnrolmentQuality.Of(face, found.Luminance, found.Cover!, secondFace, new Surroundings(kept)));
        }
    }

    private FacesFound LookWithRoom(Picture picture, Workbench bench, float scale, Detection? wanted)
    {
        var found = Look(picture.Image, bench, scale, wanted);
        if (found.Chosen is null && Math.Max(picture.Width, picture.Height) > FinestSide)
            found = Look(picture.Image, bench, scale, wanted, FinestSide);
        if (found.Chosen is { } plain && !Fills(plain.Face, picture))
            return found;

        // The detector wants surroundings: once more with grey around the photograph.
        var (marginX, marginY) = ((int)(picture.Width * PaddingShare), (int)(picture.Height * PaddingShare));
        using var padded = Padded(picture, marginX, marginY);
        return Look(padded.Image, bench, scale, Shifted(wanted, marginX, marginY)).Without(marginX, marginY);
    }

    /// <summary>
    /// The faces of a picture: those that count, and the one that is meant, or the largest, whose template is left in <see cref="Workbench.Template"/>. What
    /// counts is what a camera would compare; a face too small for that is nobody here either, unless it is the only one.
    /// </summary>
    private FacesFound Look(BgrImage image, Workbench bench, float scale, Detection? wanted, int? finestSide = null)
    {
        var found = new FacesFound([], null, 0, default, null, 0);
        var heights = new List<float>();
        var best = 0f;
        bench.Detector.Detect(image, MinimumScore, bench.Faces, finestSide);
        foreach (var face in bench.Faces)
        {
            if (!bench.Encoder.Prepare(image, face, bench.Aligned, out var measures) || !_anySize.Passes(measures))
                continue;
            bench.Encoder.Embed(bench.Aligned, bench.Candidate, out var norm);
            if (!_anySize.Passes(measures, norm))
                continue;
            if (face.Height * scale >= _models.LiveGates.MinimumHeight)
                found.Counted.Add(face);
            heights.Add(face.Height);
            var fits = wanted is { } meant ? face.Overlap(meant) : face.Height;
            if (fits <= best || (wanted is not null && fits < SameFace))
                continue;
            best = fits;
            bench.Candidate.CopyTo(bench.Template, 0);
            found = found with { Chosen = measures, Norm = norm, Luminance = LuminanceMeasures.Of(bench.Aligned), Cover = CoverMeasures.Of(bench.Aligned) };
        }

        if (found.Chosen is { } chosen)
        {
            heights.Remove(chosen.Face.Height);
            found = found with { SecondHeight = heights.Count == 0 ? 0 : MathF.Min(heights.Max(), chosen.Face.Height) };
        }

        return found;
    }

    private static bool Fills(Detection face, Picture picture) =>
        face.Height > FillingShare * picture.Height || face.Width > FillingShare * picture.Width;

    internal static Picture Padded(Picture picture, int marginX, int marginY)
    {
        var (width, height) = (picture.Width + (2 * marginX), picture.Height + (2 * marginY));
        var pixels = new byte[checked(width * height * 3)];
        pixels.AsSpan().Fill(PaddingGrey);
        for (var y = 0; y < picture.Height; y++)
            picture.Image.Row(y).CopyTo(pixels.AsSpan((((y + marginY) * width) + marginX) * 3));
        return new Picture(pixels, width, height);
    }

    /// <summary>
    /// The part of a picture that is kept: all of it, unless it is larger than what is kept; then the head with some room, so that scaling costs the face as
    /// little as can be.
    /// </summary>
    private static PictureArea KeptPart(Detection face, int width, int height)
    {
        if (Math.Max(width, height) <= CleanSide)
            return new PictureArea(0, 0, width, height);
        var high = MathF.Max(face.Width, face.Height);
        var side = (int)MathF.Ceiling(MathF.Max(LeastPart * high, MathF.Min(RoomyPart * high, CleanSide)));
        var (partWidth, partHeight) = (Math.Min(side, width), Math.Min(side, height));
        return new PictureArea(
            Math.Clamp((int)(face.X + (face.Width / 2) - (partWidth / 2f)), 0, width - partWidth),
            Math.Clamp((int)(face.Y + (face.Height / 2) - (partHeight / 2f)), 0, height - partHeight),
            partWidth,
            partHeight);
    }

    /// <summary>What is left of a part when the faces of others are cut off; <see langword="null"/> when one of them overlaps the person's own on every side.</summary>
    private static PictureArea? Apart(PictureArea part, Detection face, IEnumerable<Detection> others)
    {
        foreach (var other in others)
        {
            var (left, top, right, bottom) = ((int)other.X, (int)other.Y, (int)MathF.Ceiling(other.X + other.Width), (int)MathF.Ceiling(other.Y + other.Height));
            if (right <= part.X || left >= part.X + part.Width || bottom <= part.Y || top >= part.Y + part.Height)
                continue;
            List<PictureArea> sides = [];
            if (left >= face.X + face.Width)
                sides.Add(part with { Width = left - part.X });
            if (right <= face.X)
                sides.Add(part with { X = right, Width = part.X + part.Width - right });
            if (top >= face.Y + face.Height)
                sides.Add(part with { Height = top - part.Y });
            if (bottom <= face.Y)
                sides.Add(part with { Y = bottom, Height = part.Y + part.Height - bottom });
            if (sides.Count == 0)
                return null;
            part = sides.MaxBy(s => (long)s.Width * s.Height);
        }

        return part;
    }

    private static Picture Cut(Picture picture, PictureArea area, float scale)
    {
        var part = new PictureArea((int)(area.X * scale), (int)(area.Y * scale), (int)MathF.Ceiling(area.Width * scale), (int)MathF.Ceiling(area.Height * scale))
            .Within(picture.Width, picture.Height);
        var pixels = new byte[part.Width * part.Height * 3];
        for (var y = 0; y < part.Height; y++)
            picture.Image.Row(part.Y + y).Slice(part.X * 3, part.Width * 3).CopyTo(pixels.AsSpan(y * part.Width * 3));
        return new Picture(pixels, part.Width, part.Height);
    }

    private static FaceBox BoxInKept(PictureArea kept, Detection face)
    {
        var scale = MathF.Min(1, CleanSide / (float)Math.Max(kept.Width, kept.Height));
        var left = Math.Clamp(face.X - kept.X, 0, kept.Width);
        var top = Math.Clamp(face.Y - kept.Y, 0, kept.Height);
        var right = Math.Clamp(face.X + face.Width - kept.X, 0, kept.Width);
        var bottom = Math.Clamp(face.Y + face.Height - kept.Y, 0, kept.Height);
        return new FaceBox(left * scale, top * scale, (right - left) * scale, (bottom - top) * scale);
    }

    private static PhotographShown Shown(Picture picture, IReadOnlyList<Detection> faces) => new(
        JpegEncoder.Encode(picture.Image, CleanQuality, CleanSide),
        picture.Width,
        picture.Height,
        [.. faces.OrderBy(f => f.X).Select(f => new FaceBox(f.X / picture.Width, f.Y / picture.Height, f.Width / picture.Width, f.Height / picture.Height))]);

    private static Detection? Shifted(Detection? face, int x, int y) => face is { } f ? f with { X = f.X + x, Y = f.Y + y } : null;

    /// <summary>What was seen in a picture, in its pixels.</summary>
    private readonly record struct FacesFound(List<Detection> Counted, FaceMeasures? Chosen, float Norm, LuminanceMeasures Luminance, FaceCover? Cover, float SecondHeight)
    {
        /// <summary>The same without the grey that was added on the left and above.</summary>
        public FacesFound Without(int marginX, int marginY) => this with
        {
            Counted = [.. Counted.Select(f => f with { X = f.X - marginX, Y = f.Y - marginY })],
            Chosen = Chosen?.Seen(1, -marginX, -marginY),
        };
    }

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
