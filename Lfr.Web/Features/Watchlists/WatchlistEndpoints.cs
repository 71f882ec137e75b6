using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Components;
using Lfr.Web.Components.Pages;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Features.Watchlists.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;

namespace Lfr.Web.Features.Watchlists;

/// <summary>What the watchlist pages fetch besides themselves: photographs and the table of what is shown.</summary>
public static class WatchlistEndpoints
{
    /// <summary>Maps them. Nothing of it may be kept by a browser or anything between.</summary>
    public static void Map(WebApplication app)
    {
        app.MapGet(LfrRoutes.EntryPhotographTemplate, PhotographAsync);
        app.MapGet(LfrRoutes.WatchlistTableTemplate, TableAsync);
    }

    private static async Task<IResult> PhotographAsync(
        Guid entryId, string? size, CurrentActor current, LookAtPhotograph look, HttpContext http, CancellationToken cancellationToken)
    {
        var seen = await look.RunAsync(await current.GetAsync(cancellationToken), entryId, string.Equals(size, "small", StringComparison.Ordinal), cancellationToken);
        http.Response.Headers.CacheControl = "no-store";
        return seen switch
        {
            { Jpeg: { } jpeg } => new ClearedPicture(jpeg),
            // Whoever has no duty is not told whether there is such an entry.
            { Outcome.Succeeded: false } when seen.Outcome.IsRefusedAs(RefusalKind.Role) => NotShown.Answer(seen.Outcome, LfrRoutes.Home),
            { Outcome.Succeeded: false, DeploymentId: { } deployment } => NotShown.Answer(seen.Outcome, LfrRoutes.Watchlist(deployment)),
            _ => Results.NotFound(),
        };
    }

    private static async Task<IResult> TableAsync(
        Guid deploymentId, string? state, string? category, string? flag, string? find, string? sort, bool? desc, CurrentActor current, ExportWatchlist export, HttpContext http,
        CancellationToken cancellationToken)
    {
        var filter = EntryFilter.From(state, category, flag, find).OrderedBy(sort, desc);
        var table = await export.RunAsync(await current.GetAsync(cancellationToken), deploymentId, filter, cancellationToken);
        http.Response.Headers.CacheControl = "no-store";
        return table switch
        {
            { Outcome.Succeeded: true } => Results.File(table.Csv, CsvTable.MediaType, table.FileName),
            { IsThere: true } => NotShown.Answer(table.Outcome, LfrRoutes.Watchlist(deploymentId)),
            _ => Results.NotFound(),
        };
    }
}
