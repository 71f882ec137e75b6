using System.Numerics.Tensors;
using Lfr.Inference.Faces;
using Lfr.Shared.Policy;

namespace Lfr.Inference.Evaluation;

/// <summary>Recognition under one condition, at one threshold.</summary>
/// <param name="Condition">What was done to the probes, or how they were taken.</param>
/// <param name="MatedProbes">Pictures of listed people searched.</param>
/// <param name="WithoutFace">Those in which no face was found: a miss.</param>
/// <param name="TruePositiveRate">TPIR: share of them that raise the right alert; <see langword="null"/> without any.</param>
/// <param name="TruePositiveInterval">95 % interval, people resampled.</param>
/// <param name="Rank1">Share of them whose person scores best, whatever the score.</param>
/// <param name="UnmatedProbes">Pictures of people not listed searched, degraded alike.</param>
/// <param name="FalsePositives">Those that raise an alert.</param>
public sealed record ConditionRow(
    string Condition,
    int MatedProbes,
    int WithoutFace,
    double? TruePositiveRate,
    RateInterval? TruePositiveInterval,
    double? Rank1,
    int UnmatedProbes,
    int FalsePositives);

/// <summary>What the conditions show.</summary>
/// <param name="GallerySize">People on the list, one picture each as it was given.</param>
/// <param name="Threshold">Cosine.</param>
/// <param name="MedianFaceHeight">Of all probes as they were given, pixels.</param>
/// <param name="Rows">One for each condition.</param>
public sealed record ConditionsResult(int GallerySize, double Threshold, double MedianFaceHeight, IReadOnlyList<ConditionRow> Rows);

/// <summary>A picture searched under one condition.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Person">Who it shows.</param>
/// <param name="Template">Of length 1; <see langword="null"/> when no face was found.</param>
public sealed record ConditionProbe(string Condition, string Person, float[]? Template);

/// <summary>
/// How recognition falls as pictures get worse: the list holds good photographs, the probes are degraded in steps. The faces stay the same, so the
/// steps show the picture's part alone.
/// </summary>
public static class ConditionsProtocol
{
    /// <summary>The condition of probes that nothing was done to.</summary>
    public const string AsGiven = "as given";

    /// <summary>Face heights that probes are shrunk to, pixels of the detector's box.</summary>
    public static IReadOnlyList<int> FaceHeights { get; } = [134, 67, 44, 33, 24];

    private const int Seed = 1;
    private static readonly double[] LightShares = [0.5, 0.25, 0.1];
    private static readonly double[] BlurShares = [0.01, 0.02, 0.04, 0.06];

    /// <summary>The name of the condition in which a face is <paramref name="height"/> pixels high.</summary>
    public static string Shrunk(int height) => FormattableString.Invariant($"face {height} px high");

    /// <summary>Conditions of heads turned aside, to either side, in steps of ten degrees.</summary>
    public static IReadOnlyList<string> Turns { get; } =
        ["turned aside by less than 10°", "turned aside by 10° to 20°", "turned aside by 20° to 30°", "turned aside by 30° or more"];

    /// <summary>Which of <see cref="Turns"/> a head is that is turned aside by <paramref name="yaw"/> degrees.</summary>
    public static int Turned(float yaw) => Math.Min((int)(MathF.Abs(yaw) / 10), Turns.Count - 1);

    /// <summary>Searches the probes of each condition.</summary>
    /// <param name="gallery">One template of length 1 of each listed person.</param>
    /// <param name="probes">Pictures of listed and of other people.</param>
    /// <param name="doubtful">Pairs of names that are one person by a mistake of the data; their comparisons are left out.</param>
    /// <param name="threshold">Cosine from which a comparison matches.</param>
    public static IReadOnlyList<ConditionRow> Evaluate(
        IReadOnlyDictionary<string, float[]> gallery, IReadOnlyList<ConditionProbe> probes, IReadOnlySet<(string A, string B)> doubtful, double threshold)
    {
        var rows = new List<ConditionRow>();
        foreach (var condition in probes.GroupBy(p => p.Condition, StringComparer.Ordinal))
        {
            var searched = condition.Select(p => (Probe: p, Best: Best(gallery, p, doubtful))).ToArray();
            var mated = searched.Where(s => gallery.ContainsKey(s.Probe.Person)).ToArray();
            var people = mated.GroupBy(s => s.Probe.Person, StringComparer.Ordinal)
                .Select(p => (Events: (long)p.Count(s => s.Best.Name == p.Key && s.Best.Score >= threshold), Trials: (long)p.Count())).ToArray();
            rows.Add(new ConditionRow(
                condition.Key,
                mated.Length,
                mated.Count(s => s.Probe.Template is null),
                mated.Length == 0 ? null : people.Sum(p => p.Events) / (double)mated.Length,
                PeopleBootstrap.Interval(people, Seed),
                mated.Length == 0 ? null : mated.Count(s => s.Best.Name == s.Probe.Person) / (double)mated.Length,
                searched.Length - mated.Length,
                searched.Count(s => !gallery.ContainsKey(s.Probe.Person) && s.Best.Score >= threshold)));
        }

        return rows;
    }

    /// <summary>A picture's template as given and under every degradation.</summary>
    /// <param name="bench">The models.</param>
    /// <param name="picture">The picture.</param>
    /// <returns>Height of the face, 0 where none was found, and the templates by condition.</returns>
    internal static (float FaceHeight, IReadOnlyList<(string Condition, float[]? Template)> Templates) Degrade(StillBench bench, Picture picture)
    {
        var height = bench.Central(picture.Image)?.Height ?? 0;
        var templates = new List<(string, float[]?)> { (AsGiven, bench.Embed(picture.Image)) };
        foreach (var target in FaceHeights)
        {
            // A face that is no higher has no more detail to lose.
            if (height > target)
                Add(Shrunk(target), Degradation.Shrink(picture.Image, target / (double)height));
            else
                templates.Add((Shrunk(target), templates[0].Item2));
        }

        foreach (var share in LightShares)
            Add(FormattableString.Invariant($"{share * 100:0} % of the light"), Degradation.Expose(picture.Image, share));
        foreach (var share in BlurShares)
            Add(FormattableString.Invariant($"blurred by {share * 100:0} % of the face's height"), Degradation.Blur(picture.Image, Math.Max(0.3, share * height)));
        return (height, templates);

        void Add(string condition, Picture worse)
        {
            using (worse)
                templates.Add((condition, bench.Embed(worse.Image)));
        }
    }

    private static (string? Name, float Score) Best(
        IReadOnlyDictionary<string, float[]> gallery, ConditionProbe probe, IReadOnlySet<(string A, string B)> doubtful)
    {
        (string? Name, float Score) best = (null, -1);
        if (probe.Template is null)
            return best;
        foreach (var (name, template) in gallery)
        {
            if (doubtful.Contains((name, probe.Person)) || doubtful.Contains((probe.Person, name)))
                continue;
            var score = TensorPrimitives.Dot(template, probe.Template);
            if (score > best.Score)
                best = (name, score);
        }

        return best;
    }
}
