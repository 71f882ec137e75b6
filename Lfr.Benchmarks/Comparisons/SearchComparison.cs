using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Lfr.Inference.Galleries;
using Lfr.Shared.Live;

namespace Lfr.Benchmarks.Comparisons;

/// <summary>The exact search beside FAISS <c>IndexFlatIP</c>, and beside the speed at which this machine reads memory.</summary>
public static class SearchComparison
{
    private const int Dimension = 512;
    private const int Most = 100_000;
    private const int Together = 32;

    /// <summary>Its entry in the list.</summary>
    public static Comparison Create() => new("search", "exact search of the gallery beside FAISS and beside the memory.", (bench, _) => Task.FromResult(Run(bench)));

    private static IReadOnlyList<Row> Run(Bench bench)
    {
        var folder = Directory.CreateTempSubdirectory("lfr-search-");
        try
        {
            var random = new Random(20260104);
            var matrix = Unit(random, Most);
            var probes = Probes(random, matrix);
            var files = (Matrix: Path.Combine(folder.FullName, "matrix"), Probes: Path.Combine(folder.FullName, "probes"));
            File.WriteAllBytes(files.Matrix, MemoryMarshal.AsBytes<float>(matrix));
            File.WriteAllBytes(files.Probes, MemoryMarshal.AsBytes<float>(probes));
            var rows = new List<Row>();
            foreach (var threads in new[] { bench.Threads, 1 }.Distinct())
            {
                var (peer, problem) = SearchPeer.Start(files.Matrix, files.Probes, Dimension, threads);
                using (peer)
                {
                    rows.Add(BesideFaiss(bench, peer, problem, matrix, probes, 10_000, 1, threads, 1));
                    rows.Add(BesideFaiss(bench, peer, problem, matrix, probes, Most, 1, threads, 1));
                    rows.Add(BesideFaiss(bench, peer, problem, matrix, probes, Most, Together, threads, 0.9));
                }

                rows.Add(BesideMemory(bench, matrix, probes, threads));
            }

            return rows;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Row BesideFaiss(
        Bench bench, SearchPeer? peer, string problem, float[] matrix, float[] probes, int size, int together, int threads, double target)
    {
        using var gallery = Load(matrix, size, threads);
        var some = probes.AsMemory(0, together * Dimension);
        var what = string.Create(
            CultureInfo.InvariantCulture, $"exact search, {(together == 1 ? "1 probe" : $"{together} probes together")}, {size / 1000:0} k × {Dimension}, {Threads(threads)}");
        var must = string.Create(CultureInfo.InvariantCulture, $"≥ {target:0.0}×");
        var repeats = Repeats(size, together);
        if (peer is null)
        {
            var alone = SideBySide.Median(Enumerable.Range(0, bench.Rounds).Select(_ => Seconds(gallery, some, repeats)));
            return new Row(what, "FAISS IndexFlatIP", Milliseconds(alone), "–", "–", must, null, problem);
        }

        var agree = Agree(gallery, peer, probes, size);
        var setting = peer.Tune(size, together);
        var outcome = SideBySide.Run(() => Seconds(gallery, some, repeats), () => peer.Time(size, together, repeats), bench.Rounds);
        // Beating the reference BLAS would prove nothing about many probes.
        var isPeer = !peer.Name.Contains("reference", StringComparison.Ordinal);
        return new Row(
            what,
            "FAISS IndexFlatIP",
            Milliseconds(outcome.Ours),
            Milliseconds(outcome.Theirs),
            string.Create(CultureInfo.InvariantCulture, $"{outcome.Ratio:0.00}×"),
            must,
            isPeer ? agree && outcome.Ratio >= target : null,
            string.Create(
                CultureInfo.InvariantCulture,
                $"rounds from {outcome.LowestRatio:0.00}× to {outcome.HighestRatio:0.00}×; {peer.Name}, its fastest setting here: {setting}; it gives the best row, we also the best of another entry; kernel {gallery.Kernel}; {(agree ? "both find the same row for all probes" : "THE TWO DO NOT FIND THE SAME ROWS")}."));
    }

    private static Row BesideMemory(Bench bench, float[] matrix, float[] probes, int threads)
    {
        const long bytes = (long)Most * Dimension * sizeof(float);
        using var gallery = Load(matrix, Most, threads);
        using var memory = new ReadBandwidth(bytes, threads);
        var probe = probes.AsMemory(0, Dimension);
        var repeats = Repeats(Most, 1);
        var outcome = SideBySide.Run(() => Seconds(gallery, probe, repeats), () => memory.Seconds(repeats), bench.Rounds);
        return new Row(
            string.Create(CultureInfo.InvariantCulture, $"exact search, 1 probe, {Most / 1000} k × {Dimension}, bytes a second, {Threads(threads)}"),
            "reading as much memory and nothing else",
            Gigabytes(bytes / outcome.Ours),
            Gigabytes(bytes / outcome.Theirs),
            string.Create(CultureInfo.InvariantCulture, $"{100 * outcome.Ratio:0} %"),
            "≥ 80 %",
            outcome.Ratio >= 0.8,
            string.Create(
                CultureInfo.InvariantCulture,
                $"rounds from {100 * outcome.LowestRatio:0} % to {100 * outcome.HighestRatio:0} %; {bytes >> 20} MiB added up over and over with vectors, in one stream a thread or two, whichever is faster, no thread waiting for another between readings; a search wakes its threads and waits for them each time."));
    }

    /// <summary>Seconds of one search, its threads awake or not as they are.</summary>
    private static double Seconds(Gallery gallery, ReadOnlyMemory<float> probes, int repeats)
    {
        Span<SearchResult> results = stackalloc SearchResult[probes.Length / Dimension];
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < repeats; i++)
            gallery.Search(probes.Span, results);
        return Stopwatch.GetElapsedTime(start).TotalSeconds / repeats;
    }

    private static bool Agree(Gallery gallery, SearchPeer peer, float[] probes, int size)
    {
        var ours = new SearchResult[Together];
        gallery.Search(probes, ours);
        return ours.Select(result => result.EntryId).SequenceEqual(peer.Best(size, Together).Select(Id));
    }

    private static Gallery Load(float[] matrix, int size, int threads)
    {
        var rows = new GalleryRow[size];
        for (var i = 0; i < size; i++)
            rows[i] = new GalleryRow(Id(i), MemoryMarshal.AsBytes(matrix.AsSpan(i * Dimension, Dimension)).ToArray());
        return Gallery.Load(rows, threads);
    }

    /// <summary>Enough for a quarter of a second or so.</summary>
    private static int Repeats(int size, int together) => Math.Max(5, 5_000_000 / size / (together == 1 ? 1 : 4));

    private static Guid Id(int row) => new(row, 0, 0, new byte[8]);

    private static string Threads(int threads) => threads == 1 ? "1 thread" : $"{threads} threads";

    private static string Milliseconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{1000 * seconds:0.000} ms");

    private static string Gigabytes(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB/s");

    private static float[] Unit(Random random, int rows)
    {
        var values = new float[rows * Dimension];
        for (var i = 0; i < values.Length; i++)
            values[i] = (random.NextSingle() + random.NextSingle() + random.NextSingle() - 1.5f) * 2;
        for (var row = 0; row < rows; row++)
            Normalise(values.AsSpan(row * Dimension, Dimension));
        return values;
    }

    /// <summary>Half of them somebody's in the first tenth of the list, with noise; half of them nobody's.</summary>
    private static float[] Probes(Random random, float[] matrix)
    {
        var probes = Unit(random, Together);
        for (var i = 0; i < Together; i += 2)
        {
            var somebody = matrix.AsSpan(random.Next(Most / 10) * Dimension, Dimension);
            var probe = probes.AsSpan(i * Dimension, Dimension);
            for (var k = 0; k < Dimension; k++)
                probe[k] = somebody[k] + (0.8f * probe[k]);
            Normalise(probe);
        }

        return probes;
    }

    private static void Normalise(Span<float> values)
    {
        var length = MathF.Sqrt(System.Numerics.Tensors.TensorPrimitives.SumOfSquares<float>(values));
        System.Numerics.Tensors.TensorPrimitives.Divide(values, length, values);
    }
}
