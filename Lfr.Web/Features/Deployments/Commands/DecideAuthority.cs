using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>An authorising officer grants, refuses or returns a plan. Starts nothing.</summary>
[Milestone]
[FreshSecondFactor]
public sealed class DecideAuthority(LfrTransaction transaction, DossierReader dossiers, PurgeProof proof)
{
    /// <summary>Keeps the decision. A grant needs the rules of <see cref="Gate.Authorise"/>; <paramref name="planHashRead"/> names the plan on the officer's screen.</summary>
    public Task<Outcome> RunAsync(
        Actor actor, Guid deploymentId, AuthorityVerdict verdict, string reasons, string conditions, string planHashRead, long? revisionRead, CancellationToken cancellationToken) =>
        RunAsync(actor, deploymentId, verdict, reasons, conditions, null, planHashRead, revisionRead, cancellationToken);

    /// <summary>The same, with whose decision the officer records where a judge or a body decides (R04). An urgent request is granted until it is countersigned (R05).</summary>
    public async Task<Outcome> RunAsync(
        Actor actor, Guid deploymentId, AuthorityVerdict verdict, string reasons, string conditions, OutsideAuthority? outside, string planHashRead, long? revisionRead, CancellationToken cancellationToken)
    {
        var decided = await transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.DecideAuthority).Seen(revisionRead).RunAsync(async (context, _, cancel) =>
        {
            if (await dossiers.ReadAsync(context.Db, deploymentId, context.Now, actor, cancel) is not { } found)
                return Permissions.NotFound("This deployment");
            var dossier = found with { Outside = outside };
            var countersignBy = dossier.Policy?.CountersignBy(dossier.Deployment, actor, outside, context.Now);
            var before = dossier.Deployment.State;
            var outcome = dossier.Deployment.Decide(verdict, reasons, conditions, planHashRead, actor, RuleBook.At(Gate.Authorise, dossier), context.Now, countersignBy, outside);
            if (!outcome.Succeeded)
                return outcome;
            var (step, sentence) = verdict switch
            {
                AuthorityVerdict.Granted => (DeploymentStep.Grant, countersignBy is { } until ? $"Granted authority urgently, until {Words.Moment(until)}." : "Granted authority."),
                AuthorityVerdict.Refused => (DeploymentStep.Refuse, "Refused authority."),
                _ => (DeploymentStep.Return, "Sent the plan back to the planner."),
            };
            await ConsequencesOf.ApplyAsync(context, dossier.Deployment, step, before, reasons, cancel);
            context.Did(sentence);
            return outcome;
        }, cancellationToken);
        if (decided.Succeeded && verdict == AuthorityVerdict.Refused)
            await proof.LookAsync(cancellationToken);
        return decided;
    }
}
