using Lfr.Shared.Alerts;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Records.Commands;

/// <summary>
/// After the last run: destroys the list at once and whatever else is due, and freezes what was counted (R39). Pictures of other alerts are kept until they
/// fall due. Somebody who decided about an alert leaves it to somebody else for as long as the list is kept (<see cref="EvidenceHolders"/>).
/// </summary>
[Milestone]
[FreshSecondFactor]
public sealed class CloseDown(LfrTransaction transaction, DossierReader dossiers, UnconfirmedTime unconfirmed, PurgeProof proof, FaceCountStore tallies)
{
    /// <summary>Closes down. Every alert must have an outcome first.</summary>
    /// <param name="actor">Who closes down.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="revisionSeen">Revision of the deployment that the person read. <see langword="null"/> asks nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome> RunAsync(Actor actor, Guid deploymentId, long? revisionSeen, CancellationToken cancellationToken)
    {
        var outcome = await transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.CloseDown).Seen(revisionSeen).RunAsync(async (context, deployment, cancel) =>
        {
            var alerts = await context.Db.Alerts.Where(a => a.DeploymentId == deploymentId).ToListAsync(cancel);
            foreach (var run in deployment.Runs)
                deployment.Count(run.LicenceId, await FaceCountStore.TotalAsync(context.Db, run.LicenceId, cancel));
            // The list is destroyed all the same; but nobody takes what is frozen here for what was counted.
            if (await tallies.AlteredAsync(context.Db, deployment.Runs.Select(r => r.LicenceId), cancel) is { } altered)
                context.Beside(altered);
            var unresolved = alerts.Count(a => !a.IsResolved);
            // The deployment is asked first: nothing is destroyed for a close-down that is then refused.
            if (deployment.MayCloseDown(unresolved) is { Succeeded: false } notYet)
                return notYet;
            // A list that fell due and is gone proves nothing any more: a force of few people is not held up for good.
            if (deployment.Purge is null && EvidenceHolders.MayDestroy(actor, alerts) is { Succeeded: false } own)
                return own;
            var retention = dossiers.RetentionOf(deployment, context.Now);
            var due = retention is null ? context.Now : RetentionSchedule.WatchlistDue(deployment, retention, context.Now);
            var more = retention is null ? "" : await DeploymentPurge.DueAsync(context, deployment, retention, unconfirmed, cancel) ?? "What else fell due waits until somebody confirms the time.";
            var destroyed = await DeploymentPurge.ListAsync(context, deployment, due, cancel);
            var result = deployment.CloseDown(deployment.Purge!, unresolved);
            if (result.Succeeded)
            {
                context.Did($"Closed down: {Words.Count(destroyed, "picture or template", "pictures and templates")} of the list destroyed. {more}".TrimEnd());
                context.Tell(ChangeKind.Watchlist, deploymentId);
            }

            return result;
        }, cancellationToken);
        if (outcome.Succeeded)
            await proof.LookAsync(cancellationToken);
        return outcome;
    }
}
