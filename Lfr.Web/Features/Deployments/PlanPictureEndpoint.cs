using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;

namespace Lfr.Web.Features.Deployments;

/// <summary>Serves the picture on which a map is drawn to staff who read plans. Nobody's face is in it.</summary>
public static class PlanPictureEndpoint
{
    /// <summary>Maps <c>GET /staff/deployments/{deploymentId}/plan-picture/{pictureId}</c>.</summary>
    public static void Map(WebApplication app) =>
        app.MapGet(LfrRoutes.PlanPictureTemplate, async (Guid deploymentId, Guid pictureId, CurrentActor current, ReadPlanPicture pictures, HttpContext http, CancellationToken cancellationToken) =>
        {
            http.Response.Headers.CacheControl = "private, max-age=3600";
            return await pictures.PixelsAsync(await current.GetAsync(cancellationToken), deploymentId, pictureId, cancellationToken) is { } jpeg
                ? Results.Bytes(jpeg, "image/jpeg") : Results.NotFound();
        }).RequireAuthorization();
}
