using Lfr.Shared.Identity;
using Lfr.Shared.Looks;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Watchlists.Photographs;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Queries;

/// <summary>Reads one entry with everything that bears on the decision about it.</summary>
public sealed class ReadEntry(IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, Lookalikes lookalikes, LookGate gate, TimeProvider time)
{
    /// <summary>Justifications less alike than this are not worth naming, share of equal word triples.</summary>
    private const double WorthNaming = 0.5;

    private const int MostNamed = 3;

    /// <summary>The entry; nothing when it does not exist, or is not for the reader's role.</summary>
    public async Task<Looked<EntryView>> RunAsync(Actor reader, Guid entryId, CancellationToken cancellationToken)
    {
        if (!ReadWatchlist.MayRead(reader))
            return Looked.Nothing<EntryView>();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await db.Entries.FirstOrDefaultAsync(e => e.Id == entryId, cancellationToken) is not { } entry)
            return Looked.Nothing<EntryView>();
        if (await gate.AskAsync(this, reader, new Look(LookKind.Entry, entry.DeploymentId, [LookedAt.Of(entry)]), cancellationToken) is { Succeeded: false } closed)
            return new Looked<EntryView>(closed, null);
        var now = time.GetUtcNow();
        var deployment = await db.Deployments.FirstAsync(d => d.Id == entry.DeploymentId, cancellationToken);
        var others = await dossiers.OthersAsync(db, entry.DeploymentId, entryId, cancellationToken);
        var watchlist = await db.Watchlists.FirstOrDefaultAsync(w => w.DeploymentId == entry.DeploymentId, cancellationToken);
        var policy = dossiers.PolicyOf(deployment, now);
        var nearest = await lookalikes.ReadAsync(db, entry.DeploymentId, cancellationToken);
        var approver = Permissions.SignOff.IsDoneBy(reader) ? reader : null;
        var compiles = approver is not null && await DossierReader.CompilesAsync(db, entry.DeploymentId, approver.UserId, cancellationToken);
        return new Looked<EntryView>(Outcome.Done, new EntryView(
            ReadWatchlist.Row(entry, policy, nearest, now),
            ReadWatchlist.ForPages(deployment, now),
            entry.Details,
            entry.Photograph?.Quality,
            entry.Decisions,
            [.. entry.CurrentApprovals],
            entry.Hash(),
            entry.RemovalReason,
            policy is null ? [] : RuleBook.Judge(new EntryDossier(entry, deployment, others, policy, now) { Approver = approver, ApproverCompiles = compiles, Criteria = await DossierReader.CriteriaAsync(db, deployment, cancellationToken) }),
            await NamedAsync(db, SameWords(entry, others), cancellationToken),
            nearest.GetValueOrDefault(entryId) is { } alike ? (await NamedAsync(db, [(alike.EntryId, alike.Similarity)], cancellationToken)).SingleOrDefault() : null,
            nearest.GetValueOrDefault(entryId) is { LooksTheSame: true },
            watchlist is null or { State: WatchlistState.Compiling } && deployment.MayChangeList(now).Succeeded)
        {
            Policy = policy,
            Revision = entry.Revision,
            Changes = EntryChanges.Since(entry, policy),
            Suspension = entry.Suspension,
            Cover = entry.Photograph?.Cover,
        });
    }

    private static IReadOnlyList<(Guid Id, double Similarity)> SameWords(WatchlistEntry entry, IEnumerable<OtherEntry> others) =>
        [.. new TextComparison(HashedWords.Of(entry.Details)).Among(others).TakeWhile(r => r.Similarity >= WorthNaming).Take(MostNamed).Select(r => (r.Other.Id, r.Similarity))];

    /// <summary>The few that are named beside the entry, in this order.</summary>
    private static async Task<IReadOnlyList<ResemblingEntry>> NamedAsync(LfrDbContext db, IReadOnlyList<(Guid Id, double Similarity)> few, CancellationToken cancellationToken)
    {
        if (few.Count == 0)
            return [];
        var ids = few.Select(f => f.Id).ToArray();
        var entries = await db.Entries.Where(e => ids.Contains(e.Id)).Select(e => new { e.Id, e.Reference, e.State, e.TemplateHash }).ToDictionaryAsync(e => e.Id, cancellationToken);
        return
        [
            .. few.Where(f => entries.ContainsKey(f.Id)).Select(f => (Entry: entries[f.Id], f.Similarity))
                .Select(f => new ResemblingEntry(f.Entry.Id, f.Entry.Reference, f.Similarity, ReadWatchlist.VersionOf(f.Entry.State, f.Entry.TemplateHash))),
        ];
    }
}
