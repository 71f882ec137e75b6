using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>An authorising officer who wrote none of it approves an assessment as its next version, or sends it back.</summary>
[Milestone]
public sealed class DecideAssessment(LfrTransaction transaction, DossierReader dossiers)
{
    /// <summary>Keeps the decision on the draft at <paramref name="revisionSeen"/>.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, AssessmentKind kind, bool approves, string reasons, long? revisionSeen, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.AssessmentOf(deploymentId, kind)).By(Permissions.ApproveAssessments).Seen(revisionSeen).RunAsync(async (context, document, cancel) =>
        {
            if (await context.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            if (AssessmentDocument.MayWrite(deployment) is { Succeeded: false } closed)
                return closed;
            var name = Words.Lower(kind.InWords(dossiers.PolicyOf(deployment, context.Now)));
            var outcome = document.Decide(approves, reasons, deployment.Plan, actor, context.Now);
            return context.Did(outcome, approves ? $"Approved version {document.Versions.Count} of the {name}." : $"Sent the {name} back.");
        }, cancellationToken);
}
