using System.CommandLine;
using System.Globalization;
using Lfr.Inference.Evaluation.Reports;

namespace Lfr.Inference.Evaluation;

/// <summary>The verb <c>evaluate pairs</c>: are two photographs the same person?</summary>
internal static class PairsCommand
{
    private const double CosineLow = -0.3;
    private const double CosineHigh = 1;
    private const int Bars = 65;

    /// <summary>Builds it.</summary>
    public static Command Create()
    {
        var pairs = new Option<FileInfo>("--pairs") { Description = "List in the manner of Labeled Faces in the Wild: 'name,n1,n2,' or 'name1,n1,name2,n2' a line.", Required = true };
        var folds = new Option<int>("--folds") { Description = "Folds; each is judged with the threshold that is best for the others.", DefaultValueFactory = _ => 10 };
        var options = new StillOptions();
        var command = new Command("pairs", "Are two photographs the same person? Accuracy over folds, true accepts at false accept rates, with 95 % intervals.") { pairs, folds };
        options.AddTo(
            command,
            (parsed, cancellationToken) =>
            {
                var list = PicturePair.ReadList(StillOptions.Lines(parsed.GetValue(pairs)!));
                string[] names = [.. list.SelectMany(p => new[] { p.First, p.Second }).Distinct(StringComparer.Ordinal)];
                var templates = options.Embed(parsed, names, cancellationToken);
                var result = PairsProtocol.Evaluate(list, name => templates[name], parsed.GetValue(folds));
                return (result, Page(result, parsed.GetValue(folds)));
            },
            ignore: false);
        return command;
    }

    private static ReportPage Page(PairsResult result, int folds)
    {
        var sizes = $"{RateText.Count(result.SamePairs)} pairs of the same and {RateText.Count(result.DifferentPairs)} of different people";
        return new ReportPage(
            "Are two photographs the same person?",
            [
                $"{sizes}; {RateText.Count(result.PairsWithoutFace)} pairs have a picture without a face and count as refused.",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Accuracy {RateText.Of(result.Accuracy, result.AccuracyInterval)}, standard deviation {result.AccuracyDeviation * 100:0.00} % over {folds} folds, each judged with the threshold that is best for the others."),
            ],
            [
                new ReportSection(
                    "True accepts at false accept rates",
                    ["False accept rate", "95 % interval", "Threshold", "Accepted (95 % interval)"],
                    [
                        .. result.Rates.Select(r => (IReadOnlyList<string>)(r is { Threshold: { } threshold, TrueAcceptRate: { } accepted }
                            ? [RateText.Target(r.FalseAcceptRate), Interval(r), RateText.Cosine(threshold), RateText.Of(accepted, r.TrueAcceptInterval)]
                            : [RateText.Target(r.FalseAcceptRate), string.Empty, string.Empty, RateText.NotMeasurable])),
                    ],
                    "Intervals are Clopper and Pearson's with pairs as independent trials. A person may be in several pairs, so they are the least doubt there is."),
                new ReportSection("Error tradeoff", [], [], Plot: Tradeoff(result, sizes)),
                new ReportSection("Scores", [], [], Plot: Scores(result, sizes)),
            ],
            [
                "Pairs are half of the same person. On a street nearly nobody is listed: 'evaluate identify' shows what a list does there.",
                RateLimit(result),
                "A test set of known people says little about other cameras, light, ages and groups; 'evaluate groups' needs labels of your own.",
            ]);
    }

    private static string RateLimit(PairsResult result) =>
        $"With {RateText.Count(result.DifferentPairs)} pairs of different people, no false accept rate below {RateText.Of(CalibrationProtocol.LeastFalseMatches / (double)result.DifferentPairs)} can be told.";

    private static string Interval(AcceptRate rate) => rate.FalseAcceptInterval is { } interval
        ? $"{RateText.Of(interval.Low)} to {RateText.Of(interval.High)}"
        : string.Empty;

    private static Plot Tradeoff(PairsResult result, string sizes)
    {
        var least = CalibrationProtocol.LeastFalseMatches / (double)result.DifferentPairs;
        var points = new List<(double X, double Y)>();
        for (var cosine = 0.9; cosine >= -0.2; cosine -= 0.005)
        {
            var wrong = result.Different.AtOrAbove(cosine) / (double)result.DifferentPairs;
            var missed = 1 - (result.Same.AtOrAbove(cosine) / (double)result.SamePairs);
            if (wrong >= least && missed > 0)
                points.Add((wrong, missed));
        }

        return new Plot(
            "det",
            "Detection error tradeoff",
            $"{sizes}. The curve ends on the left where fewer than {CalibrationProtocol.LeastFalseMatches} false accepts stand behind a rate.",
            PlotAxis.DeviateRate("False accept rate (share of pairs of different people)"),
            PlotAxis.DeviateRate("False reject rate (share of same pairs)"),
            [new PlotSeries("all pairs", points)],
            [new PlotGuide("target 1 %", 0.01, Vertical: true)]);
    }

    private static Plot Scores(PairsResult result, string sizes) => new(
        "scores",
        "Scores of same and different people",
        $"{sizes}. Each curve's shares add up to 100 %.",
        PlotAxis.Cosine(CosineLow, CosineHigh),
        new PlotAxis("Share of pairs per 0.02 of cosine", AxisScale.Linear, 0, 0.16, [0, 0.04, 0.08, 0.12, 0.16], Percent: true),
        [Histogram("same person", result.Same), Histogram("different people", result.Different)],
        [.. result.Rates.Where(r => r is { FalseAcceptRate: 0.01, Threshold: not null }).Select(r => new PlotGuide($"1 % false accepts: {RateText.Cosine(r.Threshold!.Value)}", r.Threshold!.Value, Vertical: true))]);

    private static PlotSeries Histogram(string name, ScoreHistogram scores) => new(
        name,
        [.. scores.Shares(CosineLow, CosineHigh, Bars).Select((share, i) => (CosineLow + ((i + 0.5) * (CosineHigh - CosineLow) / Bars), share))],
        Filled: true);
}
