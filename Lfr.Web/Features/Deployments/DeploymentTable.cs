using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Components.Pages;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;

namespace Lfr.Web.Features.Deployments;

/// <summary>The list of deployments as a file: what the page shows with the same filter and order, all pages of it. It names nobody on a list.</summary>
public static class DeploymentTable
{
    private static readonly IReadOnlyList<CsvColumn<DeploymentRow>> Columns =
    [
        new("reference", r => r.Reference), new("name", r => r.Name), new("place", r => r.Place), new("starts", r => r.Window?.Start), new("ends", r => r.Window?.End),
        new("state", r => r.State.InWords()), new("next", r => r.Next?.Why),
    ];

    /// <summary>Maps it.</summary>
    public static void Map(WebApplication app) => app.MapGet(LfrRoutes.DeploymentsTable, AnswerAsync).RequireAuthorization();

    private static async Task<IResult> AnswerAsync(
        string? q, string? show, string? sort, bool? desc, CurrentActor current, ListDeployments list, HttpContext http, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store, private";
        var actor = await current.GetAsync(cancellationToken);
        return await list.RunAsync(actor, DeploymentFilter.From(q, show, sort, desc), 0, int.MaxValue, cancellationToken) is { } page
            ? Results.File(CsvTable.Write(Columns, page.Rows), CsvTable.MediaType, "lfr-deployments.csv")
            : NotShown.Answer(Permissions.Of(actor, [.. Permissions.SeeDeployments.See]), LfrRoutes.Home);
    }
}
