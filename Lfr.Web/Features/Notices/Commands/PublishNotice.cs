using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Notices.Commands;

/// <summary>A planner publishes the notice, the first time or as an amendment. The public site shows it at once.</summary>
[Milestone]
[Prepares(PreparedPart.Notice)]
public sealed class PublishNotice(LfrTransaction transaction, DossierReader dossiers)
{
    /// <summary>
    /// Publishes the saved text with the plan's place, window and purpose. Refused when somebody else changed the text since <paramref name="revisionRead"/>,
    /// or the plan since its public facts had the hash <paramref name="factsHashRead"/>: nothing is published that its planner has not read. Refused, too, while a language is missing that the policy asks for (R54).
    /// </summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reason, long? revisionRead, string? factsHashRead, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.NoticeOf(deploymentId)).By(Permissions.WriteNotices).Seen(revisionRead).RunAsync(async (context, notice, cancel) =>
        {
            if (await context.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            if (deployment.MayAnnounce() is { Succeeded: false } closed)
                return closed;
            if (factsHashRead is not null && !deployment.Plan.HasPublicFactsHash(factsHashRead))
                return Outcome.Conflict("Place, time or purpose changed in the plan while you were reading the notice.", "Read the notice as it stands now, then publish it.");
            if (dossiers.PolicyOf(deployment, context.Now) is { } policy && RuleBook.Find<NoticeIsInItsLanguages>().Before(notice.Draft, notice.Attachments, policy) is { Blocks: true } languages)
                return Outcome.Refused(languages);
            var outcome = notice.Publish(deployment.Plan, reason, actor, context.Now);
            return context.Did(outcome, $"{(notice.Versions.Count == 1 ? "Published the notice." : $"Published version {notice.Versions.Count} of the notice.")}{(notice.Current is { } now ? $" Hash of what it says: {NoticeProof.Of(now)}" : "")}");
        }, cancellationToken);
}
