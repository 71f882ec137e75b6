using Lfr.Web.Features.Deployments.Parts;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;

namespace Lfr.Web.Features.Deployments;

/// <summary>The map of a plan as a GeoJSON file, for those who read plans.</summary>
public static class MapEndpoint
{
    /// <summary>Maps <c>GET /staff/deployments/{deploymentId}/map.geojson</c>.</summary>
    public static void Map(WebApplication app) =>
        app.MapGet(LfrRoutes.PlanMapTemplate, async (Guid deploymentId, CurrentActor current, ReadPlan plans, HttpContext http, CancellationToken cancellationToken) =>
        {
            http.Response.Headers.CacheControl = "no-store, private";
            if ((await plans.RunAsync(await current.GetAsync(cancellationToken), deploymentId, cancellationToken))?.Plan.Map is not { } map)
                return Results.NotFound();
            http.Response.Headers.ContentDisposition = "attachment; filename=\"place.geojson\"";
            return Results.Text(GeoJsonFile.Write(map), GeoJsonFile.MediaType);
        }).RequireAuthorization();
}
