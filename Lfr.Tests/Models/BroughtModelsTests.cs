using Lfr.Inference.Faces;
using Lfr.Inference.Models;
using Microsoft.ML.OnnxRuntime;

namespace Lfr.Tests.Models;

/// <summary>Models that a customer may bring, read by a real session: small files with the names and shapes of the well-known ones.</summary>
public class BroughtModelsTests
{
    private const int Side = 128;

    /// <summary>Channel of a BGR pixel.</summary>
    private const int Blue = 0;
    private const int Red = 2;

    [Fact]
    public void Yunet_IsFedBlueGreenRedAsTheyAre_AndFindsTheBlueCell_WithItsPoints()
    {
        var face = Assert.Single(Detect(TinyModels.Yunet(), "face_detection_yunet_2023mar.onnx", Blue));

        Assert.Equal(1, face.Score, 1e-3f);
        Assert.Equal((3.5f * 8) - 8, face.X, 1e-3f);
        Assert.Equal((2.5f * 8) - 12, face.Y, 1e-3f);
        Assert.Equal(16, face.Width, 1e-3f);
        Assert.Equal(24, face.Height, 1e-3f);
        Assert.Equal(8 * 3.1f, face.Points!.Value.LeftEye.X, 1e-3f);
        Assert.Equal(8 * 2.2f, face.Points!.Value.LeftEye.Y, 1e-3f);
        Assert.Equal(8 * 3.5f, face.Points!.Value.RightMouth.X, 1e-3f);
        Assert.Equal(8 * 3f, face.Points!.Value.RightMouth.Y, 1e-3f);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public void Scrfd_IsFedRedGreenBlueAroundZero_WithAndWithoutABatch_AndFindsTheRedCell(bool batched, bool points)
    {
        var face = Assert.Single(Detect(TinyModels.Scrfd(batched, points), "scrfd_2.5g.onnx", Red));

        Assert.Equal((255 - 127.5f) / 128, face.Score, 1e-3f);
        Assert.Equal(new Detection(2 * 8, 0, 4 * 8, 6 * 8, face.Score), face with { Points = null });
        Assert.Equal(points, face.Points is not null);
        if (points)
            Assert.Equal(8 * 3.3f, face.Points!.Value.Nose.X, 1e-3f);
    }

    [Fact]
    public void AnotherColour_IsNoFace()
    {
        Assert.Empty(Detect(TinyModels.Yunet(), "yunet.onnx", Red));
        Assert.Empty(Detect(TinyModels.Scrfd(batched: true, points: true), "scrfd.onnx", Blue));
    }

    [Fact]
    public void DetectorOfOneSize_IsGivenThePictureAsLargeAsItFits()
    {
        var model = TinyModels.FixedYunet(brighterThan: 200);
        var card = TinyModels.CardOf(model, "yunet.onnx");
        using var session = new InferenceSession(model);
        using var detector = new FaceDetector(session, card);
        var found = new List<Detection>();
        var pixels = new byte[320 * 160 * 3];
        pixels.AsSpan().Fill(255);

        detector.Detect(new BgrImage(pixels, 320, 160), 0.6f, found);

        Assert.Equal((640, 640), (card.Input.Width, card.Input.Height));
        Assert.Equal([640], card.Detector!.PassSides);
        var face = Assert.Single(found);
        Assert.Equal((272 - 112) / 2f, face.X, 1e-2f);
        Assert.Equal((240 - 112) / 2f, face.Y, 1e-2f);
    }

    [Fact]
    public void SteadyState_OfADetectorWithPoints_AllocatesNothing()
    {
        var model = TinyModels.Yunet();
        using var session = new InferenceSession(model);
        using var detector = new FaceDetector(session, TinyModels.CardOf(model, "yunet.onnx"));
        var pixels = Picture(Blue);
        var found = new List<Detection>(64);
        for (var i = 0; i < 3; i++)
            detector.Detect(new BgrImage(pixels, Side, Side), 0.6f, found);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            detector.Detect(new BgrImage(pixels, Side, Side), 0.6f, found);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("arcface", 1f, 0f)] // red first
    [InlineData("adaface", 0f, 1f)] // blue first
    public void Embedder_IsFedItsOrderOfChannels_AroundZero(string family, float firstOfRed, float firstOfBlue)
    {
        // Means of squares: the first 64 numbers are the first channel's, a full one is 1 and an empty one -1.
        Assert.Equal((2 * firstOfRed) - 1, FirstChannel(Red), 1e-3f);
        Assert.Equal((2 * firstOfBlue) - 1, FirstChannel(Blue), 1e-3f);

        float FirstChannel(int channel)
        {
            var model = TinyModels.Embedder("input.1");
            using var session = new InferenceSession(model);
            var input = ModelCard.Families.Single(card => card.Id == family).Input with { Name = "input.1" };
            using var encoder = new FaceEncoder(null, null, session, TinyModels.CardOf(model, "some.onnx", "arcface") with { Input = input });
            Assert.Equal(192, encoder.Dimension);
            var aligned = new byte[FaceEncoder.AlignedBytes];
            for (var i = channel; i < aligned.Length; i += 3)
                aligned[i] = 255;
            var template = new float[encoder.Dimension];
            encoder.Embed(aligned, template, out var norm);
            return template[0] * norm;
        }
    }

    [Fact]
    public void EmbedderThatTellsItsLength_IsBelieved_AndItsTemplateHasLengthOne()
    {
        var model = TinyModels.ConstantEmbedder();
        using var session = new InferenceSession(model);
        using var encoder = new FaceEncoder(null, null, session, TinyModels.CardOf(model, "some.onnx"));
        var aligned = new byte[FaceEncoder.AlignedBytes];
        aligned.AsSpan().Fill(255);
        var template = new float[encoder.Dimension];

        encoder.Embed(aligned, template, out var norm);

        Assert.Equal(1, template[0]);
        Assert.Equal(3, norm, 1e-5f);
        aligned.AsSpan().Fill(191);
        encoder.Embed(aligned, template, out norm);
        Assert.Equal(2 + ((191 - 127.5f) / 127.5f), norm, 1e-5f);
    }

    [Fact]
    public void DetectorsPoints_AlignTheFace_WithoutALandmarkModel()
    {
        var model = TinyModels.Embedder("data", subtractsInside: true);
        using var session = new InferenceSession(model);
        using var encoder = new FaceEncoder(null, null, session, TinyModels.CardOf(model, "some.onnx", "arcface-raw"));
        var t = TinyModels.Template;
        var points = new FivePoints(new(t[0] + 40, t[1] + 20), new(t[2] + 40, t[3] + 20), new(t[4] + 40, t[5] + 20), new(t[6] + 40, t[7] + 20), new(t[8] + 40, t[9] + 20));
        var picture = new byte[200 * 200 * 3];
        new Random(3).NextBytes(picture);
        var image = new BgrImage(picture, 200, 200);
        var aligned = new byte[FaceEncoder.AlignedBytes];

        Assert.True(encoder.Prepare(image, new Detection(40, 20, 112, 112, 0.9f) { Points = points }, aligned, out var measures));

        // The points are the template moved: the aligned face is that square of the picture.
        Assert.Equal(0, measures.AlignmentError, 1e-2f);
        Assert.Equal(points, measures.Points);
        for (var y = 0; y < FaceEncoder.AlignedSide; y++)
            Assert.True(MaximumDifference(image.Row(y + 20).Slice(40 * 3, 112 * 3), aligned.AsSpan(y * 112 * 3, 112 * 3)) <= 1);
        var error = Assert.Throws<ArgumentException>(() => encoder.Prepare(new BgrImage(picture, 200, 200), new Detection(40, 20, 112, 112, 0.9f), aligned, out _));
        Assert.StartsWith("The face has no points, and no landmark model is in use.", error.Message, StringComparison.Ordinal);
    }

    private static int MaximumDifference(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var most = 0;
        for (var i = 0; i < a.Length; i++)
            most = Math.Max(most, Math.Abs(a[i] - b[i]));
        return most;
    }

    private static List<Detection> Detect(byte[] model, string file, int channel)
    {
        var card = TinyModels.CardOf(model, file);
        Assert.Null(CardRules.Problem(card));
        card = card with { Detector = card.Detector! with { PassSides = [Side] } };
        using var session = new InferenceSession(model);
        using var detector = new FaceDetector(session, card);
        var found = new List<Detection>();
        detector.Detect(new BgrImage(Picture(channel), Side, Side), 0.6f, found);
        return found;
    }

    /// <summary>Black but for one cell of stride 8, column 3 and row 2, of one colour.</summary>
    private static byte[] Picture(int channel)
    {
        var pixels = new byte[Side * Side * 3];
        for (var y = 16; y < 24; y++)
        {
            for (var x = 24; x < 32; x++)
                pixels[(((y * Side) + x) * 3) + channel] = 255;
        }

        return pixels;
    }
}
