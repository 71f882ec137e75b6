using System.Globalization;
using Lfr.Inference.Faces;
using Lfr.Inference.Galleries;
using Lfr.Inference.Models;
using Lfr.Inference.Pipeline;
using Lfr.Inference.Video;

namespace Lfr.Benchmarks.Comparisons;

/// <summary>What every step of the analysis buys: the same people walk by with one step left out at a time.</summary>
internal static class Steps
{
    private const int MatedWalks = 120;
    private const int OtherWalks = 240;

    private static readonly string[] NeverWalkBy = ["15", "16", "17", "18", "19", "20", "21", "22", "23", "24"];

    private static readonly (string Name, AnalysisSteps Steps)[] Variants =
    [
        ("everything", AnalysisSteps.Unhurried),
        ("every due frame embedded, no best shot", AnalysisSteps.Unhurried with { BestShot = false }),
        ("no gates", AnalysisSteps.Unhurried with { Gates = false }),
        ("no mean", AnalysisSteps.Unhurried with { Mean = false }),
        ("one frame alerts", AnalysisSteps.Unhurried with { SingleFrame = true }),
        ("one frame alerts, no mean, no gates, no best shot", AnalysisSteps.Unhurried with { SingleFrame = true, Mean = false, Gates = false, BestShot = false }),
        ("detector in every 2nd frame", AnalysisSteps.Live with { DetectEvery = 2 }),
        ("detector in every 3rd frame", AnalysisSteps.Live with { DetectEvery = 3 }),
    ];

    public static Comparison Comparison { get; } = new(
        "steps", "What best shot, gates, agreement, mean and tracking between detections buy: TPIR, false alerts, embeddings and processor time.", RunAsync);

    private static async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        using var models = ModelSet.Open(bench.ModelsFolder);
        var rows = new List<Row>();
        using (var film = await StreetFilm.OpenAsync(bench, cancellationToken))
        {
            foreach (var threshold in (float[])[0.54f, 0.47f])
            {
                rows.AddRange(Street(bench, models, film, "clean list", ["03", "05", "07", "09", "14", .. NeverWalkBy], threshold, cancellationToken));
                rows.AddRange(Street(bench, models, film, "look-alikes", ["04", "10", .. NeverWalkBy], threshold, cancellationToken));
            }
        }

        foreach (var threshold in Bench.Evaluation("lfw") is null ? [] : (float[])[0.54f, 0.47f])
            rows.AddRange(Photographs(bench, models, threshold, cancellationToken));
        return rows;
    }

    private static IEnumerable<Row> Street(
        Bench bench, ModelSet models, StreetFilm film, string list, string[] people, float threshold, CancellationToken cancellationToken)
    {
        var (gallery, names) = StreetFilm.Enrol(bench, models, people);
        using var loaded = gallery;
        var expected = film.WalkBy(48).Intersect(people, StringComparer.Ordinal).ToArray();
        var runs = Open(models, gallery, threshold, new FramePool());
        foreach (var run in runs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            run.Run(film.Frames);
            var right = new HashSet<string>(StringComparer.Ordinal);
            foreach (var alert in run.Alerts)
            {
                var box = new Detection(alert.Box.X, alert.Box.Y, alert.Box.Width, alert.Box.Height, 1);
                var person = film.Truth((int)alert.FrameNumber).MaxBy(t => t.Box.Overlap(box)).Person;
                if (names[alert.EntryId] == person)
                    right.Add(person);
                else
                    run.FalseAlerts++;
            }

            (run.Mated, run.Found) = (expected.Length, right.Count);
        }

        return Rows(bench, $"street, {list}", threshold, runs);
    }

    private static IEnumerable<Row> Photographs(Bench bench, ModelSet models, float threshold, CancellationToken cancellationToken)
    {
        using var enrolment = new PhotographEnrolment(models);
        var (gallery, names) = Enrolled.From(enrolment, WalkBys.Listed());
        using var loaded = gallery;
        var listed = names.Values.ToHashSet(StringComparer.Ordinal);
        var doubtful = WalkBys.Doubtful();
        var cast = WalkBys.Cast(models, MatedWalks, OtherWalks).Where(w => !w.IsListed || listed.Contains(w.Person)).ToArray();
        var pool = new FramePool();
        var runs = Open(models, gallery, threshold, pool);
        for (var first = 0; first < cast.Length; first += WalkBys.Together)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var group = cast[first..Math.Min(cast.Length, first + WalkBys.Together)];
            var film = WalkBys.Film(group, first, pool);
            for (var f = 0; f < film.Count; f++)
            {
                (film[f].Number, film[f].StreamTime) = ((first * 100) + f, TimeSpan.FromSeconds((first * 100) + (f * 0.08)));
                film[f].At = DateTimeOffset.UnixEpoch + film[f].StreamTime;
            }

            foreach (var run in runs)
            {
                run.Alerts.Clear();
                run.Run(film);
                Judge(run, group, names, doubtful);
            }

            film.ForEach(f => f.Dispose());
        }

        return Rows(bench, $"{cast.Length} walk-bys of photographs, list of {names.Count}", threshold, runs);
    }

    private static void Judge(StepRun run, Walker[] group, IReadOnlyDictionary<Guid, string> names, HashSet<(string A, string B)> doubtful)
    {
        var found = new bool[group.Length];
        foreach (var alert in run.Alerts)
        {
            var place = WalkBys.PlaceOf(alert.Box.X + (alert.Box.Width / 2), alert.Box.Y + (alert.Box.Height / 2));
            var named = names[alert.EntryId];
            if (place < group.Length && group[place].Person == named)
                found[place] = true;
            else if (place >= group.Length || !doubtful.Contains((group[place].Person, named)))
                run.FalseAlerts++;
        }

        run.Mated += group.Count(w => w.IsListed);
        run.Found += group.Where((w, i) => w.IsListed && found[i]).Count();
    }

    private static StepRun[] Open(ModelSet models, Gallery gallery, float threshold, FramePool pool) =>
        [.. Variants.Select(v => new StepRun(v.Name, v.Steps, models, gallery, threshold, pool))];

    private static List<Row> Rows(Bench bench, string material, float threshold, StepRun[] runs)
    {
        var rows = new List<Row>();
        var whole = runs[0];
        bench.Log.WriteLine($"{material} at {threshold}: {whole.Figures}");
        foreach (var run in runs.Skip(1))
        {
            bench.Log.WriteLine($"  {run.Name}: {run.Figures}");
            rows.Add(new Row(
                string.Create(CultureInfo.InvariantCulture, $"{material}, threshold {threshold:0.00}"),
                "the engine with " + run.Name,
                whole.Figures,
                run.Figures,
                string.Create(CultureInfo.InvariantCulture, $"{run.CostPerFrame / whole.CostPerFrame:0.00}× the processor time"),
                "–",
                null,
                string.Empty));
        }

        foreach (var run in runs)
            run.Dispose();
        return rows;
    }
}
