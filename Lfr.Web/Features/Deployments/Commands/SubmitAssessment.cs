using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>A planner asks that the draft of an assessment is approved. The data protection officer is asked for an opinion first where one is needed.</summary>
[Prepares(PreparedPart.Plan)]
public sealed class SubmitAssessment(LfrTransaction transaction, DossierReader dossiers)
{
    /// <summary>Asks for it, for the draft at <paramref name="revisionSeen"/> and the plan as it stands.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, AssessmentKind kind, long? revisionSeen, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.AssessmentOf(deploymentId, kind)).By(Permissions.WriteAssessments).Seen(revisionSeen).RunAsync(async (context, document, cancel) =>
        {
            if (await context.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            if (AssessmentDocument.MayWrite(deployment) is { Succeeded: false } closed)
                return closed;
            var name = Words.Lower(kind.InWords(dossiers.PolicyOf(deployment, context.Now)));
            return context.Did(document.Submit(deployment.Plan, actor, context.Now), $"Asked for approval of the {name}.");
        }, cancellationToken);
}
