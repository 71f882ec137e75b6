using System.Diagnostics;
using System.Globalization;
using Lfr.Inference.Models;
using Lfr.Inference.Pipeline;

namespace Lfr.Benchmarks.Comparisons;

/// <summary>What the pipeline costs beside its model runs: scaling, decoding boxes, tracking, cutting, warping, measuring, searching, deciding.</summary>
public static class OverheadComparison
{
    private const double Most = 0.10;
    private const int ListSize = 1000;

    /// <summary>The comparison.</summary>
    public static Comparison Create() => new("overhead", "Everything that is not a model run, beside bare runs of the same models.", RunAsync);

    private static async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        using var film = await WalkFilm.DecodeAsync(bench, step: 1, cancellationToken);
        using var models = ModelSet.Open(bench.ModelsFolder);
        using var gallery = RandomList.Strangers(models, ListSize);
        using var bare = new BareModels(bench.ModelsFolder);
        var policy = new MatchPolicy(0.54f, 3, 48, TimeSpan.FromSeconds(300));
        List<(string Role, int Width, int Height, long Runs)> done = [];

        List<double> shares = [], inside = [];

        double Ours()
        {
            var context = new AnalysisContext(models, gallery, policy, new RepeatSuppression(policy.RepeatSuppression), new FaceCounts(), Guid.Empty, static _ => { });
            using var analyser = new CameraAnalyser(context, Guid.Empty, new Inference.Video.FramePool());
            foreach (var warm in film.Frames.Take(10))
                analyser.Analyse(warm);
            analyser.Forget();
            var before = Runs(analyser);
            var modelsBefore = analyser.ModelTime;
            var start = Stopwatch.GetTimestamp();
            foreach (var frame in film.Frames)
                analyser.Analyse(frame);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            done = [.. Runs(analyser).Select(after => after with { Runs = after.Runs - before.FirstOrDefault(b => b with { Runs = 0 } == after with { Runs = 0 }).Runs })];
            inside.Add((analyser.ModelTime - modelsBefore).TotalSeconds);
            shares.Add((seconds / inside[^1]) - 1);
            return seconds;
        }

        double Bare() => done.Sum(d => bare.Run(d.Role, d.Width, d.Height, d.Runs));

        var outcome = SideBySide.Run(Ours, Bare, bench.Rounds);
        var overhead = SideBySide.Median(shares.Skip(1));
        return
        [
            new Row(
                "pipeline overhead, 720p walk video, 1 thread",
                "the model runs inside of it, on the same inputs",
                PerFrame(outcome.Ours),
                PerFrame(SideBySide.Median(inside.Skip(1))),
                string.Create(CultureInfo.InvariantCulture, $"{overhead:P1} ({shares.Skip(1).Min():P1}–{shares.Skip(1).Max():P1})"),
                "≤ 10 %",
                overhead <= Most,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{film.Frames.Count} frames, {ListSize:N0} strangers on the list; {Count(done, ModelRoles.Landmarks)} faces aligned, {Count(done, ModelRoles.Embedder)} embedded; as many runs of the models alone, one model after the other with nothing in the caches but it, took {PerFrame(outcome.Theirs)}: against that the pipeline takes {(1 / outcome.Ratio) - 1:P1} more")),
        ];

        string PerFrame(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds / film.Frames.Count * 1000:0.00} ms/frame");
    }

    private static List<(string Role, int Width, int Height, long Runs)> Runs(CameraAnalyser analyser) =>
    [
        .. analyser.ModelRuns.Detector.Select(d => (ModelRoles.Detector, d.Width, d.Height, d.Runs)),
        (ModelRoles.Landmarks, 64, 64, analyser.ModelRuns.Landmarks),
        (ModelRoles.Embedder, 112, 112, analyser.ModelRuns.Embedder),
    ];

    private static long Count(List<(string Role, int Width, int Height, long Runs)> done, string role) => done.Where(d => d.Role == role).Sum(d => d.Runs);
}
