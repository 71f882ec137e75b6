using System.Numerics.Tensors;
using Lfr.Inference.Faces.Internals;
using Lfr.Inference.Models;
using Microsoft.ML.OnnxRuntime;

namespace Lfr.Inference.Faces;

/// <summary>Aligns faces and turns them into templates. Belongs to one caller: two threads need two. Costs no allocation once warm.</summary>
public sealed class FaceEncoder : IDisposable
{
    /// <summary>Side of an aligned face, pixels.</summary>
    public const int AlignedSide = 112;

    /// <summary>Bytes of an aligned face: 112 × 112 × 3.</summary>
    public const int AlignedBytes = AlignedSide * AlignedSide * 3;

    /// <summary>Boxes lower than this, in pixels, hold nothing that landmarks could be placed on.</summary>
    private const float SmallestBox = 8;

    private readonly Landmarker? _landmarks;
    private readonly OnnxBinding _embedder;
    private readonly ModelInput _embedderInput;
    private readonly bool _givesNorm;
    private readonly ImagePoint[] _template;
    private readonly ImagePoint[] _points = new ImagePoint[5];
    private readonly float[] _grey = new float[AlignedSide * AlignedSide];

    /// <summary>With sessions that stay the caller's; without landmarks only faces whose detector gave the points can be prepared.</summary>
    internal FaceEncoder(InferenceSession? landmarks, ModelCard? landmarksCard, InferenceSession embedder, ModelCard embedderCard)
    {
        _embedderInput = embedderCard.Input;
        if (_embedderInput is not { Width: AlignedSide, Height: AlignedSide, Channels: "BGR" or "RGB" })
            throw new ArgumentException($"An embedder must take {AlignedSide} × {AlignedSide} pixels.", nameof(embedderCard));
        Dimension = embedderCard.Dimension ?? throw new ArgumentException("The card is not an embedder's.", nameof(embedderCard));
        _template = [.. embedderCard.Alignment!.Points.Select(p => new ImagePoint(p[0], p[1]))];
        _landmarks = landmarks is null ? null : new Landmarker(landmarks, landmarksCard!);
        _givesNorm = embedderCard.Outputs.Count > 1;
        _embedder = new OnnxBinding(
            embedder,
            _embedderInput.Name,
            [1, 3, AlignedSide, AlignedSide],
            embedderCard.Outputs,
            _givesNorm ? [[1, Dimension], [1, 1]] : [[1, Dimension]]);
    }

    /// <summary>Length of a template in floats.</summary>
    public int Dimension { get; }

    /// <summary>How often the landmark model and the embedder were run.</summary>
    internal (long Landmarks, long Embedder) Runs => (_landmarks?.Runs ?? 0, _embedder.Runs);

    /// <summary>How long those runs took.</summary>
    internal TimeSpan ModelTime => (_landmarks?.ModelTime ?? TimeSpan.Zero) + _embedder.Time;

    /// <summary>Takes the detector's five points or places them, warps the face upright into <paramref name="aligned112Bgr"/> and measures it. Cheap: the embedder does not run.</summary>
    /// <param name="image">The picture; not kept.</param>
    /// <param name="face">A find of the detector in that picture.</param>
    /// <param name="aligned112Bgr">Receives <see cref="AlignedBytes"/> bytes, BGR. Clear it when the face is done with.</param>
    /// <param name="measures">Points and measures.</param>
    /// <exception cref="ArgumentException">The face has no points and there is no landmark model to place them.</exception>
    /// <returns><see langword="false"/> when the box cannot be a face at all (no area, wholly outside, not a number).</returns>
    public bool Prepare(BgrImage image, Detection face, Span<byte> aligned112Bgr, out FaceMeasures measures)
    {
        measures = default;
        if (!IsInside(image, face))
            return false;

        var points = face.Points
            ?? (_landmarks ?? throw new ArgumentException("The face has no points, and no landmark model is in use.", nameof(face))).Place(image, face);
        _points[0] = points.LeftEye;
        _points[1] = points.RightEye;
        _points[2] = points.Nose;
        _points[3] = points.LeftMouth;
        _points[4] = points.RightMouth;
        var fit = Similarity.Fit(_points, _template);
        if (!double.IsNormal((fit.A * fit.A) + (fit.B * fit.B)))
            return false;

        var aligned = aligned112Bgr[..AlignedBytes];
        FaceWarp.Warp(image, fit.Inverse, AlignedSide, aligned);
        var (brightness, sharpness) = AlignedFace.Measure(aligned, AlignedSide, _grey);
        float eyeX = points.RightEye.X - points.LeftEye.X, eyeY = points.RightEye.Y - points.LeftEye.Y;
        measures = new FaceMeasures(
            face,
            points,
            MathF.Sqrt((eyeX * eyeX) + (eyeY * eyeY)),
            sharpness,
            brightness,
            AlignedFace.Yaw(points),
            fit.Error(_points, _template));
        return true;
    }

    /// <summary>Turns an aligned face into a template.</summary>
    /// <param name="aligned112Bgr"><see cref="AlignedBytes"/> bytes as <see cref="Prepare"/> wrote them.</param>
    /// <param name="template">Receives <see cref="Dimension"/> floats of length 1.</param>
    /// <param name="norm">Length before normalisation: low for blur and for what is no face.</param>
    public void Embed(ReadOnlySpan<byte> aligned112Bgr, Span<float> template, out float norm)
    {
        FillPlanes(aligned112Bgr[..AlignedBytes], _embedder.Input);
        try
        {
            _embedder.Run();
            var raw = _embedder.Output(0);
            var length = TensorPrimitives.Norm(raw);
            TensorPrimitives.Multiply(raw, length > 0 ? 1 / length : 0, template[..Dimension]);

            // Some embedders normalise by themselves and tell the length apart.
            norm = _givesNorm ? _embedder.Output(1)[0] : length;
        }
        finally
        {
            _embedder.Clear();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _landmarks?.Dispose();
        _embedder.Dispose();
    }

    private static bool IsInside(BgrImage image, Detection face) =>
        float.IsFinite(face.X) && float.IsFinite(face.Y) && float.IsFinite(face.Width)
        && face.Width > 0 && face.Height >= SmallestBox && face.Height < 4 * MathF.Max(image.Width, image.Height)
        && face.X < image.Width && face.Y < image.Height && face.X + face.Width > 0 && face.Y + face.Height > 0;

    private void FillPlanes(ReadOnlySpan<byte> bgr, Span<float> planes)
    {
        const int plane = AlignedSide * AlignedSide;
        var rgb = _embedderInput.Channels == "RGB";
        var blue = planes.Slice(rgb ? 2 * plane : 0, plane);
        var green = planes.Slice(plane, plane);
        var red = planes.Slice(rgb ? 0 : 2 * plane, plane);
        float mean = _embedderInput.Mean, scale = _embedderInput.Scale;
        for (int i = 0, at = 0; i < plane; i++, at += 3)
        {
            blue[i] = (bgr[at] - mean) * scale;
            green[i] = (bgr[at + 1] - mean) * scale;
            red[i] = (bgr[at + 2] - mean) * scale;
        }
    }
}
