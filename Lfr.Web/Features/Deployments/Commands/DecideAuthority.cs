using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Features.Live;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>An authorising officer grants, refuses or returns a plan. Starts nothing.</summary>
public sealed class DecideAuthority(LfrTransaction transaction, DossierReader dossiers)
{
    /// <summary>Keeps the decision. A grant needs the rules of <see cref="Gate.Authorise"/>; <paramref name="planHashRead"/> names the plan on the officer's screen.</summary>
    public Task<Outcome> RunAsync(
        Actor actor, Guid deploymentId, AuthorityVerdict verdict, string reasons, string conditions, string planHashRead, CancellationToken cancellationToken) =>
        transaction.RunAsync(actor, nameof(DecideAuthority), async (work, cancel) =>
        {
            work.About(deploymentId, $"Deployment {deploymentId}");
            if (Permissions.Of(actor, Roles.AuthorisingOfficer) is { Succeeded: false } refused)
                return refused;
            if (await dossiers.ReadAsync(work.Db, deploymentId, work.Now, actor, cancel) is not { } dossier)
                return Permissions.NotFound("This deployment");
            var outcome = dossier.Deployment.Decide(verdict, reasons, conditions, planHashRead, actor, RuleBook.At(Gate.Authorise, dossier), work.Now);
            if (outcome.Succeeded)
            {
                work.Did(verdict switch
                {
                    AuthorityVerdict.Granted => "Granted authority.",
                    AuthorityVerdict.Refused => "Refused authority.",
                    _ => "Sent the plan back to the planner.",
                });
                work.Tell(ChangeKind.Deployment, deploymentId);
            }

            return outcome;
        }, cancellationToken);
}

/// <summary>An authorising officer takes a granted authority back; a run ends at once.</summary>
public sealed class RevokeAuthority(LfrTransaction transaction, WorkerFleet fleet)
{
    /// <summary>Revokes, and stops the worker after the commit.</summary>
    public async Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reasons, CancellationToken cancellationToken)
    {
        Guid? licence = null;
        var outcome = await transaction.RunAsync(actor, nameof(RevokeAuthority), async (work, cancel) =>
        {
            work.About(deploymentId, $"Deployment {deploymentId}");
            if (Permissions.Of(actor, Roles.AuthorisingOfficer) is { Succeeded: false } refused)
                return refused;
            if (await work.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            licence = deployment.CurrentRun?.LicenceId;
            var result = deployment.Revoke(reasons, actor, work.Now);
            if (result.Succeeded)
            {
                work.Did(licence is null ? "Revoked the authority." : "Revoked the authority; the run ended at once.");
                work.Tell(ChangeKind.Deployment, deploymentId);
            }

            return result;
        }, cancellationToken);
        if (outcome.Succeeded && licence is { } running)
            await fleet.StopAsync(running, "The authority was revoked.");
        return outcome;
    }
}
