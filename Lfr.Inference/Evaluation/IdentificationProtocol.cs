using System.Numerics.Tensors;

namespace Lfr.Inference.Evaluation;

/// <summary>What an open-set identification shows: mean and standard deviation over random lists.</summary>
/// <param name="GallerySize">People on each list, one picture each.</param>
/// <param name="Draws">Random lists.</param>
/// <param name="MatedProbes">Pictures of listed people searched, mean over the lists.</param>
/// <param name="UnmatedProbes">Pictures of people not listed searched, mean over the lists.</param>
/// <param name="Rank1">Share of mated probes whose person scores best, whatever the score.</param>
/// <param name="Targets">At target false positive rates.</param>
/// <param name="Thresholds">At given thresholds.</param>
public sealed record IdentificationResult(
    int GallerySize,
    int Draws,
    double MatedProbes,
    double UnmatedProbes,
    Spread Rank1,
    IReadOnlyList<TargetRate> Targets,
    IReadOnlyList<ThresholdRate> Thresholds);

/// <summary>Mean and standard deviation.</summary>
public sealed record Spread(double Mean, double Deviation)
{
    internal static Spread Of(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        return new Spread(mean, values.Count < 2 ? 0 : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1)));
    }
}

/// <summary>True positive identification rate (TPIR) where the false positive identification rate (FPIR) is a target.</summary>
/// <param name="FalsePositiveRate">The target, 0–1.</param>
/// <param name="Threshold">Cosine; <see langword="null"/> where there are too few unmated probes to tell.</param>
/// <param name="TruePositiveRate">0–1; <see langword="null"/> where there are too few unmated probes to tell.</param>
public sealed record TargetRate(double FalsePositiveRate, Spread? Threshold, Spread? TruePositiveRate);

/// <summary>Both rates at a threshold.</summary>
/// <param name="Threshold">Cosine.</param>
/// <param name="FalsePositiveRate">Share of unmated probes that raise an alert.</param>
/// <param name="TruePositiveRate">Share of mated probes that raise the right alert.</param>
public sealed record ThresholdRate(double Threshold, Spread FalsePositiveRate, Spread TruePositiveRate);

/// <summary>Open-set identification as NIST describes it: some people are on the list, most who walk by are not.</summary>
public static class IdentificationProtocol
{
    private const int ProbesPerPerson = 5;
    private static readonly double[] TargetRates = [0.01, 0.001];
    private static readonly double[] FixedThresholds = [0.40, 0.45, 0.471, 0.50, 0.54, 0.55, 0.60];

    /// <summary>Draws lists at random and searches them with everybody's pictures.</summary>
    /// <param name="people">Templates of each person's pictures; <see langword="null"/> where no face was found: a miss for a mated probe, no alert for another.</param>
    /// <param name="doubtful">Pairs of names that are one person by a mistake of the data; their comparisons are left out.</param>
    /// <param name="gallerySize">People on a list.</param>
    /// <param name="draws">Lists.</param>
    /// <param name="seed">Of the draws.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EvaluationException">Too few people have two pictures.</exception>
    public static IdentificationResult Evaluate(
        IReadOnlyDictionary<string, IReadOnlyList<float[]?>> people,
        IReadOnlySet<(string A, string B)> doubtful,
        int gallerySize,
        int draws,
        int seed,
        CancellationToken cancellationToken)
    {
        var names = people.Keys.Order(StringComparer.Ordinal).ToArray();
        var candidates = names.Where(n => people[n].Count > 1 && people[n][0] is not null).ToArray();
        if (gallerySize < 1 || candidates.Length < gallerySize)
            throw new EvaluationException($"{candidates.Length} people have two or more pictures with a face; a list of {gallerySize} cannot be made of them.");

        var random = new Random(seed);
        var all = new List<Draw>();
        for (var i = 0; i < draws; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var listed = candidates.ToArray();
            random.Shuffle(listed);
            all.Add(Search(people, names, listed[..gallerySize], doubtful));
        }

        return new IdentificationResult(
            gallerySize,
            draws,
            all.Average(d => d.Mated.Length),
            all.Average(d => d.Unmated.Length),
            Spread.Of([.. all.Select(d => d.Share(m => m.IsRight))]),
            [.. TargetRates.Select(t => AtTarget(all, t))],
            [
                .. FixedThresholds.Select(t => new ThresholdRate(
                    t,
                    Spread.Of([.. all.Select(d => d.FalsePositives(t))]),
                    Spread.Of([.. all.Select(d => d.TruePositives(t))]))),
            ]);
    }

    private static TargetRate AtTarget(List<Draw> draws, double target)
    {
        // The rule of three: below three expected false positives nothing can be said.
        if (draws.Any(d => target * d.Unmated.Length < 3))
            return new TargetRate(target, null, null);
        var thresholds = draws.Select(d => (double)MathF.BitIncrement(d.Unmated.OrderDescending().ElementAt((int)(target * d.Unmated.Length)))).ToArray();
        return new TargetRate(target, Spread.Of(thresholds), Spread.Of([.. draws.Zip(thresholds, (d, t) => d.TruePositives(t))]));
    }

    private static Draw Search(
        IReadOnlyDictionary<string, IReadOnlyList<float[]?>> people, string[] names, string[] listed, IReadOnlySet<(string A, string B)> doubtful)
    {
        var onList = listed.ToHashSet(StringComparer.Ordinal);
        var mated = new List<(bool IsRight, float Score)>();
        var unmated = new List<float>();
        foreach (var name in names)
        {
            if (!onList.Contains(name))
            {
                unmated.Add(people[name][0] is { } probe ? Best(people, listed, probe, name, doubtful).Score : -1);
                continue;
            }

            foreach (var picture in people[name].Skip(1).Take(ProbesPerPerson))
            {
                var (best, score) = picture is null ? (null, -1f) : Best(people, listed, picture, name, doubtful);
                mated.Add((best == name, score));
            }
        }

        return new Draw([.. mated], [.. unmated]);
    }

    private static (string? Name, float Score) Best(
        IReadOnlyDictionary<string, IReadOnlyList<float[]?>> people, string[] listed, float[] probe, string own, IReadOnlySet<(string A, string B)> doubtful)
    {
        (string? Name, float Score) best = (null, -1);
        foreach (var name in listed)
        {
            if (doubtful.Count > 0 && (doubtful.Contains((own, name)) || doubtful.Contains((name, own))))
                continue;
            var score = TensorPrimitives.Dot(people[name][0], probe);
            if (score > best.Score)
                best = (name, score);
        }

        return best;
    }

    /// <summary>The scores of one list.</summary>
    private sealed record Draw((bool IsRight, float Score)[] Mated, float[] Unmated)
    {
        public double Share(Func<(bool IsRight, float Score), bool> counts) => Mated.Count(counts) / (double)Mated.Length;

        public double TruePositives(double threshold) => Share(m => m.IsRight && m.Score >= threshold);

        public double FalsePositives(double threshold) => Unmated.Length == 0 ? 0 : Unmated.Count(s => s >= threshold) / (double)Unmated.Length;
    }
}
