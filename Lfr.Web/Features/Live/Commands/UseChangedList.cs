using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>
/// An operator lets the cameras go on with a list that was changed and sealed again during the run (R37). Every rule of going live is asked again for it,
/// a new licence is minted for the same worker, and nothing pauses.
/// </summary>
[Milestone]
public sealed class UseChangedList(LfrTransaction transaction, DossierReader dossiers, LicenceMint mint, WorkerFleet fleet, RunOrders orders, RememberedHead head, IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>Mints the next licence, commits, then hands it to the worker that runs the deployment.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, long? revisionSeen, CancellationToken cancellationToken)
    {
        var walk = LogWalk.Begin;
        return transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.GoLive).Seen(revisionSeen).First(async cancel => walk = await LogWalk.ToTheEndAsync(contexts, cancel)).RunAsync(async (context, deployment, cancel) =>
        {
            if (deployment.CurrentRun is not { } before)
                return Outcome.WrongState("Nothing runs whose list could be changed.", "Go live with the sealed list instead.");
            if (await RunOrders.RunningAsync(context.Db, before.LicenceId, cancel) is not { } assignment)
                return Outcome.WrongState("No worker runs it.", "Stop the run, then go live again.");
            // The engine that runs it, not one that is free.
            var engine = fleet.EngineOf(assignment.WorkerId);
            if (engine.Problem is { } problem)
                return Outcome.WrongState(problem, "Ask an administrator to repair the engine.");
            if (await dossiers.ReadAsync(context.Db, deploymentId, context.Now, actor, cancel) is not { } dossier)
                return Permissions.NotFound("This deployment");

            var discrepancies = await EvidenceCheck.BeforeRunAsync(context.Db, deploymentId, head, walk, cancel);
            // The worker is free for its next licence before that is assigned: at most one assignment of a worker has no end.
            assignment.End(context.Now);
            await context.Db.SaveChangesAsync(cancel);
            var (outcome, minted) = await mint.MintAsync(context, dossier with { Engine = engine, Discrepancies = discrepancies }, actor, cancel);
            if (minted is not { Run: var run })
                return outcome;
            orders.Start(context, minted, paused: deployment.State == DeploymentState.Paused);
            return context.Did(
                deployment.ChangeList(run, dossier.Watchlist!.Seal!, minted.Findings, context.Now),
                $"The changed list runs: {run.GallerySize} on it, {before.GallerySize} before; threshold {Words.Cosine(run.Threshold)}.");
        }, cancellationToken);
    }
}
