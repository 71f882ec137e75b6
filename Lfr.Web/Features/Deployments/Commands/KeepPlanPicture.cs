using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>A planner brings a picture of the place to draw its map on. One with anybody's face in it is refused, and nothing of it is kept.</summary>
public sealed class KeepPlanPicture(LfrTransaction transaction, FacelessPictures pictures)
{
    private static readonly PictureWords Words = new("picture", "Choose a plan, or a picture from above without people in it.", "Choose another picture.");

    /// <summary>Looks at the upload, then keeps its pixels, encoded again, in the place of an older one.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="pictureId">Made by the caller: the same id twice is one picture.</param>
    /// <param name="file">The upload.</param>
    /// <param name="middle">Where its middle is.</param>
    /// <param name="widthMetres">How much of the ground it is wide, metres.</param>
    /// <param name="pictureSeen">The picture that the page showed; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome> RunAsync(
        Actor actor, Guid deploymentId, Guid pictureId, ReadOnlyMemory<byte> file, MapPoint middle, int widthMetres, Guid? pictureSeen, CancellationToken cancellationToken)
    {
        var wrong = PlacePlanPicture.Wrong(middle, widthMetres);
        // Model time does not belong in a transaction; who may not plan does not get it either.
        var look = wrong is null && Permissions.WritePlans.IsDoneBy(actor) ? await pictures.LookAsync(file, Words, cancellationToken) : null;
        return await transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.WritePlans).RunAsync(async (context, deployment, cancel) =>
        {
            if (wrong is not null)
                return wrong;
            if (deployment.MayAnnounce() is { Succeeded: false } closed)
                return closed;
            var kept = await context.Db.PlanPictures.FindAsync([deploymentId], cancel);
            if (kept?.PictureId == pictureId)
                return Outcome.Done;
            if (kept?.PictureId != pictureSeen)
                return Outcome.Conflict("Somebody else brought or removed a picture meanwhile.", "Look at the plan as it is now, then choose again.");
            if (look is not { Refusal: null })
                return Outcome.Incomplete(look?.Refusal ?? "The picture was not looked at.", look?.ToDo ?? "Try again.");
            if (kept is null)
                context.Db.PlanPictures.Add(kept = PlanPicture.Of(deploymentId));
            kept.Show(pictureId, look.Jpeg, look.Width, look.Height);
            kept.Lay(middle, widthMetres);
            return context.Did(Outcome.Done, "Brought a picture of the place to draw on.");
        }, cancellationToken);
    }
}
