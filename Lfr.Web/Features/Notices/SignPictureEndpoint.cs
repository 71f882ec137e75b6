using Lfr.Web.Features.Notices.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;

namespace Lfr.Web.Features.Notices;

/// <summary>Serves the pictures of signs to staff who see deployments. Nobody's face is in them.</summary>
public static class SignPictureEndpoint
{
    /// <summary>Maps <c>GET /staff/deployments/{deploymentId}/signs/{pictureId}</c>.</summary>
    public static void Map(WebApplication app) =>
        app.MapGet(LfrRoutes.SignPictureTemplate, async (Guid deploymentId, Guid pictureId, CurrentActor current, ReadSigns signs, HttpContext http, CancellationToken cancellationToken) =>
        {
            http.Response.Headers.CacheControl = "private, max-age=3600";
            return await signs.PictureAsync(await current.GetAsync(cancellationToken), deploymentId, pictureId, cancellationToken) is { } jpeg
                ? Results.Bytes(jpeg, "image/jpeg") : Results.NotFound();
        }).RequireAuthorization();
}
