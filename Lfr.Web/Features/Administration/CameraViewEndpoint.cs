using Lfr.Web.Features.Administration.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;

namespace Lfr.Web.Features.Administration;

/// <summary>Serves the pictures of where cameras look. Nobody's face is in them.</summary>
public static class CameraViewEndpoint
{
    /// <summary>Maps <c>GET /staff/cameras/{cameraId}/view?reference=</c>.</summary>
    public static void Map(WebApplication app) =>
        app.MapGet(LfrRoutes.CameraViewTemplate, async (Guid cameraId, bool reference, CurrentActor current, ReadCameraView views, HttpContext http, CancellationToken cancellationToken) =>
        {
            http.Response.Headers.CacheControl = "private, no-store";
            return await views.RunAsync(await current.GetAsync(cancellationToken), cameraId, reference, cancellationToken) is { } jpeg
                ? Results.Bytes(jpeg, "image/jpeg") : Results.NotFound();
        }).RequireAuthorization();
}
