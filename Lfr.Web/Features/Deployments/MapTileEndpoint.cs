using Lfr.Shared.Identity;
using Lfr.Web.Features.Deployments.Tiles;
using Lfr.Web.Identity;
using Lfr.Web.Urls;

namespace Lfr.Web.Features.Deployments;

/// <summary>Serves map tiles to staff who read plans, from the one server that an administrator named.</summary>
public static class MapTileEndpoint
{
    /// <summary>Maps <c>GET /staff/map-tiles/{z}/{x}/{y}</c>.</summary>
    public static void Map(WebApplication app) =>
        app.MapGet(LfrRoutes.MapTileTemplate, async (int z, int x, int y, CurrentActor current, MapTiles tiles, HttpContext http, CancellationToken cancellationToken) =>
        {
            if (!Permissions.WritePlans.IsSeenBy(await current.GetAsync(cancellationToken)) || await tiles.ReadAsync(z, x, y, cancellationToken) is not { } tile)
                return Results.NotFound();
            http.Response.Headers.CacheControl = "private, max-age=86400";
            return Results.Bytes(tile.Picture, tile.MediaType);
        }).RequireAuthorization();
}
