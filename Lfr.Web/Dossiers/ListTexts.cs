using System.Collections.Concurrent;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Dossiers;

/// <summary>
/// Remembers the texts of the lists in use as they are compared (R21), so that an approver of a list of 20,000 does not wait for 20 MB at every key: of a changed list only the changed entries are read
/// again. The words cannot be read from what is remembered.
/// </summary>
public sealed class ListTexts(ListRows lists)
{
    private readonly ConcurrentDictionary<Guid, Known> known = new();

    /// <summary>The entries of a list that still count, with nothing but what they are compared by.</summary>
    public async Task<IReadOnlyList<OtherEntry>> ReadAsync(LfrDbContext db, Guid deploymentId, CancellationToken cancellationToken)
    {
        var list = await lists.ReadAsync(db, deploymentId, cancellationToken);
        var last = known.GetValueOrDefault(deploymentId);
        if (last is not null && ReferenceEquals(last.List, list))
            return last.Texts;
        var kept = last?.Texts.Where(t => list.Living.TryGetValue(t.Id, out var row) && last.List.Living[t.Id].Revision == row.Revision).ToList() ?? [];
        var unread = list.Living.Keys.Except(kept.Select(t => t.Id)).ToArray();
        OtherEntry[] texts = [.. kept, .. await ReadAsync(db, deploymentId, unread, list.Living.Count, cancellationToken)];
        if (db.Database.CurrentTransaction is not null)
            return texts;
        known[deploymentId] = new Known(list, texts);
        foreach (var id in known.Keys.Where(id => id != deploymentId).OrderBy(id => known.GetValueOrDefault(id)?.List.Living.Count ?? 0).Skip(ListRows.Most - 1).ToList())
            known.TryRemove(id, out _);
        return texts;
    }

    private static async Task<IReadOnlyList<OtherEntry>> ReadAsync(LfrDbContext db, Guid deploymentId, Guid[] unread, int all, CancellationToken cancellationToken)
    {
        if (unread.Length == 0)
            return [];
        var wanted = db.Entries.AsNoTracking().Where(e => e.DeploymentId == deploymentId);
        // As one parameter, however many there are: SQL Server takes no more than 2,100.
        wanted = unread.Length == all
            ? wanted.Where(e => e.State == EntryState.Proposed || e.State == EntryState.Returned || e.State == EntryState.Approved)
            : wanted.Where(e => EF.Parameter(unread).Contains(e.Id));
        var packed = await wanted.Where(e => e.WordHashes != null).Select(e => new { e.Id, e.Reference, e.WordHashes }).ToListAsync(cancellationToken);
        var read = packed.Select(e => (Entry: e, Texts: HashedWords.Unpack(e.WordHashes))).ToLookup(e => e.Texts is not null);
        // From before the hashes were kept, or of another version: few, and none of a new list.
        var older = read[false].Select(e => e.Entry.Id).ToArray();
        var written = await wanted.Where(e => e.WordHashes == null || older.Contains(e.Id)).Select(e => new { e.Id, e.Reference, e.Details }).ToListAsync(cancellationToken);
        return
        [
            .. read[true].Select(e => new OtherEntry(e.Entry.Id, e.Entry.Reference, e.Texts!)),
            .. written.Select(e => new OtherEntry(e.Id, e.Reference, HashedWords.Of(e.Details))),
        ];
    }

    private sealed record Known(ListSnapshot List, IReadOnlyList<OtherEntry> Texts);
}
