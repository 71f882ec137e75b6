using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>The picture on which a map is drawn: which, and where it lies.</summary>
/// <param name="PictureId">Names its pixels.</param>
/// <param name="Width">Width, pixels.</param>
/// <param name="Height">Height, pixels.</param>
/// <param name="Middle">Where its middle is.</param>
/// <param name="WidthMetres">How much of the ground it is wide, metres.</param>
public sealed record PlanPictureView(Guid PictureId, int Width, int Height, MapPoint Middle, int WidthMetres);

/// <summary>Reads the picture on which the map of a plan is drawn.</summary>
public sealed class ReadPlanPicture(IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>Where it lies; <see langword="null"/> when there is none, or the reader may not see the plan.</summary>
    public async Task<PlanPictureView?> RunAsync(Actor reader, Guid deploymentId, CancellationToken cancellationToken)
    {
        if (!Permissions.WritePlans.IsSeenBy(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.PlanPictures.Where(p => p.DeploymentId == deploymentId)
            .Select(p => new PlanPictureView(p.PictureId, p.Width, p.Height, new MapPoint(p.LongitudeE6, p.LatitudeE6), p.WidthMetres)).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Its pixels; <see langword="null"/> when there is none with this id in this deployment, or the reader may not see it.</summary>
    public async Task<byte[]?> PixelsAsync(Actor reader, Guid deploymentId, Guid pictureId, CancellationToken cancellationToken)
    {
        if (!Permissions.WritePlans.IsSeenBy(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.PlanPictures.Where(p => p.DeploymentId == deploymentId && p.PictureId == pictureId).Select(p => p.Jpeg).FirstOrDefaultAsync(cancellationToken);
    }
}
