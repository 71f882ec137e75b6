using Lfr.Inference.Faces;
using Lfr.Inference.Faces.Internals;
using Lfr.Inference.Models;
using Lfr.Inference.Video;
using OpenCvSharp;
using OpenCvSharp.Dnn;

namespace Lfr.Benchmarks.Peers;

/// <summary>
/// The peer: the same ONNX files through OpenCV's DNN module, the pictures scaled, cut and warped by OpenCV. Only what is arithmetic on a handful of
/// numbers (prior boxes, the best of overlapping ones, the fit of five points) is the engine's own code, on both sides. Belongs to one thread.
/// </summary>
internal sealed class OpenCvChain : IDisposable
{
    private readonly Net detector;
    private readonly Net landmarks;
    private readonly Net embedder;
    private readonly ModelCard detectorCard = ModelCard.Default(ModelRoles.Detector);
    private readonly ModelCard embedderCard = ModelCard.Default(ModelRoles.Embedder);
    private readonly ImagePoint[] template;
    private readonly Mat[] detectorOutputs = [new(), new()];
    private readonly List<Detection> faces = [];

    public OpenCvChain(string modelsFolder)
    {
        detector = Read(modelsFolder, detectorCard);
        landmarks = Read(modelsFolder, ModelCard.Default(ModelRoles.Landmarks));
        embedder = Read(modelsFolder, embedderCard);
        template = [.. embedderCard.Alignment!.Points.Select(p => new ImagePoint(p[0], p[1]))];
    }

    /// <summary>Finds, aligns and embeds every face; calls <paramref name="take"/> with each template.</summary>
    /// <returns>How many there were.</returns>
    public int Analyse(VideoFrame frame, float minimumScore, Action<Detection, float[]>? take)
    {
        using var picture = Mat.FromPixelData(frame.Height, frame.Width, MatType.CV_8UC3, frame.Buffer);
        faces.Clear();
        foreach (var side in detectorCard.Detector!.PassSides)
            Detect(picture, side, minimumScore);
        PriorDecoder.KeepBest(faces, detectorCard.Detector.OverlapLimit);
        foreach (var face in faces)
        {
            var embedding = Embed(picture, face);
            take?.Invoke(face, embedding);
        }

        return faces.Count;
    }

    public void Dispose()
    {
        detector.Dispose();
        landmarks.Dispose();
        embedder.Dispose();
        foreach (var output in detectorOutputs)
            output.Dispose();
    }

    private static Net Read(string folder, ModelCard card)
    {
        var net = CvDnn.ReadNetFromOnnx(Path.Combine(folder, card.File)) ?? throw new InvalidOperationException($"OpenCV cannot read {card.File}.");
        net.SetPreferableBackend(Backend.OPENCV);
        net.SetPreferableTarget(Target.CPU);
        return net;
    }

    private void Detect(Mat picture, int side, float minimumScore)
    {
        var card = detectorCard.Detector!;
        var scale = MathF.Min(1, side / (float)Math.Max(picture.Width, picture.Height));
        var (width, height) = ((int)MathF.Round(picture.Width * scale), (int)MathF.Round(picture.Height * scale));
        var (inputWidth, inputHeight) = (Padded(width), Padded(height));
        using var small = new Mat();
        Cv2.Resize(picture, small, new Size(width, height), 0, 0, InterpolationFlags.Linear);
        using var padded = new Mat();
        Cv2.CopyMakeBorder(small, padded, 0, inputHeight - height, 0, inputWidth - width, BorderTypes.Constant, Scalar.All(detectorCard.Input.Mean));
        using var blob = CvDnn.BlobFromImage(padded, detectorCard.Input.Scale, default, Scalar.All(detectorCard.Input.Mean), swapRB: true, crop: false)!;
        detector.SetInput(blob);
        detector.Forward(detectorOutputs, detectorCard.Outputs);
        PriorDecoder.Decode(card, inputWidth, inputHeight, Floats(detectorOutputs[0]), Floats(detectorOutputs[1]), scale, minimumScore, faces);
    }

    private int Padded(int size) => (size + detectorCard.Detector!.SizeMultiple - 1) / detectorCard.Detector.SizeMultiple * detectorCard.Detector.SizeMultiple;

    private float[] Embed(Mat picture, Detection face)
    {
        float side = face.Height, left = face.X + ((face.Width - side) / 2), top = face.Y;
        var points = Points(picture, left, top, side);
        var fit = Similarity.Fit([points.LeftEye, points.RightEye, points.Nose, points.LeftMouth, points.RightMouth], template);
        using var matrix = new Mat(2, 3, MatType.CV_64FC1);
        matrix.SetArray(fit.A, -fit.B, fit.ShiftX, fit.B, fit.A, fit.ShiftY);
        using var aligned = new Mat();
        Cv2.WarpAffine(picture, aligned, matrix, new Size(FaceEncoder.AlignedSide, FaceEncoder.AlignedSide), InterpolationFlags.Linear, BorderTypes.Constant, Scalar.All(0));
        using var blob = CvDnn.BlobFromImage(aligned, embedderCard.Input.Scale, default, Scalar.All(embedderCard.Input.Mean), swapRB: false, crop: false)!;
        embedder.SetInput(blob);
        using var output = embedder.Forward();
        Cv2.Normalize(output, output, 1, 0, NormTypes.L2);
        return Floats(output).ToArray();
    }

    /// <summary>Cuts the square with repeated edges, scaled to the landmark model's input in grey, and reads the five points.</summary>
    private FivePoints Points(Mat picture, float left, float top, float side)
    {
        const int input = 64;
        var step = side / input;
        using var matrix = new Mat(2, 3, MatType.CV_64FC1);
        matrix.SetArray(step, 0, left + (step / 2) - 0.5, 0, step, top + (step / 2) - 0.5);
        using var crop = new Mat();
        Cv2.WarpAffine(picture, crop, matrix, new Size(input, input), InterpolationFlags.Linear | InterpolationFlags.WarpInverseMap, BorderTypes.Replicate);
        using var grey = new Mat();
        Cv2.CvtColor(crop, grey, ColorConversionCodes.BGR2GRAY);
        using var blob = CvDnn.BlobFromImage(grey, 1 / 256.0, default, default, swapRB: false, crop: false)!;
        landmarks.SetInput(blob);
        using var output = landmarks.Forward();
        return Landmarks68.Five(Floats(output), left, top, side);
    }

    private static unsafe ReadOnlySpan<float> Floats(Mat output) => new((float*)output.Data, checked((int)output.Total()));
}
