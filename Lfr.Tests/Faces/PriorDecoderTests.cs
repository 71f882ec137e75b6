using Lfr.Inference.Faces;
using Lfr.Inference.Faces.Internals;
using Lfr.Inference.Models;

namespace Lfr.Tests.Faces;

public class PriorDecoderTests
{
    private static readonly DetectorCard Card = ModelCard.Default(ModelRoles.Detector).Detector!;

    [Theory]
    [InlineData(320, 240, 4420)]
    [InlineData(640, 384, 14_100)]
    [InlineData(32, 32, 61)]
    public void Count_OfPriors_FollowsTheLevels(int width, int height, int expected) => Assert.Equal(expected, PriorDecoder.Count(Card, width, height));

    [Fact]
    public void PriorWithoutOffset_IsItsOwnBox_InPixelsOfThePicture()
    {
        var found = Decode(320, 240, scale: 0.5f, (Prior: (((3 * 40) + 7) * 3) + 2, Score: 0.9f, Offsets: [0, 0, 0, 0]));

        // Row 3, column 7 of the finest level, box of 24 network pixels, at half the picture's size.
        var face = Assert.Single(found);
        Assert.Equal(new Detection(2 * ((7.5f * 8) - 12), 2 * ((3.5f * 8) - 12), 48, 48, 0.9f), face);
    }

    [Fact]
    public void Offsets_MoveTheCentreAndScaleTheSides()
    {
        var coarse = (40 * 30 * 3) + (20 * 15 * 2) + (10 * 8 * 2);
        var found = Decode(320, 240, scale: 1, (Prior: coarse, Score: 0.8f, Offsets: [1, -2, MathF.Log(2) / 0.2f, 0]));

        // First cell of the coarsest level, box of 128: centre at 32 moved by a tenth and two tenths of the box.
        var face = Assert.Single(found);
        Assert.Equal(32 + 12.8f - 128, face.X, 1e-3f);
        Assert.Equal(32 - 25.6f - 64, face.Y, 1e-3f);
        Assert.Equal(256, face.Width, 1e-3f);
        Assert.Equal(128, face.Height, 1e-3f);
    }

    [Fact]
    public void ScoresBelowTheMinimum_AndScoresThatAreNoNumber_AreDropped()
    {
        Assert.Empty(Decode(320, 240, 1, (Prior: 5, Score: 0.69f, Offsets: [0, 0, 0, 0])));
        Assert.Empty(Decode(320, 240, 1, (Prior: 5, Score: float.NaN, Offsets: [0, 0, 0, 0])));
    }

    [Fact]
    public void AnotherNumberOfPriors_IsRefused()
    {
        var refusal = Assert.Throws<InvalidDataException>(() => PriorDecoder.Decode(Card, 320, 240, new float[100], new float[200], 1, 0.7f, []));
        Assert.Equal("The detector gave 50 boxes where 4420 were expected.", refusal.Message);
    }

    [Fact]
    public void OfOverlappingBoxes_TheSurestStays_AndNeighboursAreNotLost()
    {
        List<Detection> boxes =
        [
            new(0, 0, 100, 100, 0.8f),
            new(10, 0, 100, 100, 0.95f),
            new(60, 0, 100, 100, 0.7f),
            new(300, 0, 50, 50, 0.75f),
        ];

        PriorDecoder.KeepBest(boxes, 0.4f);

        Assert.Equal([0.95f, 0.75f, 0.7f], boxes.Select(b => b.Score));
    }

    private static List<Detection> Decode(int width, int height, float scale, params (int Prior, float Score, float[] Offsets)[] answers)
    {
        var count = PriorDecoder.Count(Card, width, height);
        var scores = new float[count * 2];
        var offsets = new float[count * 4];
        foreach (var (prior, score, values) in answers)
        {
            scores[(prior * 2) + 1] = score;
            values.CopyTo(offsets, prior * 4);
        }

        var found = new List<Detection>();
        PriorDecoder.Decode(Card, width, height, scores, offsets, scale, 0.7f, found);
        return found;
    }
}
