using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>
/// An authorising officer refuses to countersign what another granted urgently (R05). It ends a run at once, so it waits for no second factor and for nobody who changed something meanwhile; the policy says whether
/// it also destroys what the run left.
/// </summary>
[Milestone]
public sealed class RefuseCountersignature(LfrTransaction transaction, DossierReader dossiers, RunOrders orders, RunHalts halts, PurgeProof proof)
{
    /// <summary>Stops the engines, then keeps the answer. A database that cannot take it keeps the run from going on all the same.</summary>
    /// <param name="actor">Who answers, or records whose answer it is.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="reasons">Why.</param>
    /// <param name="outside">Judge or body, where the policy asks for one.</param>
    /// <param name="cancellationToken">Gives up before anything is kept.</param>
    public async Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reasons, OutsideAuthority? outside, CancellationToken cancellationToken)
    {
        var refused = actor.Is(Roles.AuthorisingOfficer) && !string.IsNullOrWhiteSpace(reasons)
            ? await halts.StopFirstAsync(deploymentId, reasons.Trim(), actor, () => RecordAsync(actor, deploymentId, reasons, outside, cancellationToken))
            : await RecordAsync(actor, deploymentId, reasons, outside, cancellationToken);
        if (refused.Succeeded)
            await proof.LookAsync(cancellationToken);
        return refused;
    }

    private Task<Outcome> RecordAsync(Actor actor, Guid deploymentId, string reasons, OutsideAuthority? outside, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.DecideAuthority).RunAsync(async (context, deployment, cancel) =>
        {
            if (dossiers.PolicyOf(deployment, context.Now) is not { } policy)
                return Permissions.NotFound("The policy of this deployment");
            var (running, before) = (deployment.CurrentRun, deployment.State);
            var outcome = deployment.RefuseCountersignature(reasons, actor, policy, outside, context.Now);
            if (!outcome.Succeeded)
                return outcome;
            if (running is not null)
                await orders.StopAsync(context, running.LicenceId, "The countersignature was refused.", context.Now, cancel);
            var deletes = policy.Urgent?.Refusal == UrgentRefusal.StopAndDelete;
            await ConsequencesOf.ApplyAsync(context, deployment, before == DeploymentState.Authorised ? DeploymentStep.Refuse : DeploymentStep.Revoke, before, $"The countersignature was refused: {reasons.Trim()}", cancel);
            if (deletes)
            {
                await DeploymentPurge.EverythingAsync(context, deployment, cancel);
                context.Tell(ChangeKind.Watchlist, deploymentId);
            }

            return context.Did(outcome, $"Refused to countersign the urgent authority{(running is null ? "" : "; the run ended at once")}{(deletes ? ", and its list and pictures were destroyed" : "")}.");
        }, cancellationToken);
}
