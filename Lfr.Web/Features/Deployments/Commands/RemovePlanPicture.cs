using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>A planner removes the picture on which the map is drawn. The map stays.</summary>
public sealed class RemovePlanPicture(LfrTransaction transaction)
{
    /// <summary>Removes the picture with the id <paramref name="pictureSeen"/>.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, Guid pictureSeen, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.WritePlans).RunAsync(async (context, _, cancel) =>
        {
            if (await context.Db.PlanPictures.FindAsync([deploymentId], cancel) is not { } kept)
                return Outcome.Done;
            if (kept.PictureId != pictureSeen)
                return Outcome.Conflict("Somebody else brought another picture meanwhile.", "Look at it first.");
            context.Db.PlanPictures.Remove(kept);
            return context.Did(Outcome.Done, "Removed the picture of the place.");
        }, cancellationToken);
}
