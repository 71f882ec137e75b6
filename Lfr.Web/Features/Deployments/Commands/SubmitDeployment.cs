using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>A planner asks for authority.</summary>
[Milestone]
[Prepares(PreparedPart.Plan)]
public sealed class SubmitDeployment(LfrTransaction transaction, DossierReader dossiers)
{
    /// <summary>Submits the plan if the rules of <see cref="Gate.Submit"/> hold; pins the policy.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, long? revisionRead, CancellationToken cancellationToken) => RunAsync(actor, deploymentId, null, revisionRead, cancellationToken);

    /// <summary>The same, urgently (R05) when <paramref name="urgency"/> says why it cannot wait; <see langword="null"/> asks in the usual way.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string? urgency, long? revisionRead, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.WritePlans).Seen(revisionRead).RunAsync(async (context, _, cancel) =>
        {
            if (await dossiers.ReadAsync(context.Db, deploymentId, context.Now, actor, cancel) is not { } dossier)
                return Permissions.NotFound("This deployment");
            var findings = RuleBook.At(Gate.Submit, dossier);
            if (dossier.Policy is null)
                return Outcome.From(findings);
            return context.Did(dossier.Deployment.Submit(actor, dossier.Policy, findings, context.Now, urgency), $"Asked for authority{(urgency is null ? "" : " urgently")} under {dossier.Policy.Id}.");
        }, cancellationToken);
}
