using Lfr.Inference.Faces;
using Lfr.Inference.Faces.Internals;
using Lfr.Inference.Models;

namespace Lfr.Tests.Faces;

public class YunetDecoderTests
{
    private static readonly DetectorCard Card = ModelCard.Families.Single(card => card.Id == "yunet").Detector!;

    [Theory]
    [InlineData(0, 8)]
    [InlineData(1, 16)]
    [InlineData(2, 32)]
    public void Face_OfEachLevel_LiesWhereItsCellSays(int level, int stride)
    {
        // Column 3, row 1, of a network picture of 128 × 64 that is half as large as the picture.
        var outputs = Empty(128, 64);
        Put(outputs, level, cell: (128 / stride) + 3, 0.81f, 1, [0.25f, -0.5f, MathF.Log(2), MathF.Log(4)], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);

        var face = Assert.Single(Decode(outputs, 128, 64, scale: 0.5f));

        var unit = stride * 2f;
        Assert.Equal(0.9f, face.Score, 1e-6f);
        Assert.Equal((3.25f * unit) - unit, face.X, 1e-3f);
        Assert.Equal((0.5f * unit) - (2 * unit), face.Y, 1e-3f);
        Assert.Equal(2 * unit, face.Width, 1e-3f);
        Assert.Equal(4 * unit, face.Height, 1e-3f);
        Assert.Equal(
            new FivePoints(new(3 * unit, 2 * unit), new(5 * unit, 4 * unit), new(7 * unit, 6 * unit), new(9 * unit, 8 * unit), new(11 * unit, 10 * unit)),
            face.Points);
    }

    [Theory]
    [InlineData(0.64f, 0.64f, 1)] // the root of 0.64 · 0.64 is exactly the limit
    [InlineData(0.63f, 0.64f, 0)]
    [InlineData(1f, 0.41f, 1)]
    [InlineData(1f, 0.4f, 0)]
    [InlineData(-0.5f, -0.9f, 0)] // two wrongs make no right: each is held within 0–1 first
    [InlineData(7f, 0.41f, 1)]
    [InlineData(7f, 0.4f, 0)]
    [InlineData(float.NaN, 1f, 0)]
    public void Score_IsTheRootOfClassTimesObject(float classScore, float objectScore, int faces)
    {
        var outputs = Empty(64, 64);
        Put(outputs, 0, 5, classScore, objectScore, [0, 0, 0, 0], new float[10]);

        Assert.Equal(faces, Decode(outputs, 64, 64, 1, minimumScore: 0.64f).Count);
    }

    [Fact]
    public void TensorsOfAnotherSize_AreRefused()
    {
        var refusal = Assert.Throws<InvalidDataException>(() => Decode(Empty(64, 64), 128, 64, 1));
        Assert.Equal("The detector gave 64 boxes at stride 8 where 128 were expected.", refusal.Message);
    }

    [Fact]
    public void Shapes_FollowTheInput()
    {
        var shapes = YunetDecoder.Shapes(Card, 128, 64);

        Assert.Equal([[1, 128, 1], [1, 32, 1], [1, 8, 1]], shapes[..3]);
        Assert.Equal([[1, 128, 4], [1, 32, 4], [1, 8, 4], [1, 128, 10], [1, 32, 10], [1, 8, 10]], shapes[6..]);
    }

    [Fact]
    public void TwoFacesSideBySide_AndOnePartlyCovered_AreAllKept_AndDoublesAreNot()
    {
        // Faces of 4 × 4 cells at stride 8: neighbours that touch, one that is covered by half, and each found by the next cell again.
        var outputs = Empty(256, 128);
        foreach (var (column, row, score) in ((int, int, float)[])[(4, 8, 0.95f), (5, 8, 0.8f), (8, 8, 0.9f), (9, 8, 0.7f), (10, 10, 0.85f)])
            Put(outputs, 0, (row * 32) + column, score, score, [0, 0, MathF.Log(4), MathF.Log(4)], new float[10]);
        var found = Decode(outputs, 256, 128, 1);

        PriorDecoder.KeepBest(found, Card.OverlapLimit);

        Assert.Equal([(0.95f, 4), (0.9f, 8), (0.85f, 10)], found.Select(f => (MathF.Round(f.Score, 4), (int)((f.X + (f.Width / 2)) / 8))));
    }

    private static float[][] Empty(int width, int height) => [.. YunetDecoder.Shapes(Card, width, height).Select(s => new float[s[1] * s[2]])];

    private static void Put(float[][] outputs, int level, int cell, float classScore, float objectScore, float[] box, float[] points)
    {
        outputs[level][cell] = classScore;
        outputs[3 + level][cell] = objectScore;
        box.CopyTo(outputs[6 + level], cell * 4);
        points.CopyTo(outputs[9 + level], cell * 10);
    }

    private static List<Detection> Decode(float[][] outputs, int width, int height, float scale, float minimumScore = 0.6f)
    {
        var found = new List<Detection>();
        YunetDecoder.Decode(Card, width, height, outputs, scale, minimumScore, found);
        return found;
    }
}
