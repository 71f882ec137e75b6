using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Deployments;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>
/// An operator lets the cameras go on with a list that was changed and sealed again during the run (R37). Every rule of going live is asked again for it,
/// a new licence is minted, and nothing pauses.
/// </summary>
[Milestone]
public sealed class UseChangedList(LfrTransaction transaction, DossierReader dossiers, LicenceMint mint, WorkerFleet fleet)
{
    /// <summary>Mints the next licence, commits, then hands it to the worker that runs the deployment.</summary>
    public async Task<Outcome> RunAsync(Actor actor, Guid deploymentId, CancellationToken cancellationToken)
    {
        (Guid Before, MintedLicence Next)? change = null;
        var outcome = await transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Roles.Operator).RunAsync(async (context, _, cancel) =>
        {
            change = null;
            if (await dossiers.ReadAsync(context.Db, deploymentId, context.Now, actor, cancel) is not { } dossier)
                return Permissions.NotFound("This deployment");
            if (dossier.Deployment.CurrentRun is not { } before)
                return Outcome.WrongState("Nothing runs whose list could be changed.", "Go live with the sealed list instead.");
            // The engine that runs it, not one that is free.
            var engine = fleet.EngineOf(before.LicenceId);
            if (engine.Problem is { } problem)
                return Outcome.WrongState(problem, "Ask an administrator to mend the engine.");
            var (result, next) = await mint.MintAsync(context, dossier with { Engine = engine }, actor, cancel);
            if (next is not { Run: var run })
                return result;
            result = dossier.Deployment.ChangeList(run, next.Findings, context.Now);
            if (!result.Succeeded)
                return result;
            change = (before.LicenceId, next with { Grant = next.Grant with { Paused = dossier.Deployment.State == DeploymentState.Paused } });
            context.Did($"The changed list runs: {run.GallerySize} on it, {before.GallerySize} before; threshold {run.Threshold:0.000}.");
            return result;
        }, cancellationToken);
        if (outcome.Succeeded && change is { } made)
            await fleet.ReplaceAsync(made.Before, made.Next.Run.LicenceId, made.Next.Grant);
        return outcome;
    }
}
