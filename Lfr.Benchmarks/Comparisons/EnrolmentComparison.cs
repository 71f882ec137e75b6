using System.Diagnostics;
using System.Globalization;
using Lfr.Inference.Faces;
using Lfr.Inference.Models;

namespace Lfr.Benchmarks.Comparisons;

/// <summary>A thousand photographs from file to template, against what decoding them and running the models alone takes.</summary>
public static class EnrolmentComparison
{
    private const int Photographs = 1000;
    private const double Target = 0.9;

    /// <summary>The comparison.</summary>
    public static Comparison Create() => new("enrolment", "1,000 photographs from file to template, beside bare decoding and model runs.", Run);

    private static Task<IReadOnlyList<Row>> Run(Bench bench, CancellationToken cancellationToken)
    {
        byte[][] people = [.. Directory.GetFiles(Path.Combine(bench.DemoFolder, "people"), "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        using var models = ModelSet.Open(bench.ModelsFolder);
        using var enrolment = new PhotographEnrolment(models);
        using var bare = new BareModels(bench.ModelsFolder);
        List<(string Role, int Width, int Height, long Runs)> done = [];
        var enrolled = 0;

        double Enrol(bool keepPicture)
        {
            var before = enrolment.ModelRuns.ToList();
            enrolled = 0;
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < Photographs; i++)
                enrolled += enrolment.Enrol(people[i % people.Length], keepPicture, cancellationToken) is EnrolmentOutcome.Enrolled ? 1 : 0;
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            done = [.. enrolment.ModelRuns.Select(after => after with { Runs = after.Runs - before.FirstOrDefault(b => b with { Runs = 0 } == after with { Runs = 0 }).Runs })];
            return seconds;
        }

        double Bare()
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < Photographs; i++)
                Picture.Decode(people[i % people.Length], PhotographEnrolment.WorkingSide).Dispose();
            return Stopwatch.GetElapsedTime(start).TotalSeconds + done.Sum(d => bare.Run(d.Role, d.Width, d.Height, d.Runs));
        }

        var template = SideBySide.Run(() => Enrol(keepPicture: false), Bare, Math.Min(bench.Rounds, 3));
        var whole = Enrol(keepPicture: true);
        var note = $"the synthetic people's {people.Length} pictures in turn; {enrolled} enrolled";
        IReadOnlyList<Row> rows =
        [
            new Row(
                "enrolment of 1,000 photographs, file to template, 1 thread",
                "bare decoding and model runs, as many",
                Rate(template.Ours),
                Rate(template.Theirs),
                string.Create(CultureInfo.InvariantCulture, $"{template.Ratio:P0} ({template.LowestRatio:P0}–{template.HighestRatio:P0})"),
                "≥ 90 %",
                template.Ratio >= Target,
                string.Create(CultureInfo.InvariantCulture, $"{note}; with the clean JPEG that is kept, {Rate(whole)}")),
        ];
        return Task.FromResult(rows);
    }

    private static string Rate(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{Photographs / seconds:0.0} photographs/s");
}
