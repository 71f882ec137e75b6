using System.Numerics.Tensors;
using System.Text.Json;
using Lfr.Inference.Evaluation;
using Lfr.Shared.Policy;

namespace Lfr.Tests.Evaluation;

public class CalibrationProtocolTests
{
    private static readonly HashSet<(string A, string B)> NoneDoubtful = [];

    [Theory]
    [InlineData(16, 1)]
    [InlineData(37, 4)]
    [InlineData(512, 3)]
    public void ImpostorComparisons_AreCountedAsOneByOne(int dimension, int seed)
    {
        var people = Crowd(new Random(seed), 90, dimension);
        var doubtful = new HashSet<(string A, string B)> { ("person 07", "person 60"), ("person 61", "person 07"), ("nobody", "person 01") };

        var counted = ImpostorComparisons.Count(people, doubtful, TestContext.Current.CancellationToken);

        var expected = OneByOne(people, doubtful);
        Assert.Equal(expected.Length, counted.Count);
        for (var accepted = 0; accepted < 60; accepted++)
        {
            var (cosine, reached) = counted.LowestThreshold(accepted);
            Assert.InRange(reached, 0, accepted);

            // Two kernels may round a score to either side of an edge; a step of the histogram covers it.
            Assert.InRange(reached, expected.Count(s => s >= cosine + 1e-5), expected.Count(s => s >= cosine - 1e-5));
        }
    }

    [Fact]
    public void Histogram_IsExactAtEveryEdge()
    {
        var random = new Random(8);
        float[] scores = [.. Enumerable.Range(0, 20_000).Select(_ => (random.NextSingle() * 2) - 1), -1, 1, 1.0000001f, 0.5f, MathF.BitDecrement(0.5f)];
        var histogram = new ScoreHistogram();
        histogram.Add(scores);

        for (var edge = -1d; edge <= 1; edge += 1d / 1024)
            Assert.Equal(scores.Count(s => s >= edge), histogram.AtOrAbove(edge));
        for (var accepted = 0; accepted < 300; accepted++)
        {
            var (cosine, reached) = histogram.LowestThreshold(accepted);
            Assert.Equal(scores.Count(s => s >= cosine), reached);
            Assert.True(scores.Count(s => s >= cosine - (1d / 32768)) > accepted);
        }
    }

    [Fact]
    public void Points_GoDownOnlyAsFarAsThreeFalseMatchesStandBehindThem()
    {
        // 200 people of one picture: 19,900 comparisons, so 3e-4 (5 expected) is measured and 1e-4 (1 expected) is not.
        var card = CalibrationProtocol.Measure(Crowd(new Random(2), 200, 16, pictures: 1), NoneDoubtful, "made up");

        Assert.Equal(19_900, card.ImpostorComparisons);
        Assert.Equal(4, card.Points.Count);
        Assert.Equal("made up: 200 photographs of 200 people", card.MeasuredOn);
        double[] ladder = [1e-2, 3e-3, 1e-3, 3e-4];
        foreach (var (rate, point) in ladder.Zip(card.Points))
        {
            Assert.InRange(point.FalseMatchRate, rate * 0.7, rate);
            Assert.InRange(point.FalseMatchRate, point.FalseMatchInterval!.Low, point.FalseMatchInterval.High);
            Assert.Null(point.TruePositiveRate);
        }

        Assert.Equal(card.Points.OrderBy(p => p.Cosine), card.Points);
    }

    [Fact]
    public void SharesFound_CountAPictureWithoutAFaceAsAMiss_AndFiveOfEachPersonAtMost()
    {
        var people = Crowd(new Random(3), 100, 16, pictures: 1);
        float[] face = [.. Enumerable.Range(0, 16).Select(i => i == 0 ? 1f : 0f)];
        people["ann"] = [face, face, face, face, null, null, face, face, face];
        people["bea"] = [null, face];

        var card = CalibrationProtocol.Measure(people, NoneDoubtful, "made up");

        Assert.All(card.Points, p => Assert.Equal(0.6, p.TruePositiveRate));
        Assert.All(card.Points, p => Assert.Null(p.TruePositiveInterval));
    }

    [Fact]
    public void TooFewComparisons_AreRefused_WithTheNumberThatIsNeeded()
    {
        var refusal = Assert.Throws<EvaluationException>(() => CalibrationProtocol.Measure(Crowd(new Random(5), 20, 16, pictures: 1), NoneDoubtful, "x"));
        Assert.StartsWith("190 comparisons of different people are too few", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SamePhotographUnderTwoNames_LeavesNoPointThatClaimsNoFalseMatches()
    {
        var people = Crowd(new Random(6), 200, 16, pictures: 1);
        for (var i = 0; i < 10; i++)
            people[$"again {i}"] = people[$"person {i:00}"];

        var card = CalibrationProtocol.Measure(people, NoneDoubtful, "x");

        Assert.All(card.Points, p => Assert.True(p.FalseMatchRate >= 3.0 / card.ImpostorComparisons && p.Cosine <= 1));
        Assert.Equal(card.Points.DistinctBy(p => p.Cosine), card.Points);
    }

    [Fact]
    public void PointsOfOlderCards_AreReadWithoutIntervals()
    {
        var point = JsonSerializer.Deserialize<CalibrationPoint>("""{ "cosine": 0.4, "falseMatchRate": 1e-4, "truePositiveRate": null }""", JsonSerializerOptions.Web);
        Assert.Equal(new CalibrationPoint(0.4, 1e-4, null), point);
    }

    private static Dictionary<string, IReadOnlyList<float[]?>> Crowd(Random random, int count, int dimension, int? pictures = null) =>
        Enumerable.Range(0, count).ToDictionary(
            i => $"person {i:00}",
            i => (IReadOnlyList<float[]?>)[.. Enumerable.Range(0, pictures ?? random.Next(1, 6)).Select(_ => pictures is null && random.Next(20) == 0 ? null : Any(random, dimension))],
            StringComparer.Ordinal);

    private static float[] Any(Random random, int dimension)
    {
        float[] values = [.. Enumerable.Range(0, dimension).Select(_ => (random.NextSingle() * 2) - 1)];
        var length = TensorPrimitives.Norm(values);
        return [.. values.Select(v => v / length)];
    }

    private static float[] OneByOne(Dictionary<string, IReadOnlyList<float[]?>> people, HashSet<(string A, string B)> doubtful) =>
    [
        .. from a in people
           from b in people
           where string.CompareOrdinal(a.Key, b.Key) < 0 && !doubtful.Contains((a.Key, b.Key)) && !doubtful.Contains((b.Key, a.Key))
           from x in a.Value.OfType<float[]>()
           from y in b.Value.OfType<float[]>()
           select TensorPrimitives.Dot(x, y),
    ];
}
