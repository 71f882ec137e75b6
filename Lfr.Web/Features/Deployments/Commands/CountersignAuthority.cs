using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>An authorising officer countersigns what another granted urgently (R05). To refuse is <see cref="RefuseCountersignature"/>.</summary>
[Milestone]
[FreshSecondFactor]
public sealed class CountersignAuthority(LfrTransaction transaction, DossierReader dossiers)
{
    /// <summary>Keeps the countersignature.</summary>
    /// <param name="actor">Who countersigns, or records whose decision it is.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="reasons">Why.</param>
    /// <param name="outside">Judge or body, where the policy asks for one.</param>
    /// <param name="planHashRead">The plan on the officer's screen.</param>
    /// <param name="revisionRead">Revision on the officer's screen.</param>
    /// <param name="cancellationToken">Gives up before anything is kept.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reasons, OutsideAuthority? outside, string planHashRead, long? revisionRead, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.DecideAuthority).Seen(revisionRead).RunAsync(async (context, _, cancel) =>
        {
            if (await dossiers.ReadAsync(context.Db, deploymentId, context.Now, actor, cancel) is not { Policy: { } policy } dossier)
                return Permissions.NotFound("This deployment");
            if (policy.WeightOf(RuleBook.Find<AuthorityIsIndependent>().Id) is { } weight && Outcome.From([AuthorityIsIndependent.OfCountersigner(dossier, actor, weight)]) is { Succeeded: false } involved)
                return involved;
            return context.Did(dossier.Deployment.Countersign(reasons, planHashRead, actor, policy, outside, context.Now), "Countersigned the urgent authority.");
        }, cancellationToken);
}
