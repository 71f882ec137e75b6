using Lfr.Inference.Faces;
using Lfr.Inference.Faces.Internals;
using Lfr.Inference.Models;

namespace Lfr.Tests.Faces;

public class ScrfdDecoderTests
{
    private static readonly DetectorCard Card = ModelCard.Families.Single(card => card.Id == "scrfd").Detector!;

    [Theory]
    [InlineData(0, 8, 0)]
    [InlineData(0, 8, 1)]
    [InlineData(1, 16, 0)]
    [InlineData(2, 32, 1)]
    public void Face_OfEachLevelAndAnchor_ReachesAsFarAsItsDistances(int level, int stride, int anchorOfCell)
    {
        // Column 3, row 1, of a network picture of 128 × 64 that is half as large as the picture.
        var outputs = Empty(128, 64);
        Put(outputs, level, (((128 / stride) + 3) * 2) + anchorOfCell, 0.9f, [1, 0.5f, 2, 3], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);

        var face = Assert.Single(Decode(outputs, 128, 64, scale: 0.5f));

        var unit = stride * 2f;
        Assert.Equal(
            new Detection(2 * unit, 0.5f * unit, 3 * unit, 3.5f * unit, 0.9f)
            {
                Points = new FivePoints(new(3 * unit, 2 * unit), new(5 * unit, 4 * unit), new(7 * unit, 6 * unit), new(9 * unit, 8 * unit), new(11 * unit, 10 * unit)),
            },
            face);
    }

    [Fact]
    public void ModelWithoutPoints_GivesBoxesAlone()
    {
        var outputs = Empty(64, 64, outputs: 6);
        outputs[0][0] = 0.7f;
        outputs[3][2] = 1;

        var face = Assert.Single(Decode(outputs, 64, 64, 1));

        Assert.Equal(new Detection(0, 0, 8, 0, 0.7f), face);
        Assert.Null(face.Points);
    }

    [Theory]
    [InlineData(0.6f, 1)]
    [InlineData(0.5999f, 0)]
    [InlineData(float.NaN, 0)]
    public void ScoresAtTheLimit_AreKept_AndBelowItDropped(float score, int faces)
    {
        var outputs = Empty(64, 64);
        Put(outputs, 2, 3, score, [1, 1, 1, 1], new float[10]);

        Assert.Equal(faces, Decode(outputs, 64, 64, 1).Count);
    }

    [Fact]
    public void TensorsOfAnotherSize_AreRefused()
    {
        var refusal = Assert.Throws<InvalidDataException>(() => Decode(Empty(64, 64), 128, 64, 1));
        Assert.Equal("The detector gave 128 boxes at stride 8 where 256 were expected.", refusal.Message);
    }

    [Fact]
    public void TwoFacesSideBySide_AreKept_AndTheSecondAnchorOfTheSameFaceIsNot()
    {
        var outputs = Empty(128, 64);
        foreach (var (column, anchorOfCell, score) in ((int, int, float)[])[(3, 0, 0.9f), (3, 1, 0.8f), (7, 1, 0.7f)])
            Put(outputs, 0, (((4 * 16) + column) * 2) + anchorOfCell, score, [2, 2, 2, 2], new float[10]);
        var found = Decode(outputs, 128, 64, 1);

        PriorDecoder.KeepBest(found, Card.OverlapLimit);

        Assert.Equal([0.9f, 0.7f], found.Select(f => f.Score));
    }

    private static float[][] Empty(int width, int height, int outputs = 9) =>
        [.. ScrfdDecoder.Shapes(Card, outputs, width, height).Select(s => new float[s[1] * s[2]])];

    private static void Put(float[][] outputs, int level, int anchor, float score, float[] distances, float[] points)
    {
        outputs[level][anchor] = score;
        distances.CopyTo(outputs[3 + level], anchor * 4);
        points.CopyTo(outputs[6 + level], anchor * 10);
    }

    private static List<Detection> Decode(float[][] outputs, int width, int height, float scale)
    {
        var found = new List<Detection>();
        ScrfdDecoder.Decode(Card, width, height, outputs, scale, 0.6f, found);
        return found;
    }
}
