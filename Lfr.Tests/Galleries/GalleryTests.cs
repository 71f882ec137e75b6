using System.Runtime.InteropServices;
using Lfr.Inference.Galleries.Internals;
using Lfr.Shared.Live;
using static Lfr.Tests.Galleries.PlainSearch;
using LoadedGallery = Lfr.Inference.Galleries.Gallery;
using SearchResult = Lfr.Inference.Galleries.SearchResult;

namespace Lfr.Tests.Galleries;

public class GalleryTests
{
    private const int Dimension = 512;
    private readonly Random _random = new(20260101);

    [Fact]
    public void TwoPhotographsOfOneEntry_AreNotEachOthersRunnerUp()
    {
        var person = Row(Id(1));
        var same = new GalleryRow(Id(1), MemoryMarshal.AsBytes<float>(Near(person, 0.1f)).ToArray());
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
        Assert.Equal(new SearchResult(Guid.Empty, -1, -1), gallery.Search(Near(Row(Id(1)), 0)));
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
    public void DisposedGallery_IsNotSearched()
    {
        var gallery = LoadedGallery.Load([Row(Id(1))]);
        gallery.Dispose();

        Assert.Throws<ObjectDisposedException>(() => gallery.Search(Near(Row(Id(1)), 0)));
        Assert.Throws<ObjectDisposedException>(() => gallery.Remove(Id(1)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task SearchesUnderWay_AreSafe_WhenEntriesAreWithdrawnAndTheGalleryGoes(int threads)
    {
        var rows = Rows(600, entries: 600);
        var gallery = LoadedGallery.Load(rows, DotKernel.Choose(), threads);
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

    /// <summary>A template that is being cleared would give a score that is nobody's.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task SearchUnderWay_FindsAnEntryThatIsBeingWithdrawnWholeOrNotAtAll(int threads)
    {
        var rows = Rows(300, entries: 300);
        var target = rows[70];
        var probe = Near(target, 0.1f);
        var (with, without) = (PlainSearch.Of(rows, probe), PlainSearch.Of(rows, probe, without: target.EntryId));
        Assert.Equal(target.EntryId, with.EntryId);
        for (var round = 0; round < 100; round++)
        {
            using var gallery = LoadedGallery.Load(rows, DotKernel.Choose(), threads);
            using var started = new ManualResetEventSlim();
            var searches = Task.Run(() =>
            {
                var found = new HashSet<SearchResult>();
                do
                {
                    found.Add(gallery.Search(probe));
                    started.Set();
                }
                while (!found.Contains(without));
                return found;
            });
            started.Wait(TestContext.Current.CancellationToken);

            gallery.Remove(target.EntryId);

            Assert.Equal(without, gallery.Search(probe));
            Assert.Equal([with, without], (await searches).OrderByDescending(result => result.Score));
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(11, 1)]
    [InlineData(11, 2)]
    public void Search_AllocatesNothing(int together, int threads)
    {
        var rows = Rows(1000, entries: 100);
        using var gallery = LoadedGallery.Load(rows, DotKernel.Choose(), threads);
        float[] probes = [.. Enumerable.Range(0, together).SelectMany(i => Near(rows[i], 0.1f))];
        var results = new SearchResult[together];
        gallery.Search(probes, results);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            gallery.Search(probes, results);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void SeveralThreads_AreUsedOnlyWhereTheListIsLongEnoughToPay()
    {
        var rows = PlainSearch.Rows(_random, count: 1024, entries: 1024, dimension: 4096);
        using var shortList = LoadedGallery.Load(rows[1..], threads: 3);
        using var longList = LoadedGallery.Load(rows, threads: 3);
        using var without = LoadedGallery.Load(rows);
        Assert.Equal((1, 3, 1), (shortList.Threads, longList.Threads, without.Threads));
    }

    [Fact]
    public void Template_NotOfLengthOne_IsRefused() =>
        Assert.Throws<ArgumentException>(() => LoadedGallery.Load([new GalleryRow(Id(1), MemoryMarshal.AsBytes<float>(Enumerable.Repeat(0.1f, Dimension).ToArray()).ToArray())]));

    [Fact]
    public void Template_ThatIsNotANumber_IsRefused() =>
        Assert.Throws<ArgumentException>(() => LoadedGallery.Load([new GalleryRow(Id(1), MemoryMarshal.AsBytes<float>(Enumerable.Repeat(float.NaN, Dimension).ToArray()).ToArray())]));

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

    private GalleryRow Row(Guid id) => new(id, PlainSearch.Row(0, PlainSearch.Values(_random, Dimension)).Template);

    private float[] Near(GalleryRow row, float noise) => PlainSearch.Near(_random, row, noise);

    private GalleryRow[] Rows(int count, int entries) => PlainSearch.Rows(_random, count, entries, Dimension);
}
