using System.CommandLine;
using System.Globalization;
using Lfr.Inference.Evaluation.Reports;

namespace Lfr.Inference.Evaluation;

/// <summary>The verb <c>evaluate identify</c>: is this person on the list, and who?</summary>
internal static class IdentifyCommand
{
    /// <summary>Builds it.</summary>
    public static Command Create()
    {
        var sizes = new Option<int[]>("--gallery-size")
        {
            Description = "People on the list, one photograph each; several numbers measure several sizes.",
            DefaultValueFactory = _ => [100],
            AllowMultipleArgumentsPerToken = true,
        };
        var draws = new Option<int>("--draws") { Description = "Random lists of each size.", DefaultValueFactory = _ => 20 };
        var seed = new Option<int>("--seed") { Description = "Seed of the random lists and of the intervals: the same seed gives the same numbers.", DefaultValueFactory = _ => 1 };
        draws.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() < 1)
                result.AddError("At least one list must be drawn.");
        });
        var options = new StillOptions();
        var command = new Command(
            "identify",
            "Is this person on the list, and who? Everybody else walks by: true and false positive identification rates over random lists, with 95 % intervals.")
        {
            sizes, draws, seed,
        };
        options.AddTo(command, (parsed, cancellationToken) =>
        {
            var doubtful = options.Doubtful(parsed);
            var people = options.People(parsed, cancellationToken);
            var result = new IdentifyResult(
                parsed.GetValue(seed),
                people.Count,
                people.Values.Sum(p => p.Count),
                [
                    .. parsed.GetValue(sizes)!.Distinct().Order().Select(size => IdentificationProtocol.Evaluate(
                        people, doubtful, size, parsed.GetValue(draws), parsed.GetValue(seed), cancellationToken)),
                ]);
            return (result, Page(result));
        });
        return command;
    }

    private static ReportPage Page(IdentifyResult result)
    {
        var data = $"{RateText.Count(result.Pictures)} photographs of {RateText.Count(result.People)} people";
        return new ReportPage(
            "Is this person on the list?",
            [
                $"{data}. Each list holds the first photograph of people drawn at random who have two or more; up to five further ones of each are searched, and one of everybody else.",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Rates are means over the lists. In brackets: 95 % intervals that resample people, with all their pictures ({PeopleBootstrap.Draws:N0} draws, seed {result.Seed})."),
            ],
            [
                new ReportSection(
                    "Lists",
                    ["People listed", "Lists", "Pictures of listed people", "Pictures of others", "Rank 1"],
                    [
                        .. result.Sizes.Select(s => (IReadOnlyList<string>)[
                            RateText.Count(s.GallerySize), RateText.Count(s.Draws), RateText.Count(s.MatedProbes), RateText.Count(s.UnmatedProbes), Rate(s.Rank1)]),
                    ]),
                new ReportSection(
                    "Found, where the false positive identification rate (FPIR) is a target",
                    ["FPIR", "People listed", "Found: TPIR", "Missed: FNIR", "Threshold"],
                    [.. result.Sizes.SelectMany(s => s.Targets.Select(t => Target(s.GallerySize, t)))],
                    "A target is measurable where at least three false positives are expected among the pictures of others (the rule of three)."),
                new ReportSection(
                    "At given thresholds",
                    ["Threshold", "People listed", "Found: TPIR", "False positives: FPIR"],
                    [
                        .. result.Sizes.SelectMany(s => s.Thresholds.Select(t => (IReadOnlyList<string>)[
                            RateText.Cosine(t.Threshold), RateText.Count(s.GallerySize), Rate(t.TruePositiveRate), Rate(t.FalsePositiveRate)])),
                    ]),
                new ReportSection("Error tradeoff", [], [], Plot: Tradeoff(result, data)),
                new ReportSection("Both rates against the threshold", [], [], Plot: Thresholds(result, data)),
            ],
            [
                "Photographs of well-known people, posed and sharp, are easier than faces on a street. Expect less there; 'evaluate conditions' shows how much small, dark and blurred faces cost.",
                "A picture is searched once. A camera sees a person in several frames and Lfr asks several to agree: 'evaluate video' shows that.",
                "The intervals speak of people like these. They hold nothing of other cameras, other groups of people, or mistakes in the data's names.",
            ]);
    }

    private static IReadOnlyList<string> Target(int size, TargetRate target) => target is { TruePositiveRate: { } found, Threshold: { } threshold }
        ?
        [
            RateText.Target(target.FalsePositiveRate),
            RateText.Count(size),
            Rate(found),
            RateText.Of(1 - found.Mean),
            string.Create(CultureInfo.InvariantCulture, $"{threshold.Mean:0.000} ({threshold.Interval!.Low:0.000} to {threshold.Interval.High:0.000})"),
        ]
        : [RateText.Target(target.FalsePositiveRate), RateText.Count(size), RateText.NotMeasurable, string.Empty, string.Empty];

    private static string Rate(Spread spread) => RateText.Of(spread.Mean, spread.Interval);

    private static Plot Tradeoff(IdentifyResult result, string data) => new(
        "det",
        "Missed against falsely found",
        $"{data}. Curves end on the left where fewer than {CalibrationProtocol.LeastFalseMatches} false positives of a list stand behind a rate.",
        PlotAxis.LogRate("FPIR: share of people not listed who raise an alert", 1e-3),
        PlotAxis.LogRate("FNIR: share of listed people missed", 1e-3),
        [.. result.Sizes.Take(6).Select(s => new PlotSeries($"{RateText.Count(s.GallerySize)} people listed", [.. Measured(s)]))],
        [new PlotGuide("target 1 %", 0.01, Vertical: true), new PlotGuide("target 0.1 %", 0.001, Vertical: true)]);

    private static IEnumerable<(double X, double Y)> Measured(IdentificationResult size) => size.Curve
        .Where(c => c.FalsePositiveRate * size.UnmatedProbes >= CalibrationProtocol.LeastFalseMatches && c.TruePositiveRate < 1)
        .Select(c => (c.FalsePositiveRate, 1 - c.TruePositiveRate)).Reverse();

    private static Plot Thresholds(IdentifyResult result, string data) => new(
        "thresholds",
        "What a threshold finds, and whom it finds wrongly",
        $"{data}. Means over the lists.",
        PlotAxis.Cosine(0.2, 0.8),
        new PlotAxis("Share of searches", AxisScale.Linear, 0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1], Percent: true),
        [
            .. result.Sizes.Take(3).SelectMany(s => new[]
            {
                new PlotSeries($"TPIR, {RateText.Count(s.GallerySize)} listed", [.. s.Curve.Select(c => (c.Threshold, c.TruePositiveRate))]),
                new PlotSeries($"FPIR, {RateText.Count(s.GallerySize)} listed", [.. s.Curve.Select(c => (c.Threshold, c.FalsePositiveRate))]),
            }),
        ],
        [.. result.Sizes[^1].Targets.Where(t => t.Threshold is not null).Select(t => new PlotGuide($"FPIR {RateText.Target(t.FalsePositiveRate)}: {RateText.Cosine(t.Threshold!.Mean)}", t.Threshold!.Mean, Vertical: true))]);
}

/// <summary>What <c>evaluate identify</c> writes.</summary>
/// <param name="Seed">Of lists and intervals.</param>
/// <param name="People">People in the data.</param>
/// <param name="Pictures">Their pictures.</param>
/// <param name="Sizes">One for each size of list, ascending.</param>
public sealed record IdentifyResult(int Seed, int People, int Pictures, IReadOnlyList<IdentificationResult> Sizes);
