using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>A planner says where the picture lies on which the map is drawn. What is drawn already stays where it is.</summary>
public sealed class PlacePlanPicture(LfrTransaction transaction)
{
    private const int Narrowest = 10;
    private const int Widest = 5000;
    private const int FurthestNorth = 85_000_000;
    private const int FurthestEast = 180_000_000;

    /// <summary>Lays the picture with the id <paramref name="pictureSeen"/> there.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, Guid pictureSeen, MapPoint middle, int widthMetres, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.WritePlans).RunAsync(async (context, deployment, cancel) =>
        {
            if (Wrong(middle, widthMetres) is { } wrong)
                return wrong;
            if (deployment.MayAnnounce() is { Succeeded: false } closed)
                return closed;
            if (await context.Db.PlanPictures.FindAsync([deploymentId], cancel) is not { } kept || kept.PictureId != pictureSeen)
                return Outcome.Conflict("Somebody else brought or removed a picture meanwhile.", "Look at the plan as it is now.");
            kept.Lay(middle, widthMetres);
            return context.Did(Outcome.Done, "Said where the picture of the place lies.");
        }, cancellationToken);

    /// <summary>Why a picture cannot lie there; <see langword="null"/> when it can.</summary>
    internal static Outcome? Wrong(MapPoint middle, int widthMetres)
    {
        if (Math.Abs((long)middle.LatitudeE6) > FurthestNorth || Math.Abs((long)middle.LongitudeE6) > FurthestEast)
            return Outcome.Incomplete("The middle of the picture is no latitude and longitude.", "Enter both in degrees, latitude first.");
        return widthMetres is < Narrowest or > Widest
            ? Outcome.Incomplete($"The picture cannot be {Words.Number(widthMetres)} m wide.", $"Enter how much of the ground it shows, {Narrowest} to {Words.Number(Widest)} m.") : null;
    }
}
