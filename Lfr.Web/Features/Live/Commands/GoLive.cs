using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>An operator presses Go live. Only what the mint gives out lets the engine compare anything.</summary>
[Milestone]
[FreshSecondFactor]
public sealed class GoLive(LfrTransaction transaction, DossierReader dossiers, LicenceMint mint, RunOrders orders, RememberedHead head, IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>
    /// Mints the licence and assigns it to an idle worker, commits, then hands it over. <paramref name="revisionSeen"/> is the deployment's on the
    /// person's screen.
    /// </summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, long? revisionSeen, CancellationToken cancellationToken)
    {
        var walk = LogWalk.Begin;
        return transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.GoLive).Seen(revisionSeen).First(async cancel => walk = await LogWalk.ToTheEndAsync(contexts, cancel)).RunAsync(async (context, deployment, cancel) =>
        {
            if (deployment.MayGoLive() is { Succeeded: false } no)
                return no;
            if (await dossiers.ReadAsync(context.Db, deploymentId, context.Now, actor, cancel) is not { } dossier)
                return Permissions.NotFound("This deployment");
            var (outcome, minted) = await mint.MintAsync(context, dossier with { Discrepancies = await EvidenceCheck.BeforeRunAsync(context.Db, deploymentId, head, walk, cancel) }, actor, cancel);
            if (minted is not { Run: var run })
                return outcome;
            orders.Start(context, minted, paused: false);
            return context.Did(
                deployment.GoLive(run, minted.Findings),
                $"Went live: {run.GallerySize} on the list, threshold {Words.Cosine(run.Threshold)}, until {run.NotAfter:yyyy-MM-dd HH:mm} UTC.");
        }, cancellationToken);
    }
}
