using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Dossiers;

/// <summary>Has the database say what <see cref="ListFacts.Of"/> would, by the columns beside the entries. For pages only: whoever decides reads the entries.</summary>
public static class ListFactsReader
{
    /// <summary>The facts of the list of a deployment.</summary>
    public static async Task<ListFacts> ReadAsync(LfrDbContext db, Guid deploymentId, ListQuestions asked, CancellationToken cancellationToken)
    {
        var all = db.Entries.AsNoTracking().Where(e => e.DeploymentId == deploymentId);
        var counts = await all.GroupBy(e => e.State).Select(g => new { State = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.State, g => g.Count, cancellationToken);
        if (counts.Count == 0)
            return ListFacts.None;
        var living = all.Where(e => e.State == EntryState.Proposed || e.State == EntryState.Returned || e.State == EntryState.Approved);
        var approved = all.Where(e => e.State == EntryState.Approved);
        var compilers = await db.EntryHands.Where(h => h.DeploymentId == deploymentId && h.Part == EntryPart.Compiled).Select(h => h.UserId).Distinct().ToListAsync(cancellationToken);
        return new ListFacts
        {
            Proposed = counts.GetValueOrDefault(EntryState.Proposed),
            Returned = counts.GetValueOrDefault(EntryState.Returned),
            Approved = counts.GetValueOrDefault(EntryState.Approved),
            Withdrawn = asked.Seal is { } seal && counts.ContainsKey(EntryState.Suspended) ? await WithdrawnAsync(all, seal, cancellationToken) : 0,
            Hands = compilers.ToHashSet(),
            NotSignedOff = await NamedAsync(living.Where(e => e.State != EntryState.Approved), cancellationToken),
            Uncovered = await NamedAsync(approved.Where(e => db.EntryHands.Count(h => h.EntryId == e.Id && h.Part == EntryPart.Approved && !compilers.Contains(h.UserId)) < (e.ListedAsChild ? 2 : 1)), cancellationToken),
            OutsideTheCriteria = await NamedAsync(living.Where(e => !asked.Categories.Contains(e.Category)), cancellationToken),
            CheckedAhead = await NamedAsync(approved.Where(e => e.StatusVerifiedAt > asked.Now), cancellationToken),
            CheckedTooLongAgo = asked.Earliest is { } earliest ? await NamedAsync(Unconfirmed(approved.Where(e => e.StatusVerifiedAt < earliest), asked), cancellationToken) : NamedEntries.None,
            OfAnotherModel = await NamedAsync(approved.Where(e => e.EmbedderHash != asked.Embedder), cancellationToken),
        };
    }

    /// <summary>Suspended entries are few: of each only its suspensions are read.</summary>
    private static async Task<int> WithdrawnAsync(IQueryable<WatchlistEntry> all, WatchlistSeal seal, CancellationToken cancellationToken)
    {
        var suspended = await all.Where(e => e.State == EntryState.Suspended).Select(e => e.Suspensions).ToListAsync(cancellationToken);
        return suspended.Count(s => s[^1].Galleries.Contains(seal.GalleryHash, StringComparer.Ordinal));
    }

    private static IQueryable<WatchlistEntry> Unconfirmed(IQueryable<WatchlistEntry> entries, ListQuestions asked)
    {
        Guid[] confirmed = [.. asked.Confirmed];
        // As one parameter, however many there are: SQL Server takes no more than 2,100.
        return confirmed.Length == 0 ? entries : entries.Where(e => !EF.Parameter(confirmed).Contains(e.Id));
    }

    private static async Task<NamedEntries> NamedAsync(IQueryable<WatchlistEntry> entries, CancellationToken cancellationToken)
    {
        var count = await entries.CountAsync(cancellationToken);
        return count == 0
            ? NamedEntries.None
            : new NamedEntries(count, await entries.OrderBy(e => e.Reference).Select(e => e.Reference).Take(Words.MostNamed).ToListAsync(cancellationToken));
    }
}
