using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>The data protection officer gives an opinion on an assessment that waits for approval.</summary>
public sealed class GiveAssessmentOpinion(LfrTransaction transaction, DossierReader dossiers)
{
    /// <summary>Keeps the opinion on the draft at <paramref name="revisionSeen"/>.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, AssessmentKind kind, OpinionAdvice advice, string text, long? revisionSeen, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.AssessmentOf(deploymentId, kind)).By(Permissions.AdviseOnAssessments).Seen(revisionSeen).RunAsync(async (context, document, cancel) =>
        {
            if (await context.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            var name = Words.Lower(kind.InWords(dossiers.PolicyOf(deployment, context.Now)));
            return context.Did(document.GiveOpinion(advice, text, actor, context.Now), $"Gave an opinion on the {name}: {advice.InWords()}.");
        }, cancellationToken);
}
