using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>An authorising officer countersigns what another granted urgently, or refuses to (R05). A refusal ends a run at once; the policy says whether it also destroys what the run left.</summary>
[Milestone]
[FreshSecondFactor]
public sealed class CountersignAuthority(LfrTransaction transaction, DossierReader dossiers, RunOrders orders, PurgeProof proof)
{
    /// <summary>Keeps the answer.</summary>
    /// <param name="actor">Who answers, or records whose answer it is.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="agrees">Whether it is countersigned.</param>
    /// <param name="reasons">Why.</param>
    /// <param name="outside">Judge or body, where the policy asks for one.</param>
    /// <param name="planHashRead">The plan on the officer's screen.</param>
    /// <param name="revisionRead">Revision on the officer's screen.</param>
    /// <param name="cancellationToken">Gives up before anything is kept.</param>
    public async Task<Outcome> RunAsync(Actor actor, Guid deploymentId, bool agrees, string reasons, OutsideAuthority? outside, string planHashRead, long? revisionRead, CancellationToken cancellationToken)
    {
        var answered = await transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.DecideAuthority).Seen(revisionRead).RunAsync(async (context, _, cancel) =>
        {
            if (await dossiers.ReadAsync(context.Db, deploymentId, context.Now, actor, cancel) is not { Policy: { } policy } dossier)
                return Permissions.NotFound("This deployment");
            var deployment = dossier.Deployment;
            if (agrees && policy.WeightOf(RuleBook.Find<AuthorityIsIndependent>().Id) is { } weight && Outcome.From([AuthorityIsIndependent.OfCountersigner(dossier, actor, weight)]) is { Succeeded: false } involved)
                return involved;
            var (running, before) = (deployment.CurrentRun, deployment.State);
            var outcome = deployment.Countersign(agrees, reasons, planHashRead, actor, policy, outside, context.Now);
            if (!outcome.Succeeded || agrees)
                return context.Did(outcome, "Countersigned the urgent authority.");
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
        if (answered.Succeeded && !agrees)
            await proof.LookAsync(cancellationToken);
        return answered;
    }
}
