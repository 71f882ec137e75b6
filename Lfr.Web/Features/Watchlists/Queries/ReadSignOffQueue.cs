using Lfr.Shared.Identity;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Watchlists.Photographs;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Queries;

/// <summary>In which order the queue comes.</summary>
public enum SignOffOrder
{
    /// <summary>What needs most care first, while attention is fresh: children, vulnerable people, look-alikes, old photographs, then everybody else.</summary>
    Risk,

    /// <summary>By reference: the order in which they were proposed.</summary>
    Reference,
}

/// <summary>What waits for one approver.</summary>
/// <param name="For">Deployment.</param>
/// <param name="Current">
/// The entry to look at: the one that was wanted if it waits for this person, otherwise the first that does; never one that somebody else has open.
/// <see langword="null"/> when there is none.
/// </param>
/// <param name="Following">The one after it, round to the first; <see langword="null"/> when there is no other.</param>
/// <param name="Waiting">How many wait for this person, those that others have open among them.</param>
/// <param name="ForOthers">How many more wait for somebody else: signed off by this person, a second must; handed on by them; or on a list that they, or a system that they answer for, compiled.</param>
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

    /// <summary>What others have open of that which waits for this person, by reference.</summary>
    public IReadOnlyList<OpenElsewhere> Elsewhere { get; init; } = [];

    /// <summary>The stretch after which a break is asked for; <see langword="null"/> when none is.</summary>
    public SignOffStretch? AskForBreak { get; init; }

    /// <summary>When the break ends that this person takes; <see langword="null"/> when none goes on.</summary>
    public DateTimeOffset? BreakUntil { get; init; }

    /// <summary>When this was read.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>An entry that another approver has open.</summary>
/// <param name="EntryId">Entry.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="Name">Name of that approver.</param>
/// <param name="Since">Since when.</param>
public sealed record OpenElsewhere(Guid EntryId, string Reference, string Name, DateTimeOffset Since);

/// <summary>Reads what waits for the sign-off of one approver on one list. Cut and ordered by the database, however long the list is.</summary>
public sealed class ReadSignOffQueue(IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, Lookalikes lookalikes, TimeProvider time)
{
    /// <summary>The queue; <see langword="null"/> when there is no such deployment or the reader may not sign off.</summary>
    /// <param name="reader">Who signs off.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="wanted">The entry that should be on the screen.</param>
    /// <param name="order">Which comes first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SignOffQueue?> RunAsync(Actor reader, Guid deploymentId, Guid? wanted, SignOffOrder order, CancellationToken cancellationToken)
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
        // Nobody is asked to decide on a list that can no longer run; nor to look at people of whom they may sign off none (R19).
        var isOpen = deployment.MayChangeList(now).Succeeded;
        var mayDecide = isOpen && !await DossierReader.CompilesAsync(db, deploymentId, reader.UserId, cancellationToken);
        var waiting = all.Where(e => mayDecide && e.State == EntryState.Proposed && !db.EntryHands.Any(h => h.EntryId == e.Id && (h.Part == EntryPart.Approved || h.Part == EntryPart.HandedOn) && h.UserId == reader.UserId));
        var forMe = mayDecide ? await waiting.CountAsync(cancellationToken) : 0;
        var others = db.EntryClaims.Where(c => c.DeploymentId == deploymentId && c.UserId != reader.UserId).Where(EntryClaim.StandsAt(now));
        var elsewhere = forMe == 0
            ? []
            : await waiting.Join(others, e => e.Id, c => c.EntryId, (e, c) => new { e.Id, e.Reference, c.Name, c.Since }).OrderBy(o => o.Reference)
                .Select(o => new OpenElsewhere(o.Id, o.Reference, o.Name, o.Since)).ToListAsync(cancellationToken);
        var (current, following) = elsewhere.Count >= forMe
            ? (null, null)
            : await PlaceAsync(await InOrderAsync(db, deployment, waiting.Where(e => !others.Any(c => c.EntryId == e.Id)), order, now, cancellationToken), wanted, cancellationToken);
        var decided = counts.Where(c => c.Key is not (EntryState.Proposed or EntryState.Returned)).Sum(c => c.Value);
        var pace = await SignOffPaces.ReadAsync(db, deploymentId, reader.UserId, now, cancellationToken);
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
            pace.Pace)
        {
            Elsewhere = elsewhere,
            AskForBreak = current is not null && pace.Stretch is { NeedsBreak: true } asked ? asked : null,
            BreakUntil = pace.BreakUntil,
            At = now,
        };
    }

    private async Task<IQueryable<Place>> InOrderAsync(
        LfrDbContext db, Shared.Deployments.Deployment deployment, IQueryable<WatchlistEntry> waiting, SignOffOrder order, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (order == SignOffOrder.Reference)
            return waiting.Select(e => new Place { Id = e.Id, Reference = e.Reference, Rank = 0 });
        var oldBefore = EntryFlags.OldBefore(dossiers.PolicyOf(deployment, now), now);
        Guid[] alike = [.. (await lookalikes.ReadAsync(db, deployment.Id, cancellationToken)).Where(n => n.Value.LooksTheSame).Select(n => n.Key)];
        return waiting.Select(e => new Place
        {
            Id = e.Id,
            Reference = e.Reference,
            // As one parameter, however many there are: SQL Server takes no more than 2,100.
            Rank = e.ListedAsChild ? 0 : e.IsVulnerable ? 1 : EF.Parameter(alike).Contains(e.Id) ? 2 : e.ImageTakenOn < oldBefore ? 3 : 4,
        });
    }

    private static async Task<(Guid? Current, Guid? Following)> PlaceAsync(IQueryable<Place> places, Guid? wanted, CancellationToken cancellationToken)
    {
        var inOrder = places.OrderBy(p => p.Rank).ThenBy(p => p.Reference);
        var current = (wanted is { } id ? await places.FirstOrDefaultAsync(p => p.Id == id, cancellationToken) : null) ?? await inOrder.FirstOrDefaultAsync(cancellationToken);
        if (current is null)
            return (null, null);
        var (rank, reference) = (current.Rank, current.Reference);
#pragma warning disable CA1309 // The database compares, by the collation that it orders by.
        var after = inOrder.Where(p => p.Rank > rank || (p.Rank == rank && string.Compare(p.Reference, reference) > 0));
#pragma warning restore CA1309
        var following = await after.FirstOrDefaultAsync(cancellationToken) ?? await inOrder.FirstOrDefaultAsync(cancellationToken);
        return (current.Id, following?.Id == current.Id ? null : following?.Id);
    }

    private sealed class Place
    {
        public required Guid Id { get; init; }

        public required string Reference { get; init; }

        public required int Rank { get; init; }
    }
}
