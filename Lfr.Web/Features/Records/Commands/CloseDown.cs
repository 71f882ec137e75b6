using Lfr.Shared.Biometrics;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Records.Commands;

/// <summary>After the last run: destroys the biometrics, keeps the receipt, and freezes what was counted (R39).</summary>
[Milestone]
public sealed class CloseDown(LfrTransaction transaction, DossierReader dossiers, DatabaseSweep sweep)
{
    /// <summary>Closes down. Every alert must have an outcome first.</summary>
    public async Task<Outcome> RunAsync(Actor actor, Guid deploymentId, CancellationToken cancellationToken)
    {
        var outcome = await transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Roles.Operator, Roles.Silver, Roles.Planner).RunAsync(async (context, deployment, cancel) =>
        {
            var alerts = await context.Db.Alerts.Where(a => a.DeploymentId == deploymentId).ToListAsync(cancel);
            foreach (var run in deployment.Runs)
                deployment.Count(run.LicenceId, await FaceCountStore.TotalAsync(context.Db, run.LicenceId, cancel));
            var due = dossiers.PolicyOf(deployment, context.Now) is { } policy ? RetentionDue.OfWatchlist(deployment, policy) ?? context.Now : context.Now;
            var unresolved = alerts.Count(a => !a.IsResolved);
            // The deployment is asked first: nothing is destroyed for a close-down that is then refused.
            if (deployment.MayCloseDown(unresolved) is { Succeeded: false } notYet)
                return notYet;
            var receipt = deployment.Purge ?? await DeploymentPurge.RunAsync(context, deploymentId, due, cancel);
            var result = deployment.CloseDown(receipt, unresolved);
            if (result.Succeeded)
            {
                context.Did($"Closed down: {receipt.Destroyed.Values.Sum()} pictures and templates destroyed, {receipt.Remaining} remaining.");
                context.Tell(ChangeKind.Watchlist, deploymentId);
            }

            return result;
        }, cancellationToken);
        if (outcome.Succeeded)
            await sweep.RunAsync(cancellationToken);
        return outcome;
    }
}
