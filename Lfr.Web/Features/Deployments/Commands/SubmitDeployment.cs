using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>A planner asks for authority.</summary>
public sealed class SubmitDeployment(LfrTransaction transaction, DossierReader dossiers)
{
    /// <summary>Submits the plan if the rules of <see cref="Gate.Submit"/> hold; pins the policy.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, CancellationToken cancellationToken) =>
        transaction.RunAsync(actor, nameof(SubmitDeployment), async (work, cancel) =>
        {
            work.About(deploymentId, $"Deployment {deploymentId}");
            if (Permissions.Of(actor, Roles.Planner) is { Succeeded: false } refused)
                return refused;
            if (await dossiers.ReadAsync(work.Db, deploymentId, work.Now, actor, cancel) is not { } dossier)
                return Permissions.NotFound("This deployment");
            var findings = RuleBook.At(Gate.Submit, dossier);
            if (dossier.Policy is null)
                return Outcome.From(findings);
            var outcome = dossier.Deployment.Submit(actor, dossier.Policy, findings, work.Now);
            if (outcome.Succeeded)
            {
                work.Did($"Asked for authority under {dossier.Policy.Id}.");
                work.Tell(ChangeKind.Deployment, deploymentId);
            }

            return outcome;
        }, cancellationToken);
}

/// <summary>A planner takes the request for authority back, to change the plan.</summary>
public sealed class TakeBackRequest(LfrTransaction transaction)
{
    /// <summary>Takes it back.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, CancellationToken cancellationToken) =>
        transaction.RunAsync(actor, nameof(TakeBackRequest), async (work, cancel) =>
        {
            work.About(deploymentId, $"Deployment {deploymentId}");
            if (Permissions.Of(actor, Roles.Planner) is { Succeeded: false } refused)
                return refused;
            if (await work.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            var outcome = deployment.TakeBack();
            if (outcome.Succeeded)
            {
                work.Did("Took the request for authority back.");
                work.Tell(ChangeKind.Deployment, deploymentId);
            }

            return outcome;
        }, cancellationToken);
}
