using System.Collections.Concurrent;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Dossiers;

/// <summary>An entry of a list that still counts, as far as caches need to know it.</summary>
/// <param name="Revision">Counts its changes.</param>
/// <param name="TemplateHash">Names its template; <see langword="null"/> where there is none.</param>
public readonly record struct ListedRow(long Revision, string? TemplateHash);

/// <summary>The entries of a list that still count, at one moment.</summary>
/// <param name="Entries">How many entries the list has, with those that do not count any more.</param>
/// <param name="Changes">Sum of their revisions. No entry is ever deleted and every change counts one up, so that both numbers name the list as it is.</param>
/// <param name="Living">Those that wait, are sent back or signed off.</param>
public sealed record ListSnapshot(int Entries, long Changes, IReadOnlyDictionary<Guid, ListedRow> Living);

/// <summary>
/// Remembers which entries the lists in use have, and in which revision, so that what is worked out of a list of 20,000 is worked out again only of those that changed. Read from one index of the
/// database; holds no name, no text and no template.
/// </summary>
public sealed class ListRows
{
    /// <summary>How many lists are remembered: those that people work on at the same time.</summary>
    internal const int Most = 8;

    private readonly ConcurrentDictionary<Guid, (ListSnapshot Snapshot, long Asked)> known = new();
    private long asked;

    /// <summary>The list as it is: the very same object while nothing changed.</summary>
    public async Task<ListSnapshot> ReadAsync(LfrDbContext db, Guid deploymentId, CancellationToken cancellationToken)
    {
        var all = db.Entries.AsNoTracking().Where(e => e.DeploymentId == deploymentId);
        var now = await all.GroupBy(e => 1).Select(g => new { Entries = g.Count(), Changes = g.Sum(e => e.Revision) }).FirstOrDefaultAsync(cancellationToken);
        if (known.TryGetValue(deploymentId, out var last) && last.Snapshot.Entries == (now?.Entries ?? 0) && last.Snapshot.Changes == (now?.Changes ?? 0))
        {
            known[deploymentId] = (last.Snapshot, Interlocked.Increment(ref asked));
            return last.Snapshot;
        }

        var living = await all.Where(e => e.State == EntryState.Proposed || e.State == EntryState.Returned || e.State == EntryState.Approved)
            .Select(e => new { e.Id, e.Revision, e.TemplateHash }).ToDictionaryAsync(e => e.Id, e => new ListedRow(e.Revision, e.TemplateHash), cancellationToken);
        var snapshot = new ListSnapshot(now?.Entries ?? 0, now?.Changes ?? 0, living);
        // What a transaction sees may never be committed.
        if (db.Database.CurrentTransaction is not null)
            return snapshot;
        known[deploymentId] = (snapshot, Interlocked.Increment(ref asked));
        foreach (var (id, _) in known.OrderByDescending(k => k.Value.Asked).Skip(Most))
            known.TryRemove(id, out _);
        return snapshot;
    }
}
