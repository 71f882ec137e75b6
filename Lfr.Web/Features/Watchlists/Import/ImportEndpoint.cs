using Lfr.Web.Components;
using Lfr.Web.Components.Pages;
using Lfr.Web.Identity;
using Lfr.Web.Urls;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>The address of what an import found.</summary>
public static class ImportEndpoint
{
    /// <summary>Maps it. Nothing of it may be kept by a browser or anything between.</summary>
    public static void Map(WebApplication app) => app.MapGet(LfrRoutes.ImportFindingsTemplate, FindingsAsync);

    private static async Task<IResult> FindingsAsync(Guid deploymentId, CurrentActor current, ImportFindings findings, HttpContext http, CancellationToken cancellationToken)
    {
        var file = await findings.RunAsync(await current.GetAsync(cancellationToken), deploymentId, cancellationToken);
        http.Response.Headers.CacheControl = "no-store";
        return file.Outcome.Succeeded ? Results.File(file.Csv, CsvTable.MediaType, "import-findings.csv") : NotShown.Answer(file.Outcome, LfrRoutes.Watchlist(deploymentId));
    }
}
