using Lfr.Shared.Watchlists;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Lfr.Web.Data;

/// <summary>What somebody did to an entry.</summary>
public enum EntryPart
{
    /// <summary>Compiled it or changed it, now or in an earlier form.</summary>
    Compiled,

    /// <summary>Approved it as it is now.</summary>
    Approved,

    /// <summary>Knows the person and handed it on to other approvers.</summary>
    HandedOn,
}

/// <summary>Who had a hand in an entry: what is written inside it, as rows that queues are filtered and counted by. A licence rests on what is inside the entries, never on these.</summary>
/// <param name="EntryId">Entry.</param>
/// <param name="Part">What they did.</param>
/// <param name="UserId">Account.</param>
/// <param name="DeploymentId">Deployment of the entry.</param>
public sealed record EntryHand(Guid EntryId, EntryPart Part, Guid UserId, Guid DeploymentId);

/// <summary>Keeps the <see cref="EntryHand"/> rows as the entries that are saved say.</summary>
internal sealed class EntryHands : SaveChangesInterceptor
{
    /// <inheritdoc/>
    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var context = eventData.Context!;
        var entries = context.ChangeTracker.Entries<WatchlistEntry>().Where(e => e.State == EntityState.Added
            || (e.State == EntityState.Modified && (e.Property(x => x.Compilations).IsModified || e.Property(x => x.Decisions).IsModified || e.Property(x => x.HandedOn).IsModified))).ToArray();
        var changed = entries.Where(e => e.State == EntityState.Modified).Select(e => e.Entity.Id).ToArray();
        if (changed.Length > 0)
            await context.Set<EntryHand>().Where(h => changed.Contains(h.EntryId)).LoadAsync(cancellationToken);
        var kept = context.Set<EntryHand>().Local.ToLookup(h => h.EntryId);
        foreach (var entry in entries.Select(e => e.Entity))
        {
            var hands = HandsOf(entry).ToHashSet();
            context.RemoveRange(kept[entry.Id].Where(h => !hands.Contains(h)));
            context.AddRange(hands.Where(h => !kept[entry.Id].Contains(h)));
        }

        return result;
    }

    private static IEnumerable<EntryHand> HandsOf(WatchlistEntry entry) =>
    [
        .. entry.CompilerIds.Select(id => new EntryHand(entry.Id, EntryPart.Compiled, id, entry.DeploymentId)),
        .. entry.ApproverIds.Select(id => new EntryHand(entry.Id, EntryPart.Approved, id, entry.DeploymentId)),
        .. (entry.HandedOn ?? []).Select(h => h.By.UserId).Distinct().Select(id => new EntryHand(entry.Id, EntryPart.HandedOn, id, entry.DeploymentId)),
    ];
}
