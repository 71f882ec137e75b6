using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Dossiers;

/// <summary>Computes the figures of a deployment from what the database holds.</summary>
public static class FiguresReader
{
    /// <summary>The figures as they are at <paramref name="now"/>, from the entries themselves: what is published.</summary>
    public static async Task<DeploymentFigures> ReadAsync(
        LfrDbContext db, Deployment deployment, PolicyPack? policy, int? widerArrests, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var entries = await db.Entries.Where(e => e.DeploymentId == deployment.Id).ToListAsync(cancellationToken);
        return await ReadAsync(db, deployment, ListedPeople.Of(entries, ListedPeople.Began(deployment, now)), policy, widerArrests, now, cancellationToken);
    }

    /// <summary>The same for a page that shows them before they are published: the list is counted by the database.</summary>
    public static async Task<DeploymentFigures> LookAsync(
        LfrDbContext db, Deployment deployment, PolicyPack? policy, int? widerArrests, DateTimeOffset now, CancellationToken cancellationToken) =>
        await ReadAsync(db, deployment, await ListedAsync(db, deployment.Id, ListedPeople.Began(deployment, now), cancellationToken), policy, widerArrests, now, cancellationToken);

    private static async Task<DeploymentFigures> ReadAsync(
        LfrDbContext db, Deployment deployment, ListedPeople listed, PolicyPack? policy, int? widerArrests, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var notice = await db.Notices.FirstOrDefaultAsync(n => n.DeploymentId == deployment.Id, cancellationToken);
        var alerts = await db.Alerts.Where(a => a.DeploymentId == deployment.Id).ToListAsync(cancellationToken);
        return DeploymentFigures.Compute(deployment, notice, listed, alerts, widerArrests, now, policy?.Retention, policy);
    }

    /// <summary>What <see cref="ListedPeople.Of(IEnumerable{WatchlistEntry}, DateTimeOffset)"/> says, by the columns beside the entries.</summary>
    private static async Task<ListedPeople> ListedAsync(LfrDbContext db, Guid deploymentId, DateTimeOffset began, CancellationToken cancellationToken)
    {
        var signedOff = db.Entries.Where(e => e.DeploymentId == deploymentId && e.LastVerdict == EntryVerdict.Approved && e.DecidedAt <= began);
        var counted = await signedOff.Where(e => e.State == EntryState.Approved || (e.State == EntryState.Purged && e.RemovalReason == null))
            .GroupBy(e => new { e.Category, e.ListedAge }).Select(g => new { g.Key.Category, g.Key.ListedAge, Count = g.Count() }).ToListAsync(cancellationToken);
        // Suspended entries are few: of each only its suspensions are read.
        var suspended = await signedOff.Where(e => e.State == EntryState.Suspended).Select(e => new { e.Category, e.ListedAge, e.Suspensions }).ToListAsync(cancellationToken);
        return ListedPeople.Of(
        [
            .. counted.Select(c => (c.Category, c.ListedAge, c.Count)),
            .. suspended.Where(e => e.Suspensions[^1].Galleries.Count > 0).Select(e => (e.Category, e.ListedAge, 1)),
        ]);
    }
}
