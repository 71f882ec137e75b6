using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments;
using Lfr.Web.Features.Live;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Records.Commands;

/// <summary>After the last run: destroys the biometrics, keeps the receipt, and freezes what was counted (R39).</summary>
public sealed class CloseDown(LfrTransaction transaction, DossierReader dossiers, DatabaseSweep sweep)
{
    /// <summary>Closes down. Every alert must have an outcome first.</summary>
    public async Task<Outcome> RunAsync(Actor actor, Guid deploymentId, CancellationToken cancellationToken)
    {
        var outcome = await transaction.RunAsync(actor, nameof(CloseDown), async (work, cancel) =>
        {
            work.About(deploymentId, $"Deployment {deploymentId}");
            if (Permissions.Of(actor, Roles.Operator, Roles.Silver, Roles.Planner) is { Succeeded: false } refused)
                return refused;
            if (await work.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            var alerts = await work.Db.Alerts.Where(a => a.DeploymentId == deploymentId).ToListAsync(cancel);
            foreach (var run in deployment.Runs)
                deployment.Count(run.LicenceId, await FaceCountStore.TotalAsync(work.Db, run.LicenceId, cancel));
            var due = dossiers.PolicyOf(deployment, work.Now) is { } policy ? RetentionWatch.Due(deployment, policy) ?? work.Now : work.Now;
            var unresolved = alerts.Count(a => !a.IsResolved);
            // The deployment is asked first: nothing is destroyed for a close-down that is then refused.
            if (deployment.MayCloseDown(unresolved) is { Succeeded: false } notYet)
                return notYet;
            var receipt = deployment.Purge ?? await DeploymentPurge.RunAsync(work, deploymentId, due, cancel);
            var result = deployment.CloseDown(receipt, unresolved);
            if (result.Succeeded)
            {
                work.Did($"Closed down: {receipt.Destroyed.Values.Sum()} pictures and templates destroyed, {receipt.Remaining} remaining.");
                work.Tell(ChangeKind.Deployment, deploymentId);
                work.Tell(ChangeKind.Watchlist, deploymentId);
            }

            return result;
        }, cancellationToken);
        if (outcome.Succeeded)
            await sweep.RunAsync(cancellationToken);
        return outcome;
    }
}
