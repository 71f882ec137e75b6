using System.Globalization;
using Lfr.Inference.Models;
using Lfr.Inference.Pipeline;
using Lfr.Inference.Video;

namespace Lfr.Benchmarks.Comparisons;

/// <summary>What the collector has to do for a frame once everything is warm.</summary>
public static class AllocationsComparison
{
    /// <summary>The comparison.</summary>
    public static Comparison Create() => new("allocations", "Managed memory for each frame of the synthetic street when everybody on it is a stranger.", RunAsync);

    private static async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        using var film = await WalkFilm.DecodeAsync(bench, step: 1, cancellationToken);
        using var models = ModelSet.Open(bench.ModelsFolder);
        using var gallery = RandomList.Strangers(models, 1000);
        var policy = new MatchPolicy(0.54f, 3, 48, TimeSpan.FromSeconds(300));
        var counters = new FaceCounts();
        var context = new AnalysisContext(models, gallery, policy, new RepeatSuppression(policy.RepeatSuppression), counters, Guid.Empty, static _ => { });
        using var analyser = new CameraAnalyser(context, Guid.Empty, new FramePool());
        foreach (var frame in film.Frames)
            analyser.Analyse(frame);
        analyser.Forget();
        var compared = counters.Comparisons;
        var before = GC.GetAllocatedBytesForCurrentThread();

        // By index: an enumerator behind an interface would be 40 bytes of ours, not of the engine's.
        for (var i = 0; i < film.Frames.Count; i++)
            analyser.Analyse(film.Frames[i]);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return
        [
            new Row(
                "allocations per frame in the steady state",
                "none",
                string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)film.Frames.Count:0.##} bytes"),
                "–",
                string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes in {film.Frames.Count} frames"),
                "0",
                bytes == 0,
                string.Create(CultureInfo.InvariantCulture, $"the second time through the film, {counters.Comparisons - compared} faces compared, no alert; reading frames from a decoder is held to 0 bytes by a test")),
        ];
    }
}
