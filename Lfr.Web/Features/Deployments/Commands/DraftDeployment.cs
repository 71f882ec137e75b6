using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>A planner starts a deployment.</summary>
[Milestone]
[Prepares(PreparedPart.Plan)]
public sealed class DraftDeployment(LfrTransaction transaction, CameraPasswords passwords)
{
    /// <summary>Keeps the first draft under a fresh reference such as <c>2026-014</c>. <paramref name="id"/> is made by the caller: the same id twice is one deployment.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid id, Plan plan, CancellationToken cancellationToken) => RunAsync(actor, id, plan, like: null, cancellationToken);

    /// <summary>The same, with what may be copied of the plan of <paramref name="like"/> (<see cref="Plan.ForAnother"/>) under what was written: name, place, hours, purpose and footfall.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid id, Plan plan, Guid? like, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(id, $"Deployment {id}");
            if (Permissions.Of(actor, Permissions.WritePlans) is { Succeeded: false } refused)
                return refused;
            if (string.IsNullOrWhiteSpace(plan.Name))
                return Outcome.Incomplete("The deployment has no name.", "Give it a name.");
            if (await context.Db.Deployments.FirstOrDefaultAsync(d => d.Id == id, cancel) is { } begun)
            {
                return string.Equals(begun.Plan.Name, plan.Name, StringComparison.Ordinal) && begun.PlannedBy.UserId == actor.UserId
                    ? Outcome.Done
                    : Outcome.Conflict($"This form was sent already, as {begun.Reference}, {begun.Plan.Name}.", "Start again for another deployment.");
            }

            if (DateRanges.Judge(DateRanges.OfPlan(plan, null, context.Now)) is { Succeeded: false } impossible)
                return impossible;
            var year = (plan.Window?.Start ?? context.Now).Year;
            var model = like is { } other ? await context.Db.Deployments.FindAsync([other], cancel) : null;
            if (like is not null && model is null)
                return Outcome.WrongState("The deployment whose plan you wanted to copy is not there.", "Start again.");
            var first = model is null ? plan : Over(model.Plan.ForAnother(), plan);
            var deployment = Deployment.Draft(id, year, await LastNumberAsync(context, year, cancel) + 1, passwords.Seal(first), actor, context.Now);
            context.Db.Deployments.Add(deployment);
            context.Did($"Started {deployment.Reference}, {plan.Name}{(model is null ? "" : $", from the plan of {model.Reference}")}.");
            context.Tell(ChangeKind.Deployment, id);
            return Outcome.Done;
        }, cancellationToken);

    private static Plan Over(Plan copied, Plan written) => copied with
    {
        Name = written.Name,
        Place = written.Place,
        Window = written.Window,
        Grounds = copied.Grounds with { Purpose = written.Grounds.Purpose },
        ExpectedFootfall = written.ExpectedFootfall,
    };

    private static async Task<int> LastNumberAsync(CommandContext context, int year, CancellationToken cancellationToken) =>
        await context.Db.Deployments.Where(d => d.Year == year).MaxAsync(d => d.Number, cancellationToken) ?? 0;
}
