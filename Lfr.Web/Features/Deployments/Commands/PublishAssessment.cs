using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>Makes the approved version of an assessment public, but for parts that are withheld, each with a reason that the public reads.</summary>
[Milestone]
public sealed class PublishAssessment(LfrTransaction transaction, DossierReader dossiers, IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>Publishes it. Refused while the public has not been told of the deployment: an assessment does not announce one; and while a part that would be public names somebody who is listed.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, AssessmentKind kind, int version, IReadOnlyList<WithheldPart> withheld, long? revisionSeen, CancellationToken cancellationToken)
    {
        ListedNames? listed = null;
        return transaction.For(this, actor, Subjects.AssessmentOf(deploymentId, kind)).By(Permissions.PublishAssessments).Seen(revisionSeen).First(async cancel => listed = await ListedNames.ReadAsync(contexts, deploymentId, cancel)).RunAsync(async (context, document, cancel) =>
        {
            if (await context.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            if (await context.Db.Notices.FirstOrDefaultAsync(n => n.DeploymentId == deploymentId, cancel) is not { Versions.Count: > 0 })
                return Outcome.WrongState("The public has not been told of this deployment yet.", "Publish its notice first.");
            var read = (document.Current?.AllParts(kind) ?? []).Where(p => !withheld.Any(w => w.Title == p.Title)).Select(p => (p.Title, p.Text)).Concat(withheld.Select(w => (w.Title, w.Reason)));
            if (listed!.MayBePublished(read, "Withhold that part, or have a version without the name approved.") is { Succeeded: false } named)
                return named;
            var name = Words.Lower(kind.InWords(dossiers.PolicyOf(deployment, context.Now)));
            return context.Did(document.Publish(version, withheld, actor, context.Now),
                $"Published version {version} of the {name}{(withheld.Count == 0 ? "" : $", without {Words.Count(withheld.Count, "part", "parts")}")}.");
        }, cancellationToken);
    }
}
