using System.Globalization;
using System.Numerics.Tensors;
using System.Text.Json.Serialization;
using Lfr.Shared.Policy;

namespace Lfr.Inference.Evaluation;

/// <summary>Two pictures and whether they show the same person.</summary>
/// <param name="First">Picture, relative to the folder of pictures.</param>
/// <param name="Second">Picture, relative to the folder of pictures.</param>
/// <param name="Same">Whether they show the same person.</param>
public sealed record PicturePair(string First, string Second, bool Same)
{
    /// <summary>
    /// Reads a list in the manner of Labeled Faces in the Wild: <c>name,n1,n2,</c> for the same person, <c>name1,n1,name2,n2</c> for two; a first
    /// line of column names is passed over. Pictures are <c>name/name_0001.jpg</c>.
    /// </summary>
    /// <exception cref="EvaluationException">A line is neither.</exception>
    public static IReadOnlyList<PicturePair> ReadList(IEnumerable<string> lines)
    {
        var pairs = new List<PicturePair>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            var parts = line.TrimEnd().TrimEnd(',').Split(',', StringSplitOptions.TrimEntries);
            if (line.Length == 0 || (number == 1 && parts is ["name", ..]))
                continue;
            pairs.Add(parts switch
            {
                [var name, var a, var b] when IsNumber(a) && IsNumber(b) => new PicturePair(Picture(name, a), Picture(name, b), true),
                [var one, var a, var other, var b] when IsNumber(a) && IsNumber(b) => new PicturePair(Picture(one, a), Picture(other, b), false),
                _ => throw new EvaluationException($"Line {number} of the list of pairs is neither 'name,n1,n2,' nor 'name1,n1,name2,n2'."),
            });
        }

        return pairs;
    }

    private static bool IsNumber(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static string Picture(string name, string number) => Path.Combine(name, $"{name}_{number.PadLeft(4, '0')}.jpg");
}

/// <summary>What a list of pairs shows.</summary>
/// <param name="SamePairs">Pairs of the same person.</param>
/// <param name="DifferentPairs">Pairs of different people.</param>
/// <param name="PairsWithoutFace">Pairs in which no face was found in one picture; they count as a score of -1.</param>
/// <param name="Accuracy">Mean over the folds, each judged with the threshold that is best for the others; 0–1.</param>
/// <param name="AccuracyDeviation">Standard deviation over the folds.</param>
/// <param name="AccuracyInterval">95 % interval of the accuracy with pairs as independent trials; a person may be in several, so it is the least doubt.</param>
/// <param name="Rates">True accept rate at false accept rates.</param>
/// <param name="Same">Scores of the pairs of the same person, for plots.</param>
/// <param name="Different">Scores of the pairs of different people, for plots.</param>
public sealed record PairsResult(
    int SamePairs,
    int DifferentPairs,
    int PairsWithoutFace,
    double Accuracy,
    double AccuracyDeviation,
    RateInterval AccuracyInterval,
    IReadOnlyList<AcceptRate> Rates,
    [property: JsonIgnore] ScoreHistogram Same,
    [property: JsonIgnore] ScoreHistogram Different);

/// <summary>Share of same pairs accepted where a share of different pairs is.</summary>
/// <param name="FalseAcceptRate">The target, 0–1.</param>
/// <param name="Threshold">Lowest cosine that keeps to it; <see langword="null"/> where the data is too small to tell.</param>
/// <param name="TrueAcceptRate">0–1; <see langword="null"/> where the data is too small to tell.</param>
/// <param name="TrueAcceptInterval">95 % interval at this threshold, pairs as independent trials.</param>
/// <param name="FalseAcceptInterval">95 % interval of the false accept rate at this threshold, pairs as independent trials.</param>
public sealed record AcceptRate(
    double FalseAcceptRate,
    double? Threshold,
    double? TrueAcceptRate,
    RateInterval? TrueAcceptInterval = null,
    RateInterval? FalseAcceptInterval = null);

/// <summary>Verification of pairs with k folds.</summary>
public static class PairsProtocol
{
    private static readonly double[] Targets = [0.1, 0.01, 0.001, 0.0001];

    /// <summary>Scores the pairs.</summary>
    /// <param name="pairs">The pairs, in the order of the list: fold i is the i-th part of the same and of the different ones.</param>
    /// <param name="template">A picture's template, of length 1; <see langword="null"/> when no face was found in it.</param>
    /// <param name="folds">At least 2.</param>
    /// <exception cref="EvaluationException">There are fewer pairs of a kind than folds.</exception>
    public static PairsResult Evaluate(IReadOnlyList<PicturePair> pairs, Func<string, float[]?> template, int folds)
    {
        var scored = pairs.Select(pair => (pair.Same, Score: Score(template(pair.First), template(pair.Second)))).ToArray();
        var same = scored.Where(s => s.Same).Select(s => s.Score ?? -1).ToArray();
        var different = scored.Where(s => !s.Same).Select(s => s.Score ?? -1).ToArray();
        if (folds < 2 || same.Length < folds || different.Length < folds)
            throw new EvaluationException($"{same.Length} pairs of the same and {different.Length} of different people are too few for {folds} folds.");

        var accuracies = new double[folds];
        for (var fold = 0; fold < folds; fold++)
        {
            var (sameIn, sameOut) = Split(same, fold, folds);
            var (differentIn, differentOut) = Split(different, fold, folds);
            accuracies[fold] = Accuracy(sameIn, differentIn, BestThreshold(sameOut, differentOut));
        }

        var mean = accuracies.Average();
        var deviation = Math.Sqrt(accuracies.Sum(a => (a - mean) * (a - mean)) / (folds - 1));
        var right = (long)Math.Round(mean * (same.Length + different.Length));
        Array.Sort(different);
        return new PairsResult(
            same.Length,
            different.Length,
            scored.Count(s => s.Score is null),
            mean,
            deviation,
            BinomialInterval.Of(right, same.Length + different.Length),
            [.. Targets.Select(t => RateAt(t, same, different))],
            Histogram(same),
            Histogram(different));
    }

    private static ScoreHistogram Histogram(float[] scores)
    {
        var histogram = new ScoreHistogram();
        histogram.Add(scores);
        return histogram;
    }

    private static float? Score(float[]? a, float[]? b) => a is null || b is null ? null : TensorPrimitives.Dot(a, b);

    /// <summary>A rate is measurable where at least three different pairs would be accepted (the rule of three).</summary>
    private static AcceptRate RateAt(double target, float[] same, float[] differentAscending)
    {
        if (target * differentAscending.Length < CalibrationProtocol.LeastFalseMatches)
            return new AcceptRate(target, null, null);
        var accepted = (int)(target * differentAscending.Length);
        var threshold = MathF.BitIncrement(differentAscending[^(accepted + 1)]);
        var found = same.Count(s => s >= threshold);
        return new AcceptRate(
            target,
            threshold,
            found / (double)same.Length,
            BinomialInterval.Of(found, same.Length),
            BinomialInterval.Of(differentAscending.Count(s => s >= threshold), differentAscending.Length));
    }

    private static (float[] Inside, float[] Outside) Split(float[] scores, int fold, int folds)
    {
        int from = (int)((long)scores.Length * fold / folds), to = (int)((long)scores.Length * (fold + 1) / folds);
        return (scores[from..to], [.. scores[..from], .. scores[to..]]);
    }

    private static double Accuracy(float[] same, float[] different, float threshold) =>
        (same.Count(s => s >= threshold) + different.Count(s => s < threshold)) / (double)(same.Length + different.Length);

    /// <summary>The threshold with the most right answers; the middle between it and the next lower score, so that it does not hang on one pair.</summary>
    private static float BestThreshold(float[] same, float[] different)
    {
        (float Score, bool Same)[] all = [.. same.Select(s => (s, true)), .. different.Select(s => (s, false))];
        Array.Sort(all, static (a, b) => a.Score.CompareTo(b.Score));

        // From below: with a threshold above everything so far, those so far are refused.
        int right = same.Length, best = right;
        var threshold = -1f;
        for (var i = 0; i < all.Length; i++)
        {
            right += all[i].Same ? -1 : 1;
            if (right <= best)
                continue;
            best = right;
            threshold = i + 1 < all.Length ? (all[i].Score + all[i + 1].Score) / 2 : MathF.BitIncrement(all[i].Score);
        }

        return threshold;
    }
}
