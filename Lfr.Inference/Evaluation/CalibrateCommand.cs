using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lfr.Inference.Evaluation.Reports;
using Lfr.Inference.Models;
using Lfr.Shared.Policy;

namespace Lfr.Inference.Evaluation;

/// <summary>The verb <c>evaluate calibrate</c>: measures the calibration that a model card carries and that the policy picks thresholds with.</summary>
internal static class CalibrateCommand
{
    private static readonly double[] TargetRates = [0.01, 0.001];

    private static readonly JsonSerializerOptions CardJson = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Builds it.</summary>
    public static Command Create()
    {
        var name = new Option<string>("--name") { Description = "What the photographs are, for people: it stands in the card. Numbers of people and pictures are added.", DefaultValueFactory = _ => "Own photographs" };
        var sizes = new Option<int[]>("--gallery-size")
        {
            Description = "Sizes of list for which thresholds are worked out.",
            DefaultValueFactory = _ => [100, 300, 1000, 3000],
            AllowMultipleArgumentsPerToken = true,
        };
        var target = new Option<FileInfo?>("--out") { Description = "File for the calibration: the value of 'calibration' in a model card." };
        var options = new StillOptions();
        var command = new Command(
            "calibrate",
            "Measure what a threshold means: cosine and false match rate over all comparisons of different people, as far down as their number supports and no further.")
        {
            name, sizes, target,
        };
        options.AddTo(command, (parsed, cancellationToken) =>
        {
            var doubtful = options.Doubtful(parsed);
            var people = options.People(parsed, cancellationToken);
            var impostors = ImpostorComparisons.Count(people, doubtful, cancellationToken);
            var card = CalibrationProtocol.Measure(people, impostors, parsed.GetValue(name)!);
            ListThreshold[] lists =
            [
                .. parsed.GetValue(sizes)!.Where(size => size > 0).Distinct().Order()
                    .SelectMany(size => TargetRates.Select(rate => ListThreshold.For(size, rate, impostors))),
            ];
            if (parsed.GetValue(target) is { } file)
                File.WriteAllText(file.FullName, JsonSerializer.Serialize(card, CardJson) + "\n");
            return (new CalibrateResult(card, lists), Page(card, lists, impostors, CalibrationProtocol.Genuine(people)));
        });
        return command;
    }

    private static ReportPage Page(CalibrationCard card, IReadOnlyList<ListThreshold> lists, ScoreHistogram impostors, IReadOnlyList<float[]> genuine)
    {
        var mated = genuine.Sum(g => g.Length);
        return new ReportPage(
            "What a threshold means for this embedder",
            [
                $"{card.MeasuredOn}. {RateText.Count(card.ImpostorComparisons)} comparisons of different people; {RateText.Count(mated)} of a person's first picture with up to {CalibrationProtocol.ProbesPerPerson} others, {RateText.Count(genuine.Count)} people.",
                $"The lowest false match rate that so many comparisons can show is {RateText.Of(CalibrationProtocol.LeastFalseMatches / (double)card.ImpostorComparisons)} (the rule of three). Nothing is claimed below it.",
            ],
            [
                new ReportSection(
                    "Calibration",
                    ["Threshold", "False match rate (95 % interval)", "Found (95 % interval)"],
                    [
                        .. card.Points.Select(p => (IReadOnlyList<string>)[
                            RateText.Cosine(p.Cosine),
                            RateText.Of(p.FalseMatchRate, p.FalseMatchInterval),
                            p.TruePositiveRate is { } found ? RateText.Of(found, p.TruePositiveInterval) : RateText.NotMeasurable]),
                    ],
                    "False match intervals are Clopper and Pearson's, comparisons as independent; the share found has intervals that resample people."),
                new ReportSection(
                    "Thresholds for a list of N people",
                    ["N", "Target FPIR", "Threshold", "Expected FPIR (95 % interval)"],
                    [.. lists.Select(Row)],
                    "Expected FPIR = 1 - (1 - FMR)^N, as if the N comparisons of one face were independent."),
                new ReportSection("False match rate", [], [], Plot: FalseMatches(card, impostors)),
                new ReportSection("Scores", [], [], Plot: Scores(card, impostors, genuine, mated)),
            ],
            [
                "A calibration holds for faces like the ones it was measured on. Low light, small faces and groups of people who look alike to the model move it.",
                "Comparisons that share a picture are not independent, and pictures with wrong names count as false matches unless --ignore leaves them out.",
                "The share found does not ask that nobody else on the list scores higher; at these thresholds that hardly happens.",
            ]);
    }

    private static IReadOnlyList<string> Row(ListThreshold list) => list.Cosine is { } cosine && list.FalsePositiveRate is { } rate
        ? [RateText.Count(list.GallerySize), RateText.Target(list.Target), RateText.Cosine(cosine), RateText.Of(rate, list.Interval)]
        : [RateText.Count(list.GallerySize), RateText.Target(list.Target), RateText.NotMeasurable, string.Empty];

    private static Plot FalseMatches(CalibrationCard card, ScoreHistogram impostors)
    {
        var least = CalibrationProtocol.LeastFalseMatches / (double)impostors.Count;
        var points = Enumerable.Range(0, 181).Select(i => i / 200d).Select(t => (X: t, Y: impostors.AtOrAbove(t) / (double)impostors.Count)).TakeWhile(p => p.Y >= least);
        return new Plot(
            "false-matches",
            "False match rate against the threshold",
            $"{card.MeasuredOn}; n = {RateText.Count(card.ImpostorComparisons)} comparisons of different people. The curve ends where fewer than {CalibrationProtocol.LeastFalseMatches} false matches stand behind a rate.",
            PlotAxis.Cosine(0, 0.9),
            PlotAxis.LogRate("False match rate", Math.Pow(10, Math.Floor(Math.Log10(least)))),
            [new PlotSeries("all comparisons", [.. points])],
            [new PlotGuide($"lowest measurable: {RateText.Of(least)}", least, Vertical: false)]);
    }

    private static Plot Scores(CalibrationCard card, ScoreHistogram impostors, IReadOnlyList<float[]> genuine, int mated)
    {
        const double low = -0.3, high = 1;
        const int bars = 65;
        var own = new ScoreHistogram();
        foreach (var scores in genuine)
            own.Add(scores);
        var strictest = card.Points[^1];
        return new Plot(
            "scores",
            "Scores of the same person and of different people",
            $"{card.MeasuredOn}; n = {RateText.Count(mated)} comparisons of the same person, {RateText.Count(card.ImpostorComparisons)} of different people. Each curve's shares add up to 100 %.",
            PlotAxis.Cosine(low, high),
            new PlotAxis("Share of comparisons per 0.02 of cosine", AxisScale.Linear, 0, 0.16, [0, 0.04, 0.08, 0.12, 0.16], Percent: true),
            [Series("same person", own), Series("different people", impostors)],
            [new PlotGuide($"FMR {RateText.Of(strictest.FalseMatchRate)}: {RateText.Cosine(strictest.Cosine)}", strictest.Cosine, Vertical: true)]);

        static PlotSeries Series(string name, ScoreHistogram scores) => new(
            name,
            scores.Count == 0 ? [] : [.. scores.Shares(low, high, bars).Select((share, i) => (low + ((i + 0.5) * (high - low) / bars), share))],
            Filled: true);
    }
}

/// <summary>What <c>evaluate calibrate</c> writes.</summary>
/// <param name="Calibration">As a model card takes it.</param>
/// <param name="Lists">Thresholds for sizes of list.</param>
public sealed record CalibrateResult(CalibrationCard Calibration, IReadOnlyList<ListThreshold> Lists);

/// <summary>The threshold that keeps a list of N people to a false positive identification rate.</summary>
/// <param name="GallerySize">N.</param>
/// <param name="Target">The rate wanted, 0–1.</param>
/// <param name="Cosine">Threshold; <see langword="null"/> where the comparisons are too few to tell.</param>
/// <param name="FalsePositiveRate">1 − (1 − FMR)^N at that threshold.</param>
/// <param name="Interval">The same of the ends of the false match rate's 95 % interval.</param>
public sealed record ListThreshold(int GallerySize, double Target, double? Cosine, double? FalsePositiveRate, RateInterval? Interval)
{
    internal static ListThreshold For(int gallerySize, double target, ScoreHistogram impostors)
    {
        var pairwise = 1 - Math.Pow(1 - target, 1.0 / gallerySize);
        var allowed = (long)((pairwise * impostors.Count) + 1e-6);
        var (cosine, accepted) = impostors.LowestThreshold(allowed);
        if (accepted < CalibrationProtocol.LeastFalseMatches)
            return new ListThreshold(gallerySize, target, null, null, null);
        var interval = BinomialInterval.Of(accepted, impostors.Count);
        return new ListThreshold(
            gallerySize, target, cosine, Any(accepted / (double)impostors.Count), new RateInterval(Any(interval.Low), Any(interval.High)));

        double Any(double rate) => 1 - Math.Pow(1 - rate, gallerySize);
    }
}
