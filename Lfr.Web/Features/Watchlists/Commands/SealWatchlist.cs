using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>A watchlist approver freezes the list: this and only this list may run (R36).</summary>
[Milestone]
[FreshSecondFactor]
public sealed class SealWatchlist(LfrTransaction transaction, GalleryReader galleries, DossierReader dossiers)
{
    /// <summary>Seals, when every entry is decided and as many people are signed off as the approver read.</summary>
    /// <param name="actor">Who seals.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="peopleSeen">How many people the approver's screen said are signed off. <see langword="null"/> asks nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, int? peopleSeen, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.WatchlistOf(deploymentId)).By(Permissions.SignOff).RunAsync(async (context, watchlist, cancel) =>
        {
            if (await context.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            var undecided = await context.Db.Entries.CountAsync(
                e => e.DeploymentId == deploymentId && (e.State == EntryState.Proposed || e.State == EntryState.Returned), cancel);
            var people = await context.Db.Entries.CountAsync(e => e.DeploymentId == deploymentId && e.State == EntryState.Approved, cancel);
            if (peopleSeen is { } seen && seen != people)
                return Outcome.Conflict($"{Words.Count(people, "person is", "people are")} signed off now; your screen said {seen}.", "Read the list, then seal it.");
            if (await EndedBases.JudgeAsync(context.Db, deployment, dossiers.PolicyOf(deployment, context.Now), cancel) is { Succeeded: false } ended)
                return ended;
            var rows = await galleries.ToSealAsync(context.Db, deploymentId, cancel);
            var hash = GalleryDigest.Compute(rows);
            GalleryReader.Clear(rows);
            return context.Did(watchlist.SealAs(deployment, hash, rows.Count, undecided, actor, context.Now), $"Sealed the list of {rows.Count}.");
        }, cancellationToken);
}
