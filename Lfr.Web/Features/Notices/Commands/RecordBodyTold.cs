using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Notices.Commands;

/// <summary>A planner records that a body was told of the deployment, as its policy asks (R13b). Lfr tells nobody by itself: how a body takes reports is its own.</summary>
[Milestone]
[Prepares(PreparedPart.Notice)]
public sealed class RecordBodyTold(LfrTransaction transaction, DossierReader dossiers)
{
    /// <summary>Keeps it. Refused when the plan's public facts changed since they had the hash <paramref name="factsHashRead"/>: the body would have been told of another use.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string code, string how, long? revisionRead, string? factsHashRead, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.NoticeOf(deploymentId)).By(Permissions.WriteNotices).Seen(revisionRead).RunAsync(async (context, notice, cancel) =>
        {
            if (await context.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            if (deployment.MayAnnounce() is { Succeeded: false } closed)
                return closed;
            if (factsHashRead is not null && !deployment.Plan.HasPublicFactsHash(factsHashRead))
                return Outcome.Conflict("Place, time or purpose changed in the plan while you were reading the notice.", "Tell the body of the deployment as it stands now, then record that.");
            if (dossiers.PolicyOf(deployment, context.Now)?.Notice?.Bodies.FirstOrDefault(b => b.Code == code) is not { } body)
                return Outcome.Incomplete("The policy of this deployment names no such body.", "Open the notice again.");
            return context.Did(notice.RecordTold(body, how, deployment.Plan, actor, context.Now), $"Recorded that the {body.Name} was told.");
        }, cancellationToken);
}
