using System.Numerics.Tensors;
using Lfr.Shared.Policy;

namespace Lfr.Inference.Evaluation;

/// <summary>What an open-set identification shows: means over random lists, with 95 % intervals that resample people.</summary>
/// <param name="GallerySize">People on each list, one picture each.</param>
/// <param name="Draws">Random lists.</param>
/// <param name="MatedProbes">Pictures of listed people searched, mean over the lists.</param>
/// <param name="UnmatedProbes">Pictures of people not listed searched, mean over the lists.</param>
/// <param name="Rank1">Share of mated probes whose person scores best, whatever the score.</param>
/// <param name="Targets">At target false positive rates.</param>
/// <param name="Thresholds">At given thresholds.</param>
/// <param name="Curve">At thresholds from 0.20 to 0.80, for plots; without intervals.</param>
public sealed record IdentificationResult(
    int GallerySize,
    int Draws,
    double MatedProbes,
    double UnmatedProbes,
    Spread Rank1,
    IReadOnlyList<TargetRate> Targets,
    IReadOnlyList<ThresholdRate> Thresholds,
    IReadOnlyList<CurvePoint> Curve);

/// <summary>Mean and standard deviation over random lists.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="Deviation">Standard deviation from list to list.</param>
/// <param name="Interval">95 % interval of the mean, people resampled with all their pictures; <see langword="null"/> where it was not worked out.</param>
public sealed record Spread(double Mean, double Deviation, RateInterval? Interval = null)
{
    internal static Spread Of(IReadOnlyCollection<double> values, RateInterval? interval = null)
    {
        var mean = values.Average();
        return new Spread(mean, values.Count < 2 ? 0 : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1)), interval);
    }
}

/// <summary>True positive identification rate (TPIR) where the false positive identification rate (FPIR) is a target.</summary>
/// <param name="FalsePositiveRate">The target, 0–1.</param>
/// <param name="Threshold">Cosine; <see langword="null"/> where there are too few unmated probes to tell.</param>
/// <param name="TruePositiveRate">0–1, one minus the false negative identification rate (FNIR); <see langword="null"/> where there are too few
/// unmated probes to tell.</param>
public sealed record TargetRate(double FalsePositiveRate, Spread? Threshold, Spread? TruePositiveRate);

/// <summary>Both rates at a threshold.</summary>
/// <param name="Threshold">Cosine.</param>
/// <param name="FalsePositiveRate">Share of unmated probes that raise an alert.</param>
/// <param name="TruePositiveRate">Share of mated probes that raise the right alert.</param>
public sealed record ThresholdRate(double Threshold, Spread FalsePositiveRate, Spread TruePositiveRate);

/// <summary>Mean rates over the lists at a threshold.</summary>
/// <param name="Threshold">Cosine.</param>
/// <param name="FalsePositiveRate">FPIR, 0–1.</param>
/// <param name="TruePositiveRate">TPIR, 0–1.</param>
public sealed record CurvePoint(double Threshold, double FalsePositiveRate, double TruePositiveRate);

/// <summary>Open-set identification as NIST describes it: some people are on the list, most who walk by are not.</summary>
public static class IdentificationProtocol
{
    private const int ProbesPerPerson = 5;
    private static readonly double[] TargetRates = [0.01, 0.001, 0.0001];
    private static readonly double[] FixedThresholds = [0.40, 0.45, 0.471, 0.50, 0.54, 0.55, 0.60];

    /// <summary>Draws lists at random and searches them with everybody's pictures.</summary>
    /// <remarks>Scores are cosines. A person's first picture is what a list holds; up to five further ones are searched.</remarks>
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
        var all = new List<ListSearch>();
        for (var i = 0; i < draws; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var listed = candidates.ToArray();
            random.Shuffle(listed);
            all.Add(Search(people, names, listed[..gallerySize], doubtful));
        }

        var bootstrap = new IdentificationBootstrap(all, names.Length, seed);
        return new IdentificationResult(
            gallerySize,
            draws,
            all.Average(d => d.Mated.Length),
            all.Average(d => d.Unmated.Length),
            Spread.Of([.. all.Select(d => d.Right.Length / (double)d.Mated.Length)], bootstrap.Rank1()),
            [.. TargetRates.Select(t => AtTarget(all, t, bootstrap))],
            [
                .. FixedThresholds.Select(t => new ThresholdRate(
                    t,
                    Spread.Of([.. all.Select(d => d.FalsePositives(t))], bootstrap.FalsePositives(t)),
                    Spread.Of([.. all.Select(d => d.TruePositives(t))], bootstrap.TruePositives(t)))),
            ],
            [
                .. Enumerable.Range(20, 61).Select(i => i / 100d).Select(t =>
                    new CurvePoint(t, all.Average(d => d.FalsePositives(t)), all.Average(d => d.TruePositives(t)))),
            ]);
    }

    private static TargetRate AtTarget(List<ListSearch> draws, double target, IdentificationBootstrap bootstrap)
    {
        // The rule of three: below three expected false positives nothing can be said.
        if (draws.Any(d => target * d.Unmated.Length < CalibrationProtocol.LeastFalseMatches))
            return new TargetRate(target, null, null);
        var thresholds = draws.Select(d => (double)MathF.BitIncrement(d.Unmated[(int)(target * d.Unmated.Length)].Score)).ToArray();
        var (threshold, found) = bootstrap.AtTarget(target);
        return new TargetRate(
            target, Spread.Of(thresholds, threshold), Spread.Of([.. draws.Zip(thresholds, (d, t) => d.TruePositives(t))], found));
    }

    private static ListSearch Search(
        IReadOnlyDictionary<string, IReadOnlyList<float[]?>> people, string[] names, string[] listed, IReadOnlySet<(string A, string B)> doubtful)
    {
        var onList = listed.ToHashSet(StringComparer.Ordinal);
        var mated = new List<SearchedProbe>();
        var unmated = new List<SearchedProbe>();
        for (var person = 0; person < names.Length; person++)
        {
            var name = names[person];
            if (!onList.Contains(name))
            {
                unmated.Add(new SearchedProbe(person, false, people[name][0] is { } probe ? Best(people, listed, probe, name, doubtful).Score : -1));
                continue;
            }

            foreach (var picture in people[name].Skip(1).Take(ProbesPerPerson))
            {
                var (best, score) = picture is null ? (null, -1f) : Best(people, listed, picture, name, doubtful);
                mated.Add(new SearchedProbe(person, best == name, score));
            }
        }

        return new ListSearch(mated, unmated);
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
}

/// <summary>A picture searched on a list.</summary>
/// <param name="Person">Number of the person it shows.</param>
/// <param name="IsRight">Whether that person scored best.</param>
/// <param name="Score">The best cosine; -1 where no face was found.</param>
internal readonly record struct SearchedProbe(int Person, bool IsRight, float Score);

/// <summary>The searches of one list.</summary>
internal sealed class ListSearch
{
    public ListSearch(IReadOnlyCollection<SearchedProbe> mated, IReadOnlyCollection<SearchedProbe> unmated)
    {
        Mated = [.. mated.OrderByDescending(p => p.Score)];
        Right = [.. Mated.Where(p => p.IsRight)];
        Unmated = [.. unmated.OrderByDescending(p => p.Score)];
    }

    /// <summary>Pictures of listed people, highest score first.</summary>
    public SearchedProbe[] Mated { get; }

    /// <summary>Those whose person scored best.</summary>
    public SearchedProbe[] Right { get; }

    /// <summary>Pictures of others, highest score first.</summary>
    public SearchedProbe[] Unmated { get; }

    public double TruePositives(double threshold) => AtOrAbove(Right, threshold) / (double)Mated.Length;

    public double FalsePositives(double threshold) => Unmated.Length == 0 ? 0 : AtOrAbove(Unmated, threshold) / (double)Unmated.Length;

    private static int AtOrAbove(SearchedProbe[] descending, double threshold)
    {
        var count = 0;
        while (count < descending.Length && descending[count].Score >= threshold)
            count++;
        return count;
    }
}
