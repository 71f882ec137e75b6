using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>A planner starts a deployment.</summary>
[Milestone]
[Prepares(PreparedPart.Plan)]
public sealed class DraftDeployment(LfrTransaction transaction, CameraPasswords passwords)
{
    /// <summary>Keeps the first draft under a fresh reference such as <c>2026-014</c>. <paramref name="id"/> is made by the caller: the same id twice is one deployment.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid id, Plan plan, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(id, $"Deployment {id}");
            if (Permissions.Of(actor, Roles.Planner) is { Succeeded: false } refused)
                return refused;
            if (string.IsNullOrWhiteSpace(plan.Name))
                return Outcome.Incomplete("The deployment has no name.", "Give it a name.");
            if (await context.Db.Deployments.FirstOrDefaultAsync(d => d.Id == id, cancel) is { } begun)
            {
                return string.Equals(begun.Plan.Name, plan.Name, StringComparison.Ordinal) && begun.PlannedBy.UserId == actor.UserId
                    ? Outcome.Done
                    : Outcome.Conflict($"This form was sent already, as {begun.Reference}, {begun.Plan.Name}.", "Start afresh for another deployment.");
            }

            if (DateRanges.Judge(DateRanges.OfPlan(plan, null, context.Now)) is { Succeeded: false } impossible)
                return impossible;
            var year = (plan.Window?.Start ?? context.Now).Year;
            var deployment = Deployment.Draft(id, year, await LastNumberAsync(context, year, cancel) + 1, passwords.Seal(plan), actor, context.Now);
            context.Db.Deployments.Add(deployment);
            context.Did($"Started {deployment.Reference}, {plan.Name}.");
            context.Tell(ChangeKind.Deployment, id);
            return Outcome.Done;
        }, cancellationToken);

    private static async Task<int> LastNumberAsync(CommandContext context, int year, CancellationToken cancellationToken) =>
        await context.Db.Deployments.Where(d => d.Year == year).MaxAsync(d => d.Number, cancellationToken) ?? 0;
}
