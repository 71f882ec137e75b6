using Lfr.Inference.Evaluation;

namespace Lfr.Tests.Evaluation;

/// <summary>The protocols on templates whose answers are known by construction.</summary>
public class EvaluationProtocolTests
{
    private static readonly HashSet<(string A, string B)> NoneDoubtful = [];

    [Fact]
    public void ListOfPairs_IsReadInBothForms()
    {
        var pairs = PicturePair.ReadList(["name,imagenum1,imagenum2,", "Ann,1,4,", "Bea,2,Cleo,13", "", "Dee,1,2"]);

        Assert.Equal(
            [
                new PicturePair(Path.Combine("Ann", "Ann_0001.jpg"), Path.Combine("Ann", "Ann_0004.jpg"), true),
                new PicturePair(Path.Combine("Bea", "Bea_0002.jpg"), Path.Combine("Cleo", "Cleo_0013.jpg"), false),
                new PicturePair(Path.Combine("Dee", "Dee_0001.jpg"), Path.Combine("Dee", "Dee_0002.jpg"), true),
            ],
            pairs);
    }

    [Fact]
    public void LineThatIsNoPair_IsRefusedWithItsNumber()
    {
        var refusal = Assert.Throws<EvaluationException>(() => PicturePair.ReadList(["Ann,1,4,", "Ann,one,two,"]));
        Assert.StartsWith("Line 2 ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PerfectTemplates_GiveFullAccuracy_AndRatesOnlyAsFarAsTheDataSupports()
    {
        var (pairs, templates) = PairsWith(count: 400, sameScore: 0.8f, differentScore: 0.1f);

        var result = PairsProtocol.Evaluate(pairs, name => templates[name], 10);

        Assert.Equal(1, result.Accuracy);
        Assert.Equal(0, result.AccuracyDeviation);
        Assert.Equal((400, 400, 0), (result.SamePairs, result.DifferentPairs, result.PairsWithoutFace));
        Assert.Equal([1d, 1d, null, null], result.Rates.Select(r => r.TrueAcceptRate));
    }

    [Fact]
    public void PairsWithoutAFace_CountAsRefused()
    {
        var (pairs, templates) = PairsWith(count: 100, sameScore: 0.8f, differentScore: 0.1f);
        for (var i = 0; i < 10; i++)
            templates[pairs[i].First] = null;

        var result = PairsProtocol.Evaluate(pairs, name => templates[name], 10);

        Assert.Equal(10, result.PairsWithoutFace);
        Assert.Equal(1 - (10 / 200d), result.Accuracy, 1e-9);
    }

    [Fact]
    public void TooFewPairsForTheFolds_IsRefused()
    {
        var (pairs, templates) = PairsWith(count: 5, sameScore: 0.8f, differentScore: 0.1f);
        Assert.Throws<EvaluationException>(() => PairsProtocol.Evaluate(pairs, name => templates[name], 10));
    }

    [Fact]
    public void Identification_FindsTheListed_AndCountsTheOthers()
    {
        // Ten people with two pictures each of cosine 0.8, 500 with one; all different people are at right angles.
        var people = new Dictionary<string, IReadOnlyList<float[]?>>(StringComparer.Ordinal);
        for (var i = 0; i < 10; i++)
            people[$"listed {i}"] = [Axis(i), Tilted(i, 0.8f, 600)];
        for (var i = 0; i < 500; i++)
            people[$"other {i:000}"] = [Axis(20 + i)];

        var result = IdentificationProtocol.Evaluate(people, NoneDoubtful, 8, 5, 1, TestContext.Current.CancellationToken);

        Assert.Equal(8, result.MatedProbes);
        Assert.Equal(502, result.UnmatedProbes);
        Assert.Equal(1, result.Rank1.Mean);
        Assert.Equal(1, result.Targets[0].TruePositiveRate!.Mean);
        Assert.Null(result.Targets[1].TruePositiveRate);
        Assert.All(result.Thresholds, t => Assert.Equal((1d, 0d), (t.TruePositiveRate.Mean, t.FalsePositiveRate.Mean)));
    }

    [Fact]
    public void LookAlikes_AreFalsePositives_UnlessTheDataIsKnownToBeWrong()
    {
        var people = new Dictionary<string, IReadOnlyList<float[]?>>(StringComparer.Ordinal)
        {
            ["Ann"] = [Axis(0), Tilted(0, 0.9f, 600)],
            ["Ann again"] = [Tilted(0, 0.7f, 601)],
        };

        var counted = IdentificationProtocol.Evaluate(people, NoneDoubtful, 1, 1, 1, TestContext.Current.CancellationToken);
        var cleaned = IdentificationProtocol.Evaluate(
            people, new HashSet<(string A, string B)> { ("Ann", "Ann again") }, 1, 1, 1, TestContext.Current.CancellationToken);

        Assert.Equal(1, counted.Thresholds.Single(t => t.Threshold == 0.54).FalsePositiveRate.Mean);
        Assert.Equal(0, cleaned.Thresholds.Single(t => t.Threshold == 0.54).FalsePositiveRate.Mean);
    }

    [Fact]
    public void SameSeed_GivesTheSameLists()
    {
        var random = new Random(4);
        var people = Enumerable.Range(0, 40).ToDictionary(
            i => $"person {i:00}",
            i => (IReadOnlyList<float[]?>)[Any(random), Any(random), i % 7 == 0 ? null : Any(random)],
            StringComparer.Ordinal);

        var first = IdentificationProtocol.Evaluate(people, NoneDoubtful, 10, 3, 42, TestContext.Current.CancellationToken);
        var second = IdentificationProtocol.Evaluate(people, NoneDoubtful, 10, 3, 42, TestContext.Current.CancellationToken);

        Assert.Equal(first.Thresholds, second.Thresholds);
        Assert.Equal(first.Rank1, second.Rank1);
    }

    [Fact]
    public void ListLargerThanThePeople_IsRefused() => Assert.Throws<EvaluationException>(() => IdentificationProtocol.Evaluate(
        new Dictionary<string, IReadOnlyList<float[]?>>(StringComparer.Ordinal) { ["Ann"] = [Axis(0), Axis(0)] },
        NoneDoubtful,
        2,
        1,
        1,
        TestContext.Current.CancellationToken));

    private static (List<PicturePair> Pairs, Dictionary<string, float[]?> Templates) PairsWith(int count, float sameScore, float differentScore)
    {
        var pairs = new List<PicturePair>();
        var templates = new Dictionary<string, float[]?>(StringComparer.Ordinal);
        for (var i = 0; i < count * 2; i++)
        {
            var same = i < count;
            templates[$"{i}a"] = Axis(0);
            templates[$"{i}b"] = Tilted(0, same ? sameScore : differentScore, 1);
            pairs.Add(new PicturePair($"{i}a", $"{i}b", same));
        }

        return (pairs, templates);
    }

    private static float[] Axis(int axis)
    {
        var template = new float[700];
        template[axis] = 1;
        return template;
    }

    private static float[] Tilted(int axis, float cosine, int towards)
    {
        var template = new float[700];
        template[axis] = cosine;
        template[towards] = MathF.Sqrt(1 - (cosine * cosine));
        return template;
    }

    private static float[] Any(Random random)
    {
        float[] values = [.. Enumerable.Range(0, 16).Select(_ => (random.NextSingle() * 2) - 1)];
        var length = MathF.Sqrt(values.Sum(v => v * v));
        return [.. values.Select(v => v / length)];
    }
}
