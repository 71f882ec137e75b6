using System.Globalization;
using System.Numerics.Tensors;
using Lfr.Benchmarks.Peers;
using Lfr.Inference.Faces;
using Lfr.Inference.Models;
using Lfr.Inference.Video;
using OpenCvSharp;

namespace Lfr.Benchmarks.Comparisons;

/// <summary>Detect, align and embed every face of 720p frames, against OpenCV's DNN module with the same files.</summary>
public static class FramesComparison
{
    private const float MinimumScore = 0.7f;
    private const double Target = 2.0;

    /// <summary>The comparison.</summary>
    public static Comparison Create() => new("frames", "Detect, align and embed on the synthetic street, beside OpenCV's DNN module.", RunAsync);

    private static async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        using var film = await WalkFilm.DecodeAsync(bench, step: 5, cancellationToken);
        using var models = ModelSet.Open(bench.ModelsFolder);
        var agreement = Agreement(models, bench.ModelsFolder, film.Frames[film.Frames.Count / 2]);
        EngineChain[] ours = [.. Enumerable.Range(0, bench.Threads).Select(_ => new EngineChain(models))];
        OpenCvChain[] theirs = [.. Enumerable.Range(0, bench.Threads).Select(_ => new OpenCvChain(bench.ModelsFolder))];
        try
        {
            void Ours() => Split(film.Frames, bench.Threads, (i, frame) => ours[i].Analyse(frame, MinimumScore, null));

            // The peer may choose: all threads inside of each operation, or a frame for each thread.
            void Inside()
            {
                Cv2.SetNumThreads(bench.Threads);
                Split(film.Frames, 1, (_, frame) => theirs[0].Analyse(frame, MinimumScore, null));
            }

            void Beside()
            {
                Cv2.SetNumThreads(1);
                Split(film.Frames, bench.Threads, (i, frame) => theirs[i].Analyse(frame, MinimumScore, null));
            }

            var inside = SideBySide.Run(Ours, Inside, bench.Rounds);
            var beside = SideBySide.Run(Ours, Beside, bench.Rounds);
            var (best, how) = inside.Theirs < beside.Theirs ? (inside, "its threads inside of each operation") : (beside, "a frame for each thread");
            return
            [
                new Row(
                    $"detect + align + embed, 720p walk video, {bench.Threads} threads",
                    "the same ONNX files through OpenCV's DNN module",
                    Rate(film.Frames.Count / best.Ours),
                    Rate(film.Frames.Count / best.Theirs),
                    string.Create(CultureInfo.InvariantCulture, $"{best.Ratio:0.00}× ({best.LowestRatio:0.00}–{best.HighestRatio:0.00})"),
                    "≥ 2.0×",
                    best.Ratio >= Target,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"every fifth frame of the film, all faces from a score of 0.7; OpenCV {Cv2.GetVersionString()} was faster with {how}; {agreement}")),
            ];
        }
        finally
        {
            foreach (var chain in ours)
                chain.Dispose();
            foreach (var chain in theirs)
                chain.Dispose();
        }
    }

    private static void Split(IReadOnlyList<VideoFrame> frames, int threads, Action<int, VideoFrame> analyse)
    {
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(worker => new Thread(() =>
        {
            for (var i = worker; i < frames.Count; i += threads)
                analyse(worker, frames[i]);
        }))];
        foreach (var worker in workers)
            worker.Start();
        foreach (var worker in workers)
            worker.Join();
    }

    /// <summary>Both sides must have done the same work: the same faces, nearly the same templates.</summary>
    private static string Agreement(ModelSet models, string folder, VideoFrame frame)
    {
        using var ours = new EngineChain(models);
        using var theirs = new OpenCvChain(folder);
        var mine = new List<(Detection Face, float[] Template)>();
        var lowest = 1f;
        var faces = ours.Analyse(frame, MinimumScore, (face, template) => mine.Add((face, [.. template])));
        var found = theirs.Analyse(frame, MinimumScore, (face, template) =>
        {
            var same = mine.MaxBy(m => m.Face.Overlap(face));
            lowest = MathF.Min(lowest, TensorPrimitives.CosineSimilarity<float>(same.Template, template));
        });
        return found == faces && lowest > 0.95f
            ? string.Create(CultureInfo.InvariantCulture, $"both find the same {faces} faces in a frame, lowest cosine of their templates {lowest:0.000}")
            : throw new InvalidOperationException($"The two sides do not do the same work: {faces} and {found} faces, lowest cosine {lowest}.");
    }

    private static string Rate(double perSecond) => string.Create(CultureInfo.InvariantCulture, $"{perSecond:0.0} frames/s");
}
