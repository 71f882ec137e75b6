using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>A compiler proposes who may be put on a list, before anybody is. What was approved earlier stays in force until the officer answers.</summary>
[Prepares(PreparedPart.List)]
public sealed class ProposeCriteria(LfrTransaction transaction, DossierReader dossiers)
{
    /// <summary>Keeps the proposal; the one before it that nobody answered goes.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, CriteriaTerms terms, long? revisionSeen, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.CriteriaOf(deploymentId)).By(Permissions.ProposeEntries).Seen(revisionSeen).OrNew(c => ListCriteria.Start(c.NewId(), deploymentId))
            .RunAsync(async (context, criteria, cancel) =>
            {
                if (await context.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                    return Permissions.NotFound("This deployment");
                if (deployment.MayChangeList(context.Now) is { Succeeded: false } closed)
                    return closed;
                if (await ProposeEntry.MayCompileAsync(context, deploymentId, cancel) is { Succeeded: false } approver)
                    return approver;
                if (dossiers.PolicyOf(deployment, context.Now) is not { } policy)
                    return Outcome.WrongState("No policy is in force on the day of the deployment.", "Ask the force's policy owner to put one in force.");
                var hash = ListCriteria.HashOfLink(terms.Link);
                var copied = await context.Db.ListCriteria.Where(c => c.LinkHash == hash && c.DeploymentId != deploymentId && terms.Link != "")
                    .Join(context.Db.Deployments, c => c.DeploymentId, d => d.Id, (c, d) => d.Reference).FirstOrDefaultAsync(cancel);
                if (copied is not null)
                    return Outcome.Incomplete($"The same words are in the criteria of {copied}.", "Enter what ties these people to this operation.");
                return context.Did(criteria.Propose(terms, deployment.Plan, policy, actor, context.Now), "Proposed criteria for the list.");
            }, cancellationToken);
}
