using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>
/// A planner hands a deployment to another one, or takes over from somebody who is on leave. Whoever had it and whoever gets it both count as having worked on the plan: neither authorises it (R06).
/// </summary>
[Milestone]
[Prepares(PreparedPart.Plan, UntilAuthorised = true)]
public sealed class HandOverPlan(LfrTransaction transaction, SignInOptions options)
{
    /// <summary>Hands it over.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, Guid to, string reason, long? revisionRead, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.WritePlans).Seen(revisionRead).RunAsync(async (context, deployment, cancel) =>
        {
            if (deployment.HistoricalSource is not null)
                return Outcome.WrongState("Nobody looks after a case that happened before Lfr.", "There is nothing to hand over.");
            if ((await ReadPlanners.ActiveAsync(context.Db, context.Now, options.Demonstration, cancel)).FirstOrDefault(p => p.Id == to) is not { } planner)
                return Outcome.WrongState("This person is not a planner, or can no longer sign in.", "Choose somebody else.");
            var outcome = deployment.HandOver(planner.Id, planner.Name, reason, actor, context.Now);
            if (outcome.Succeeded)
                context.Did(planner.Id == actor.UserId ? $"Took the plan over: {Words.AsSentence(reason.Trim())}" : $"Handed the plan to {planner.Name}: {Words.AsSentence(reason.Trim())}");
            return outcome;
        }, cancellationToken);
}
