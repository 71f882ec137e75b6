using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Deployments;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>An operator presses Go live. Only what the mint gives out lets the engine compare anything.</summary>
[Milestone]
public sealed class GoLive(LfrTransaction transaction, DossierReader dossiers, LicenceMint mint, WorkerFleet fleet)
{
    /// <summary>Mints the licence, commits, then hands it to a worker.</summary>
    public async Task<Outcome> RunAsync(Actor actor, Guid deploymentId, CancellationToken cancellationToken)
    {
        MintedLicence? go = null;
        var outcome = await transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Roles.Operator).RunAsync(async (context, _, cancel) =>
        {
            go = null;
            if (await dossiers.ReadAsync(context.Db, deploymentId, context.Now, actor, cancel) is not { } dossier)
                return Permissions.NotFound("This deployment");
            if (dossier.Deployment.CurrentRun is not null)
                return Outcome.WrongState("It is already live.", "There is nothing to do.");
            (var result, go) = await mint.MintAsync(context, dossier, actor, cancel);
            if (go is not { Run: var run })
                return result;
            result = dossier.Deployment.GoLive(run, go.Findings);
            if (!result.Succeeded)
                return result;
            context.Did($"Went live: {run.GallerySize} on the list, threshold {run.Threshold:0.000}, until {run.NotAfter:yyyy-MM-dd HH:mm} UTC.");
            return result;
        }, cancellationToken);
        // A worker that left in this moment gets the grant when it says hello again.
        if (outcome.Succeeded && go is not null)
            await fleet.StartAsync(go.Run.LicenceId, go.Grant);
        return outcome;
    }
}
