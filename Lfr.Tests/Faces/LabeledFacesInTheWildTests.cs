using System.Collections.Concurrent;
using System.Globalization;
using Lfr.Tests.Support;

namespace Lfr.Tests.Faces;

/// <summary>The default models reproduce what was measured for them, on every second pair of the part of Labeled Faces in the Wild that lies beside the repository.</summary>
public class LabeledFacesInTheWildTests(ITestOutputHelper output)
{
    private static readonly Lazy<(Pair[] Pairs, IReadOnlyDictionary<string, StillFace?> Faces)> Measured = new(Measure);

    [Fact]
    public void Accuracy_OnTwoFoldsOfPairs_IsWithinTheStatedInterval()
    {
        var (pairs, faces) = MeasuredOrSkip();
        var scored = pairs.Select(p => (p.Same, Score: Score(faces[p.First], faces[p.Second]))).ToArray();
        var folds = scored.Chunk(300).ToArray();

        // Each fold is judged with the threshold that is best for the other one.
        var accuracy = (Accuracy(folds[0], BestThreshold(folds[1])) + Accuracy(folds[1], BestThreshold(folds[0]))) / 2;

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"accuracy {accuracy:P2} of {scored.Length} pairs, thresholds {BestThreshold(folds[0]):F3} {BestThreshold(folds[1]):F3}"));
        foreach (var threshold in new[] { 0.409f, 0.471f, 0.5f, 0.54f })
        {
            var missed = scored.Count(s => s.Same && s.Score < threshold);
            var wrong = scored.Count(s => !s.Same && s.Score >= threshold);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{threshold:F3}: {missed} of {scored.Count(s => s.Same)} missed, {wrong} wrong"));
        }

        Assert.InRange(accuracy, 0.9922 - 0.0053, 1);
    }

    [Fact]
    public void AtTheDefaultThreshold_NoPairOfDifferentPeopleMatches()
    {
        var (pairs, faces) = MeasuredOrSkip();
        Assert.DoesNotContain(pairs, p => !p.Same && Score(faces[p.First], faces[p.Second]) >= 0.54f);
    }

    [Fact]
    public void Measures_OfRealFaces_LieWhereTheGatesExpectThem()
    {
        var (_, faces) = MeasuredOrSkip();
        var found = faces.Values.OfType<StillFace>().ToArray();
        var norms = found.Select(f => f.Norm).Order().ToArray();
        var errors = found.Select(f => f.Measures.AlignmentError).Order().ToArray();
        var aspects = found.Select(f => f.Measures.Face.Aspect).Order().ToArray();
        output.WriteLine($"{faces.Count} pictures, {found.Length} with a face");
        output.WriteLine($"norm p0.1 {At(norms, 0.001)} p1 {At(norms, 0.01)} median {At(norms, 0.5)}; alignment median {At(errors, 0.5)} p99.9 {At(errors, 0.999)}; aspect {At(aspects, 0.001)}-{At(aspects, 0.999)}; height {At([.. found.Select(f => f.Measures.Face.Height).Order()], 0.5)}");

        Assert.Equal(faces.Count, found.Length);
        Assert.InRange(At(norms, 0.5), 3.5f, 3.9f);
        Assert.InRange(At(norms, 0.01), 2.3f, 3.0f);
        Assert.InRange(At(errors, 0.999), 6f, 10f);
        Assert.InRange(At(aspects, 0.001), 0.40f, 0.65f);
        Assert.InRange(At(aspects, 0.999), 0.90f, 1.15f);
    }

    private static (Pair[] Pairs, IReadOnlyDictionary<string, StillFace?> Faces) MeasuredOrSkip()
    {
        TestModels.FolderOrSkip();
        TestData.EvaluationOrSkip("lfw_pairs.csv");
        return Measured.Value;
    }

    private static (Pair[] Pairs, IReadOnlyDictionary<string, StillFace?> Faces) Measure()
    {
        var pairs = File.ReadLines(TestData.EvaluationOrSkip("lfw_pairs.csv")).Skip(1).Where(line => line.Length > 0).Select(Pair.Parse)
            .Where((_, i) => i % 2 == 0).ToArray();
        var folder = TestData.EvaluationOrSkip("lfw");
        var faces = new ConcurrentDictionary<string, StillFace?>(StringComparer.Ordinal);
        var names = pairs.SelectMany(p => new[] { p.First, p.Second }).Distinct(StringComparer.Ordinal);
        Parallel.ForEach(
            names,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            () => new StillFaces(TestModels.OpenOrSkip()),
            (name, _, chain) =>
            {
                faces[name] = chain.Central(Path.Combine(folder, name));
                return chain;
            },
            chain => chain.Dispose());
        return (pairs, faces);
    }

    private static float Score(StillFace? a, StillFace? b) => a is null || b is null ? -1 : a.Cosine(b);

    private static double Accuracy((bool Same, float Score)[] pairs, float threshold) =>
        pairs.Count(p => p.Same == p.Score >= threshold) / (double)pairs.Length;

    private static float BestThreshold((bool Same, float Score)[] pairs) => pairs.Select(p => p.Score).MaxBy(t => Accuracy(pairs, t));

    private static float At(float[] ascending, double quantile) => ascending[(int)(quantile * (ascending.Length - 1))];

    private sealed record Pair(string First, string Second, bool Same)
    {
        public static Pair Parse(string line)
        {
            var parts = line.Split(',');
            return parts[3].Length == 0
                ? new Pair(File(parts[0], parts[1]), File(parts[0], parts[2]), true)
                : new Pair(File(parts[0], parts[1]), File(parts[2], parts[3]), false);
        }

        private static string File(string name, string number) => Path.Combine(name, $"{name}_{int.Parse(number, CultureInfo.InvariantCulture):0000}.jpg");
    }
}
