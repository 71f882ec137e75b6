using System.Runtime.InteropServices;
using Lfr.Inference.Galleries.Internals;
using Lfr.Shared.Live;
using LoadedGallery = Lfr.Inference.Galleries.Gallery;

namespace Lfr.Tests.Galleries;

public class GalleryTests
{
    private const int Dimension = 512;
    private readonly Random _random = new(20260101);

    public static TheoryData<string> Kernels => [.. DotKernel.All.Where(kernel => kernel.IsSupported).Select(kernel => kernel.Name)];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Search_FindsTheBestEntry_AndTheBestOther_AsAPlainLoopDoes(string kernel)
    {
        foreach (var size in new[] { 1, 2, 3, 5, 64, 511, 512, 513, 1300 })
        {
            var rows = Rows(size, entries: Math.Max(1, size / 3));
            using var gallery = LoadedGallery.Load(rows, Kernel(kernel));
            for (var i = 0; i < 5; i++)
            {
                var probe = Near(rows[_random.Next(size)], noise: 0.8f);

                var found = gallery.Search(probe);

                var byEntry = rows.GroupBy(r => r.EntryId).Select(g => (Id: g.Key, Score: g.Max(r => Cosine(r, probe)))).OrderByDescending(e => e.Score).ToArray();
                Assert.Equal(byEntry[0].Id, found.EntryId);
                Assert.Equal(byEntry[0].Score, found.Score, 1e-4f);
                Assert.Equal(byEntry.Length > 1 ? byEntry[1].Score : -1, found.RunnerUpScore, 1e-4f);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public unsafe void Kernel_AgreesWithTheScalarOracle_ForAnyLengthAndCount(string kernel)
    {
        foreach (var length in new[] { 16, 32, 48, 128, 192, 512, 1024 })
        {
            foreach (var count in new[] { 0, 1, 2, 3, 4, 5, 7, 8, 33 })
            {
                using var block = new TemplateBlock(count, length);
                var probe = Values(length);
                for (var row = 0; row < count; row++)
                    Values(length).CopyTo(block.Row(row));
                var expected = new float[(4 * count) + 1];
                var actual = new float[(4 * count) + 1];

                fixed (float* p = probe, e = expected, a = actual)
                {
                    Kernel("scalar").Run(p, block.Start, count, length, e);
                    Kernel(kernel).Run(p, block.Start, count, length, a);
                }

                for (var row = 0; row < count; row++)
                    Assert.Equal(expected[row], actual[row], 1e-3f);
                Assert.Equal(0, actual[count]);

                var four = Values(4 * length);
                fixed (float* p = four, e = expected, a = actual)
                {
                    for (var i = 0; i < 4; i++)
                        Kernel("scalar").Run(p + (i * length), block.Start, count, length, e + (i * count));
                    Kernel(kernel).RunFour(p, block.Start, count, length, a);
                }

                for (var i = 0; i < 4 * count; i++)
                    Assert.Equal(expected[i], actual[i], 1e-3f);
                Assert.Equal(0, actual[4 * count]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void ProbesSearchedTogether_GiveWhatEachGivesAlone(string kernel)
    {
        var rows = Rows(700, entries: 500);
        using var gallery = LoadedGallery.Load(rows, Kernel(kernel));
        foreach (var count in new[] { 0, 1, 2, 3, 4, 5, 8, 11 })
        {
            float[][] probes = [.. Enumerable.Range(0, count).Select(_ => Near(rows[_random.Next(rows.Length)], 0.7f))];
            var together = new Lfr.Inference.Galleries.SearchResult[count];

            gallery.Search(probes.SelectMany(p => p).ToArray(), together);

            for (var i = 0; i < count; i++)
            {
                var alone = gallery.Search(probes[i]);
                Assert.Equal(alone.EntryId, together[i].EntryId);
                Assert.Equal(alone.Score, together[i].Score, 1e-5f);
                Assert.Equal(alone.RunnerUpScore, together[i].RunnerUpScore, 1e-5f);
            }
        }
    }

    [Fact]
    public void TwoPhotographsOfOneEntry_AreNotEachOthersRunnerUp()
    {
        var person = Row(Id(1));
        var same = new GalleryRow(Id(1), Bytes(Near(person, 0.1f)));
        var other = Row(Id(2));
        using var gallery = LoadedGallery.Load([person, other, same]);

        var found = gallery.Search(Near(person, 0.05f));

        Assert.Equal(Id(1), found.EntryId);
        Assert.True(found.RunnerUpScore < 0.3f);
    }

    [Fact]
    public void EmptyGallery_MatchesNobody()
    {
        using var gallery = LoadedGallery.Load([]);

        Assert.Equal(0, gallery.Count);
        Assert.Equal((Guid.Empty, -1f, -1f), Parts(gallery.Search(Near(Row(Id(1)), 0))));
    }

    [Fact]
    public void WithdrawnEntry_CannotBeFoundAnyMore()
    {
        var rows = new[] { Row(Id(1)), Row(Id(2)), Row(Id(1)) };
        using var gallery = LoadedGallery.Load(rows);
        var probe = Near(rows[0], 0.01f);
        Assert.Equal(Id(1), gallery.Search(probe).EntryId);

        Assert.True(gallery.Remove(Id(1)));

        Assert.Equal(1, gallery.Count);
        var found = gallery.Search(probe);
        Assert.Equal(Id(2), found.EntryId);
        Assert.Equal(-1, found.RunnerUpScore);
        Assert.False(gallery.Remove(Id(1)));
        Assert.False(gallery.Remove(Id(9)));
    }

    [Fact]
    public void LastEntryWithdrawn_LeavesNobody()
    {
        using var gallery = LoadedGallery.Load([Row(Id(1))]);
        gallery.Remove(Id(1));
        Assert.Equal(Guid.Empty, gallery.Search(Near(Row(Id(3)), 0)).EntryId);
    }

    [Fact]
    public void WithdrawnRow_IsZeroInMemory()
    {
        using var block = new TemplateBlock(2, 16);
        block.Row(0).Fill(1);
        block.Row(1).Fill(2);
        block.Row(0).Clear();
        Assert.All(block.Row(0).ToArray(), value => Assert.Equal(0, value));
        Assert.All(block.Row(1).ToArray(), value => Assert.Equal(2, value));
    }

    [Fact]
    public void DisposedGallery_IsNotSearched()
    {
        var gallery = LoadedGallery.Load([Row(Id(1))]);
        gallery.Dispose();

        Assert.Throws<ObjectDisposedException>(() => gallery.Search(Near(Row(Id(1)), 0)));
        Assert.Throws<ObjectDisposedException>(() => gallery.Remove(Id(1)));
    }

    [Fact]
    public async Task SearchesUnderWay_AreSafe_WhenEntriesAreWithdrawnAndTheGalleryGoes()
    {
        var rows = Rows(600, entries: 600);
        var gallery = LoadedGallery.Load(rows);
        var probe = Near(rows[0], 0.1f);
        using var started = new CountdownEvent(2);
        var searches = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            started.Signal();
            try
            {
                while (true)
                    gallery.Search(probe);
            }
            catch (ObjectDisposedException)
            {
                return true;
            }
        })).ToArray();
        started.Wait(TestContext.Current.CancellationToken);

        foreach (var row in rows.Take(500))
            gallery.Remove(row.EntryId);
        gallery.Dispose();

        Assert.All(await Task.WhenAll(searches), Assert.True);
    }

    [Fact]
    public void Search_AllocatesNothing()
    {
        var rows = Rows(100, entries: 100);
        using var gallery = LoadedGallery.Load(rows);
        var probe = Near(rows[3], 0.1f);
        gallery.Search(probe);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            gallery.Search(probe);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Template_NotOfLengthOne_IsRefused() =>
        Assert.Throws<ArgumentException>(() => LoadedGallery.Load([new GalleryRow(Id(1), Bytes(Enumerable.Repeat(0.1f, Dimension).ToArray()))]));

    [Fact]
    public void Template_ThatIsNotANumber_IsRefused() =>
        Assert.Throws<ArgumentException>(() => LoadedGallery.Load([new GalleryRow(Id(1), Bytes(Enumerable.Repeat(float.NaN, Dimension).ToArray()))]));

    [Fact]
    public void Template_OfAnotherDimension_IsRefused() =>
        Assert.Throws<ArgumentException>(() => LoadedGallery.Load([Row(Id(1)), new GalleryRow(Id(2), [.. Row(Id(2)).Template.Take(Dimension * 2)])]));

    [Fact]
    public void Template_WithoutNumbers_IsRefused() => Assert.Throws<ArgumentException>(() => LoadedGallery.Load([new GalleryRow(Id(1), [])]));

    [Fact]
    public void Probe_OfAnotherDimension_IsRefused()
    {
        using var gallery = LoadedGallery.Load([Row(Id(1))]);
        Assert.Throws<ArgumentException>(() => gallery.Search(new float[128]));
    }

    private static DotKernel Kernel(string name) => DotKernel.All.Single(kernel => kernel.Name == name);

    private static (Guid Id, float Score, float RunnerUp) Parts(Lfr.Inference.Galleries.SearchResult r) => (r.EntryId, r.Score, r.RunnerUpScore);

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    private static byte[] Bytes(float[] values) => MemoryMarshal.AsBytes<float>(values).ToArray();

    private static float Cosine(GalleryRow row, float[] probe)
    {
        double sum = 0;
        var template = GalleryDigest.AsFloats(row.Template);
        for (var i = 0; i < probe.Length; i++)
            sum += (double)template[i] * probe[i];
        return (float)sum;
    }

    private static float[] Normalised(float[] values)
    {
        var length = MathF.Sqrt(values.Sum(v => v * v));
        return [.. values.Select(v => v / length)];
    }

    private GalleryRow[] Rows(int count, int entries) => [.. Enumerable.Range(0, count).Select(i => Row(Id(i % entries)))];

    private GalleryRow Row(Guid id) => new(id, Bytes(Normalised(Values(Dimension))));

    private float[] Near(GalleryRow row, float noise)
    {
        var template = GalleryDigest.AsFloats(row.Template).ToArray();
        return Normalised([.. template.Zip(Normalised(Values(Dimension)), (a, b) => a + (noise * b))]);
    }

    private float[] Values(int length) => [.. Enumerable.Range(0, length).Select(_ => (_random.NextSingle() * 2) - 1)];
}
