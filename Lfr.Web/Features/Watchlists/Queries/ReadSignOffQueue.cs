using Lfr.Shared.Identity;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Queries;

/// <summary>What waits for one approver.</summary>
/// <param name="For">Deployment.</param>
/// <param name="Current">
/// The entry to look at: the one that was wanted if it waits for this person, otherwise the first that does. First come those that this person may decide, then those that
/// the rules will refuse to them. <see langword="null"/> when none waits.
/// </param>
/// <param name="Following">The one after it, round to the first; <see langword="null"/> when there is no other.</param>
/// <param name="Waiting">How many wait for this person.</param>
/// <param name="ForOthers">How many more wait for somebody else: signed off by this person, a second must.</param>
/// <param name="Returned">How many are with the compiler.</param>
/// <param name="Decided">How many are decided.</param>
/// <param name="Approved">How many are signed off.</param>
/// <param name="State">State of the list.</param>
/// <param name="Seal">Seal.</param>
/// <param name="Pace">How fast this person decides here.</param>
public sealed record SignOffQueue(
    ListedFor For, Guid? Current, Guid? Following, int Waiting, int ForOthers, int Returned, int Decided, int Approved, WatchlistState State, WatchlistSeal? Seal, SignOffPace? Pace)
{
    /// <summary>Everything that is or was to be decided.</summary>
    public int All => Waiting + ForOthers + Returned + Decided;

    /// <summary>Whether nothing waits for anybody.</summary>
    public bool AllDecided => Waiting + ForOthers + Returned == 0;
}

/// <summary>How long entries were looked at.</summary>
/// <param name="Seconds">Mean, whole seconds.</param>
/// <param name="Last">Over how many decisions; at most 40.</param>
public sealed record SignOffPace(int Seconds, int Last);

/// <summary>Reads what waits for the sign-off of one approver on one list.</summary>
public sealed class ReadSignOffQueue(IDbContextFactory<LfrDbContext> contexts, TimeProvider time)
{
    private const int PaceOver = 40;

    /// <summary>The queue; <see langword="null"/> when there is no such deployment or the reader may not sign off.</summary>
    /// <param name="reader">Who signs off.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="wanted">The entry that should be on the screen.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SignOffQueue?> RunAsync(Actor reader, Guid deploymentId, Guid? wanted, CancellationToken cancellationToken)
    {
        if (!Permissions.SignOff.IsDoneBy(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await db.Deployments.FirstOrDefaultAsync(d => d.Id == deploymentId, cancellationToken) is not { } deployment)
            return null;
        var watchlist = await db.Watchlists.FirstOrDefaultAsync(w => w.DeploymentId == deploymentId, cancellationToken);
        var now = time.GetUtcNow();
        var all = db.Entries.Where(e => e.DeploymentId == deploymentId);
        var counts = await all.GroupBy(e => e.State).Select(g => new { State = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.State, g => g.Count, cancellationToken);
        // Nobody is asked to decide on a list that can no longer run.
        var isOpen = deployment.MayChangeList(now).Succeeded;
        var waiting = all.Where(e => isOpen && e.State == EntryState.Proposed && !db.EntryHands.Any(h => h.EntryId == e.Id && h.Part == EntryPart.Approved && h.UserId == reader.UserId));
        var forMe = isOpen ? await waiting.CountAsync(cancellationToken) : 0;
        var (current, following) = forMe == 0 ? (null, null) : await PlaceAsync(waiting, wanted, cancellationToken);
        var decided = counts.Where(c => c.Key is not (EntryState.Proposed or EntryState.Returned)).Sum(c => c.Value);
        return new SignOffQueue(
            ReadWatchlist.ForPages(deployment, now),
            current,
            following,
            forMe,
            isOpen ? counts.GetValueOrDefault(EntryState.Proposed) - forMe : 0,
            counts.GetValueOrDefault(EntryState.Returned),
            decided,
            counts.GetValueOrDefault(EntryState.Approved),
            watchlist?.State ?? WatchlistState.Compiling,
            watchlist?.Seal,
            await PaceAsync(all, reader.UserId, cancellationToken));
    }

    private static async Task<(Guid? Current, Guid? Following)> PlaceAsync(IQueryable<WatchlistEntry> waiting, Guid? wanted, CancellationToken cancellationToken)
    {
        var places = waiting.Select(e => new { e.Id, e.Reference });
        var inOrder = places.OrderBy(e => e.Reference);
        var current = (wanted is { } id ? await places.FirstOrDefaultAsync(e => e.Id == id, cancellationToken) : null) ?? await inOrder.FirstOrDefaultAsync(cancellationToken);
        if (current is null)
            return (null, null);
        var reference = current.Reference;
#pragma warning disable CA1309 // The database compares, by the collation that it orders by.
        var after = places.Where(e => string.Compare(e.Reference, reference) > 0).OrderBy(e => e.Reference);
#pragma warning restore CA1309
        var following = await after.FirstOrDefaultAsync(cancellationToken) ?? await inOrder.FirstOrDefaultAsync(cancellationToken);
        return (current.Id, following?.Id == current.Id ? null : following?.Id);
    }

    /// <summary>Over the entries that this person was the last to answer about.</summary>
    private static async Task<SignOffPace?> PaceAsync(IQueryable<WatchlistEntry> entries, Guid me, CancellationToken cancellationToken)
    {
        var last = await entries.Where(e => e.DecidedBy == me).OrderByDescending(e => e.DecidedAt).Take(PaceOver).Select(e => e.Decisions).ToListAsync(cancellationToken);
        return last.Count == 0 ? null : new SignOffPace((int)last.Average(d => d[^1].LookedForSeconds), last.Count);
    }
}
