using System.Runtime.InteropServices;
using Lfr.Shared.Live;
using SearchResult = Lfr.Inference.Galleries.SearchResult;

namespace Lfr.Tests.Galleries;

/// <summary>What a search must give, to the bit, as a plain loop over plain rows; and rows and probes to search with.</summary>
internal static class PlainSearch
{
    public static SearchResult Of(IReadOnlyList<GalleryRow> rows, ReadOnlySpan<float> probe, Guid? without = null)
    {
        (Guid Id, float Score)? best = null;
        foreach (var row in rows)
        {
            if (row.EntryId != without && Score(row, probe) is var score && !(best?.Score >= score))
                best = (row.EntryId, score);
        }

        if (best is not { } found)
            return new SearchResult(Guid.Empty, -1, -1);
        var runnerUp = -1f;
        foreach (var row in rows)
        {
            if (row.EntryId != without && row.EntryId != found.Id)
                runnerUp = Math.Max(runnerUp, Score(row, probe));
        }

        return new SearchResult(found.Id, found.Score, runnerUp);
    }

    public static float Score(GalleryRow row, ReadOnlySpan<float> probe)
    {
        var template = GalleryDigest.AsFloats(row.Template);
        var sum = 0f;
        for (var i = 0; i < probe.Length; i++)
            sum = MathF.FusedMultiplyAdd(probe[i], template[i], sum);
        return Math.Clamp(sum, -1, 1);
    }

    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    public static GalleryRow Row(int entry, params float[] values) => new(Id(entry), MemoryMarshal.AsBytes<float>(Normalised(values)).ToArray());

    /// <summary>Rows of entries that are dealt out in turn: entry i has rows i, i + entries, …</summary>
    public static GalleryRow[] Rows(Random random, int count, int entries, int dimension) =>
        [.. Enumerable.Range(0, count).Select(i => Row(i % entries, Values(random, dimension)))];

    public static float[] Near(Random random, GalleryRow row, float noise)
    {
        var template = GalleryDigest.AsFloats(row.Template).ToArray();
        return Normalised([.. template.Zip(Normalised(Values(random, template.Length)), (a, b) => a + (noise * b))]);
    }

    public static float[] Normalised(float[] values)
    {
        var length = Math.Sqrt(values.Sum(v => (double)v * v));
        return [.. values.Select(v => (float)(v / length))];
    }

    public static float[] Values(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => (random.NextSingle() * 2) - 1)];
}
