using Lfr.Shared.Identity;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Watchlists.Photographs;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Queries;

/// <summary>Some rows of a list.</summary>
/// <param name="Rows">Rows in order of their reference; empty for those who may only see counts.</param>
/// <param name="Count">How many the filter lets through altogether.</param>
public sealed record EntryPage(IReadOnlyList<EntryRow> Rows, int Count)
{
    /// <summary>Nothing.</summary>
    public static EntryPage Empty { get; } = new([], 0);
}

/// <summary>Reads rows of a list, filtered and cut by the database: a list may have 16,000 entries, a screen a dozen.</summary>
public sealed class ReadEntries(IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, Lookalikes lookalikes, TimeProvider time)
{
    /// <summary>Rows <paramref name="skip"/> to <paramref name="skip"/> + <paramref name="take"/> of those that <paramref name="filter"/> lets through.</summary>
    public async Task<EntryPage> RunAsync(Actor reader, Guid deploymentId, EntryFilter filter, int skip, int take, CancellationToken cancellationToken)
    {
        if (!ReadWatchlist.MayRead(reader))
            return EntryPage.Empty;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await db.Deployments.FirstOrDefaultAsync(d => d.Id == deploymentId, cancellationToken) is not { } deployment)
            return EntryPage.Empty;
        var now = time.GetUtcNow();
        var policy = dossiers.PolicyOf(deployment, now);
        var nearest = await lookalikes.ReadAsync(db, deploymentId, cancellationToken);
        Guid[] alike = filter.Flag == EntryFlag.Lookalike ? [.. nearest.Where(n => ReadWatchlist.LooksTheSame(n.Value, policy)).Select(n => n.Key)] : [];
        var shown = filter.Apply(db.Entries.Where(e => e.DeploymentId == deploymentId), alike, EntryFlags.OldBefore(policy, now));
        var page = await shown.OrderBy(e => e.Reference).Skip(skip).Take(take).ToListAsync(cancellationToken);
        return new EntryPage([.. page.Select(e => ReadWatchlist.Row(e, policy, nearest, now))], await shown.CountAsync(cancellationToken));
    }
}
