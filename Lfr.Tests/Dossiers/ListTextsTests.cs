using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Dossiers;

/// <summary>What is remembered of a list between two looks at it, and what is read again.</summary>
public sealed class ListTextsTests : IAsyncLifetime
{
    private readonly SqliteConnection connection = new("Data Source=:memory:");
    private readonly ListTexts texts = new(new ListRows());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await connection.OpenAsync(Cancel);
        await using var db = Open();
        await db.Database.EnsureCreatedAsync(Cancel);
        db.Entries.AddRange(Given.Entry(1), Given.Entry(2), Given.Entry(3));
        await db.SaveChangesAsync(Cancel);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    [Fact]
    public async Task UnchangedList_IsNotReadAgain() => Assert.Same(await ReadAsync(), await ReadAsync());

    [Fact]
    public async Task OfAChangedList_OnlyWhatChanged_IsReadAgain()
    {
        var before = (await ReadAsync()).ToDictionary(t => t.Id);

        await ChangeAsync(2, e => e.Change(e.Details with { Necessity = "Something else altogether is written here now" }, e.Photograph!, Given.Compiler, Given.Start));
        var after = (await ReadAsync()).ToDictionary(t => t.Id);

        Assert.Same(before[Given.Id(301)], after[Given.Id(301)]);
        Assert.Same(before[Given.Id(303)], after[Given.Id(303)]);
        Assert.NotEqual(before[Given.Id(302)].Texts[2].Triples, after[Given.Id(302)].Texts[2].Triples);
    }

    [Fact]
    public async Task WhoeverIsTakenOff_OrComesIn_IsMissedAndFound()
    {
        await ReadAsync();

        await ChangeAsync(1, e => e.Remove("No longer wanted.", Given.Compiler, Given.Start));
        await using (var db = Open())
        {
            db.Entries.Add(Given.Entry(4));
            await db.SaveChangesAsync(Cancel);
        }

        Assert.Equal([Given.Id(302), Given.Id(303), Given.Id(304)], (await ReadAsync()).Select(t => t.Id).Order());
    }

    [Fact]
    public async Task WhatATransactionSaw_ThatWasNeverCommitted_IsNotRemembered()
    {
        await using (var db = Open())
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
            db.Entries.Add(Given.Entry(4));
            await db.SaveChangesAsync(Cancel);
            Assert.Equal(4, (await texts.ReadAsync(db, Given.DeploymentId, Cancel)).Count);
            await transaction.RollbackAsync(Cancel);
        }

        // As many entries and changes as the transaction saw, and another one.
        await using (var db = Open())
        {
            db.Entries.Add(Given.Entry(5));
            await db.SaveChangesAsync(Cancel);
        }

        Assert.Equal([Given.Id(301), Given.Id(302), Given.Id(303), Given.Id(305)], (await ReadAsync()).Select(t => t.Id).Order());
    }

    [Fact]
    public async Task EntriesFromBeforeTheirWordsWereHashed_AreComparedByWhatIsWritten()
    {
        await using (var db = Open())
            await db.Entries.Where(e => e.Reference == "R-0002").ExecuteUpdateAsync(set => set.SetProperty(e => e.WordHashes, (byte[]?)null), Cancel);

        var read = (await ReadAsync()).Single(t => t.Id == Given.Id(302));

        Assert.Equal(HashedWords.Of(Given.GoodDetails(2)).Select(t => t.Triples.Count), read.Texts.Select(t => t.Triples.Count));
    }

    private async Task<IReadOnlyList<OtherEntry>> ReadAsync()
    {
        await using var db = Open();
        return await texts.ReadAsync(db, Given.DeploymentId, Cancel);
    }

    private async Task ChangeAsync(int number, Func<WatchlistEntry, Outcome> change)
    {
        await using var db = Open();
        Assert.True(change(await db.Entries.SingleAsync(e => e.Id == Given.Id(300 + number), Cancel)).Succeeded);
        await db.SaveChangesAsync(Cancel);
    }

    private SqliteLfrDbContext Open() =>
        new(new DbContextOptionsBuilder<SqliteLfrDbContext>().UseSqlite(connection).AddInterceptors(new RevisionInterceptor()).Options);
}
