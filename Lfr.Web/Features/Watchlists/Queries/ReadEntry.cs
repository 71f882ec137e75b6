using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Watchlists.Photographs;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Queries;

/// <summary>Reads one entry with everything that bears on the decision about it.</summary>
public sealed class ReadEntry(IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, Lookalikes lookalikes, TimeProvider time)
{
    /// <summary>Justifications less alike than this are not worth naming, share of equal word triples.</summary>
    private const double WorthNaming = 0.5;

    private const int MostNamed = 3;

    /// <summary>The entry; <see langword="null"/> when it does not exist, or is not for the reader's role.</summary>
    public async Task<EntryView?> RunAsync(Actor reader, Guid entryId, CancellationToken cancellationToken)
    {
        if (!ReadWatchlist.MayRead(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await db.Entries.FirstOrDefaultAsync(e => e.Id == entryId, cancellationToken) is not { } entry)
            return null;
        var now = time.GetUtcNow();
        var deployment = await db.Deployments.FirstAsync(d => d.Id == entry.DeploymentId, cancellationToken);
        var others = await db.Entries.Where(e => e.DeploymentId == entry.DeploymentId && e.Id != entryId).ToListAsync(cancellationToken);
        var watchlist = await db.Watchlists.FirstOrDefaultAsync(w => w.DeploymentId == entry.DeploymentId, cancellationToken);
        var policy = dossiers.PolicyOf(deployment, now);
        var nearest = await lookalikes.ReadAsync(db, entry.DeploymentId, [entry, .. others], cancellationToken);
        var approver = reader.IsAny(Roles.WatchlistApprover, Roles.AuthorisingOfficer) ? reader : null;
        return new EntryView(
            ReadWatchlist.Row(entry, policy, nearest, now),
            ReadWatchlist.ForPages(deployment, now),
            entry.Details,
            entry.Photograph?.Quality,
            entry.Decisions,
            [.. entry.CurrentApprovals],
            entry.Hash(),
            entry.RemovalReason,
            policy is null ? [] : RuleBook.Judge(new EntryDossier(entry, deployment, others, policy, now) { Approver = approver }),
            SameWords(entry, others),
            Nearest(nearest.GetValueOrDefault(entryId), others),
            ReadWatchlist.LooksTheSame(nearest.GetValueOrDefault(entryId), policy),
            watchlist is null or { State: WatchlistState.Compiling } && deployment.MayChangeList(now).Succeeded)
        {
            Revision = entry.Revision,
            Suspension = entry.Suspension,
        };
    }

    private static IReadOnlyList<ResemblingEntry> SameWords(WatchlistEntry entry, IEnumerable<WatchlistEntry> others)
    {
        var mine = Boilerplate.Triples(entry.Details.Justification);
        return
        [
            .. others.Where(o => o.State is EntryState.Proposed or EntryState.Returned or EntryState.Approved)
                .Select(o => new ResemblingEntry(
                    o.Id, o.Reference, Boilerplate.Similarity(mine, Boilerplate.Triples(o.Details.Justification)), ReadWatchlist.VersionOf(o)))
                .Where(o => o.Similarity >= WorthNaming)
                .OrderByDescending(o => o.Similarity).ThenBy(o => o.Reference, StringComparer.Ordinal).Take(MostNamed),
        ];
    }

    private static ResemblingEntry? Nearest(NearestEntry? nearest, IEnumerable<WatchlistEntry> others) =>
        nearest is not null && others.FirstOrDefault(o => o.Id == nearest.EntryId) is { } other
            ? new ResemblingEntry(other.Id, other.Reference, nearest.Similarity, ReadWatchlist.VersionOf(other))
            : null;
}
