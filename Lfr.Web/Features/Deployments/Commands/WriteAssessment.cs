using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>A planner saves the draft of an assessment. An opinion or an approval that was asked for is asked for again: both are about words that somebody read.</summary>
[Prepares(PreparedPart.Plan)]
public sealed class WriteAssessment(LfrTransaction transaction, DossierReader dossiers)
{
    /// <summary>Keeps the draft. Refused when somebody else saved another one since <paramref name="revisionSeen"/>, which is 0 before the first.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, AssessmentKind kind, AssessmentText text, long? revisionSeen, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.AssessmentOf(deploymentId, kind)).By(Permissions.WriteAssessments)
            .Seen(revisionSeen, "Your words are still on the screen: copy what you need, then read the assessment as it stands now.")
            .OrNew(c => AssessmentDocument.Start(c.NewId(), deploymentId, kind)).RunAsync(async (context, document, cancel) =>
            {
                if (await context.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                    return Permissions.NotFound("This deployment");
                if (!Enum.IsDefined(kind))
                    return Permissions.NotFound("This kind of assessment");
                if (AssessmentDocument.MayWrite(deployment) is { Succeeded: false } closed)
                    return closed;
                var policy = dossiers.PolicyOf(deployment, context.Now);
                return context.Did(document.Write(text, AssessmentOutline.Of(kind, policy), actor), $"Wrote the {Words.Lower(kind.InWords(policy))}.");
            }, cancellationToken);
}
