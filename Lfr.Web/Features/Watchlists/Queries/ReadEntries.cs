using Lfr.Shared.Identity;
using Lfr.Shared.Looks;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Watchlists.Photographs;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Queries;

/// <summary>Some rows of a list.</summary>
/// <param name="Rows">Rows in the order of the filter; empty for those who may only see counts.</param>
/// <param name="Count">How many the filter lets through altogether.</param>
public sealed record EntryPage(IReadOnlyList<EntryRow> Rows, int Count)
{
    /// <summary>Nothing.</summary>
    public static EntryPage Empty { get; } = new([], 0);

    /// <summary>Why the rows are not shown; <see langword="null"/> when they are.</summary>
    public Outcome? Closed { get; init; }
}

/// <summary>
/// Reads rows of a list, filtered and cut by the database: a list may have 16,000 entries, a screen a dozen. A page is one look at all who are on it, for those
/// who may see photographs at these too.
/// </summary>
public sealed class ReadEntries(IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, Lookalikes lookalikes, LookGate gate, TimeProvider time)
{
    /// <summary>The largest page.</summary>
    public const int Most = 200;

    /// <summary>Rows <paramref name="skip"/> to <paramref name="skip"/> + <paramref name="take"/> of those that <paramref name="filter"/> lets through.</summary>
    public async Task<EntryPage> RunAsync(Actor reader, Guid deploymentId, EntryFilter filter, int skip, int take, CancellationToken cancellationToken)
    {
        // On this page everybody else sees counts, which is no look at anybody.
        if (!ReadWatchlist.MayRead(reader))
            return EntryPage.Empty;
        var page = await FindAsync(deploymentId, filter, skip, take, cancellationToken);
        var kind = LookKind.NamesAndPhotographs.IsDutyOf(reader) ? LookKind.NamesAndPhotographs : LookKind.Names;
        return await gate.AskAsync(this, reader, new Look(kind, deploymentId, ThingsOf(page)), cancellationToken) is { Succeeded: false } closed
            ? page with { Rows = [], Closed = closed }
            : page;
    }

    /// <summary>Who is on a page, for the gate.</summary>
    internal static IReadOnlyList<LookedAt> ThingsOf(EntryPage page) => [.. page.Rows.Select(r => new LookedAt(r.Id, r.Id, r.Reference))];

    /// <summary>The rows, for a caller who passes the gate with them.</summary>
    internal async Task<EntryPage> FindAsync(Guid deploymentId, EntryFilter filter, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await db.Deployments.FirstOrDefaultAsync(d => d.Id == deploymentId, cancellationToken) is not { } deployment)
            return EntryPage.Empty;
        var now = time.GetUtcNow();
        var policy = dossiers.PolicyOf(deployment, now);
        var nearest = await lookalikes.ReadAsync(db, deploymentId, cancellationToken);
        Guid[] alike = filter.Flag == EntryFlag.Lookalike ? [.. nearest.Where(n => n.Value.LooksTheSame).Select(n => n.Key)] : [];
        var shown = filter.Apply(db.Entries.Where(e => e.DeploymentId == deploymentId), alike, EntryFlags.OldBefore(policy, now));
        // Which ones first, from an index alone: to sort whole entries, texts and all, costs a second where 20,000 are listed.
        var ids = await filter.Sort(shown).Skip(skip).Take(take).Select(e => e.Id).ToListAsync(cancellationToken);
        var found = await db.Entries.Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, cancellationToken);
        var page = ids.Where(found.ContainsKey).Select(id => found[id]);
        return new EntryPage([.. page.Select(e => ReadWatchlist.Row(e, policy, nearest, now))], await shown.CountAsync(cancellationToken));
    }
}
