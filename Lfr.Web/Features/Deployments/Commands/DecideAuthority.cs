using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Live;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>An authorising officer grants, refuses or returns a plan. Starts nothing.</summary>
[Milestone]
public sealed class DecideAuthority(LfrTransaction transaction, DossierReader dossiers)
{
    /// <summary>Keeps the decision. A grant needs the rules of <see cref="Gate.Authorise"/>; <paramref name="planHashRead"/> names the plan on the officer's screen.</summary>
    public Task<Outcome> RunAsync(
        Actor actor, Guid deploymentId, AuthorityVerdict verdict, string reasons, string conditions, string planHashRead, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Roles.AuthorisingOfficer).RunAsync(async (context, _, cancel) =>
        {
            if (await dossiers.ReadAsync(context.Db, deploymentId, context.Now, actor, cancel) is not { } dossier)
                return Permissions.NotFound("This deployment");
            return context.Did(dossier.Deployment.Decide(verdict, reasons, conditions, planHashRead, actor, RuleBook.At(Gate.Authorise, dossier), context.Now), verdict switch
                {
                    AuthorityVerdict.Granted => "Granted authority.",
                    AuthorityVerdict.Refused => "Refused authority.",
                    _ => "Sent the plan back to the planner.",
                });
        }, cancellationToken);
}
