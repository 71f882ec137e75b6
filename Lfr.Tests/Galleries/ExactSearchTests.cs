using Lfr.Inference.Galleries.Internals;
using Lfr.Shared.Live;
using LoadedGallery = Lfr.Inference.Galleries.Gallery;
using SearchResult = Lfr.Inference.Galleries.SearchResult;

namespace Lfr.Tests.Galleries;

/// <summary>
/// A search gives what a plain loop over plain rows gives, to the bit: with every kernel, with one thread and with several, for a probe alone and for
/// many together.
/// </summary>
public class ExactSearchTests
{
    private Random _random = new(20260103);

    /// <summary>Other draws than those of an ordinary run.</summary>
    internal Random Draws { init => _random = value; }

    public static TheoryData<string, int> Ways
    {
        get
        {
            var ways = new TheoryData<string, int>();
            foreach (var kernel in DotKernel.All.Where(kernel => kernel.IsSupported))
            {
                ways.Add(kernel.Name, 1);
                ways.Add(kernel.Name, 2);
                ways.Add(kernel.Name, 4);
            }

            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Search_GivesWhatThePlainLoopGives_ForAnySizeAndDimension(string kernel, int threads)
    {
        foreach (var dimension in new[] { 1, 2, 7, 16, 17, 128 })
        {
            foreach (var size in new[] { 0, 1, 2, 15, 16, 17, 63, 64, 65, 127, 129, 511, 512, 513, 1300 })
                Compare(PlainSearch.Rows(_random, size, entries: Math.Max(1, size / 3), dimension), kernel, threads, together: [1, 3]);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void ProbesTogether_GiveWhatEachGivesAlone_ForAnyNumberOfThem(string kernel, int threads)
    {
        foreach (var dimension in new[] { 33, 512, 1500 })
            Compare(PlainSearch.Rows(_random, 70, entries: 50, dimension), kernel, threads, together: [0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 70]);
    }

    /// <summary>Few different numbers make many equal scores, in one panel and in several: the lowest row counts, and the runner-up is as good.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public void EqualScores_AreDecidedByTheLowestRow(string kernel, int threads)
    {
        for (var round = 0; round < 20; round++)
        {
            GalleryRow[] rows = [.. Enumerable.Range(0, 900).Select(i => PlainSearch.Row(_random.Next(1 + (40 * round)), Axis(6)))];
            Compare(rows, kernel, threads, together: [1, 6], probe: () => PlainSearch.Normalised(Axis(6)));
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void IdenticalRows_OfOneEntryAndOfMany_GiveTheFirst(string kernel, int threads)
    {
        var same = PlainSearch.Values(_random, 40);
        Compare([.. Enumerable.Range(0, 700).Select(_ => PlainSearch.Row(5, same))], kernel, threads, together: [1, 2]);
        Compare([.. Enumerable.Range(0, 700).Select(i => PlainSearch.Row(1000 - i, same))], kernel, threads, together: [1, 2]);
    }

    /// <summary>Rows that only fill up a panel, and those of withdrawn entries, would score 0: better than everybody here.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public void WhenEverybodyIsUnlike_NeitherAnEmptyNorAWithdrawnRowMatches(string kernel, int threads)
    {
        var all = PlainSearch.Row(0, PlainSearch.Values(_random, 60));
        GalleryRow[] rows = [.. Enumerable.Range(0, 600).Select(i => new GalleryRow(PlainSearch.Id(i % 200), Bytes(PlainSearch.Near(_random, all, 0.3f))))];
        using var gallery = LoadedGallery.Load(rows, Kernel(kernel), threads);
        float[] probe = [.. PlainSearch.Near(_random, all, 0.1f).Select(v => -v)];
        Assert.True(gallery.Search(probe).Score < -0.5f);
        Assert.Equal(PlainSearch.Of(rows, probe), gallery.Search(probe));

        var first = gallery.Search(probe).EntryId;
        gallery.Remove(first);

        Assert.Equal(PlainSearch.Of(rows, probe, without: first), gallery.Search(probe));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void ProbeWithANumberThatIsNone_MatchesNobody(string kernel, int threads)
    {
        using var gallery = LoadedGallery.Load(PlainSearch.Rows(_random, 100, 100, 16), Kernel(kernel), threads);
        var probe = PlainSearch.Values(_random, 16);
        probe[3] = float.NaN;
        Assert.Equal(new SearchResult(Guid.Empty, -1, -1), gallery.Search(probe));
    }

    /// <summary>The threads help one search; the others run beside it, and each gives its own result.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task SearchesBesideEachOther_GiveWhatEachGivesAlone(string kernel, int threads)
    {
        var rows = PlainSearch.Rows(_random, 2000, entries: 1500, dimension: 32);
        using var gallery = LoadedGallery.Load(rows, Kernel(kernel), threads);
        float[][] probes = [.. Enumerable.Range(0, 4).Select(i => PlainSearch.Near(_random, rows[i * 300], 0.9f))];

        await Task.WhenAll(probes.Select(probe => Task.Run(() =>
        {
            var expected = PlainSearch.Of(rows, probe);
            for (var i = 0; i < 200; i++)
                Assert.Equal(expected, gallery.Search(probe));
        })));
    }

    private static DotKernel Kernel(string name) => DotKernel.All.Single(kernel => kernel.Name == name);

    private static byte[] Bytes(float[] values) => PlainSearch.Row(0, values).Template;

    private static void Compare(GalleryRow[] rows, string kernel, int threads, int[] together, Func<float[]> probe)
    {
        using var gallery = LoadedGallery.Load(rows, Kernel(kernel), threads);
        foreach (var count in together)
        {
            float[][] probes = [.. Enumerable.Range(0, count).Select(_ => probe())];
            var found = new SearchResult[count];

            gallery.Search(probes.SelectMany(p => p).ToArray(), found);

            for (var i = 0; i < count; i++)
            {
                Assert.Equal(PlainSearch.Of(rows, probes[i]), found[i]);
                Assert.Equal(found[i], gallery.Search(probes[i]));
            }
        }
    }

    private void Compare(GalleryRow[] rows, string kernel, int threads, int[] together) => Compare(rows, kernel, threads, together, () =>
        rows.Length == 0 ? PlainSearch.Values(_random, 5) : PlainSearch.Near(_random, rows[_random.Next(rows.Length)], noise: 0.8f));

    /// <summary>A few ones, minus ones and zeros; never all zero.</summary>
    private float[] Axis(int dimension)
    {
        float[] values = [.. Enumerable.Range(0, dimension).Select(_ => (float)_random.Next(-1, 2))];
        values[0] = 1;
        return values;
    }
}
