using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>An operator presses Go live. Only what the mint gives out lets the engine compare anything.</summary>
public sealed class GoLive(LfrTransaction transaction, DossierReader dossiers, LicenceMint mint, WorkerFleet fleet)
{
    /// <summary>Mints the licence, commits, then hands it to a worker.</summary>
    public async Task<Outcome> RunAsync(Actor actor, Guid deploymentId, CancellationToken cancellationToken)
    {
        MintedLicence? go = null;
        var outcome = await transaction.RunAsync(actor, nameof(GoLive), async (work, cancel) =>
        {
            go = null;
            work.About(deploymentId, $"Deployment {deploymentId}");
            if (Permissions.Of(actor, Roles.Operator) is { Succeeded: false } refused)
                return refused;
            if (await dossiers.ReadAsync(work.Db, deploymentId, work.Now, actor, cancel) is not { } dossier)
                return Permissions.NotFound("This deployment");
            if (dossier.Deployment.CurrentRun is not null)
                return Outcome.WrongState("It is already live.", "There is nothing to do.");
            (var result, go) = await mint.MintAsync(work, dossier, actor, cancel);
            if (go is not { Run: var run })
                return result;
            result = dossier.Deployment.GoLive(run, go.Findings);
            if (!result.Succeeded)
                return result;
            work.Did($"Went live: {run.GallerySize} on the list, threshold {run.Threshold:0.000}, until {run.NotAfter:yyyy-MM-dd HH:mm} UTC.");
            work.Tell(ChangeKind.Deployment, deploymentId);
            return result;
        }, cancellationToken);
        // A worker that left in this moment gets the grant when it says hello again.
        if (outcome.Succeeded && go is not null)
            await fleet.StartAsync(go.Run.LicenceId, go.Grant);
        return outcome;
    }
}
