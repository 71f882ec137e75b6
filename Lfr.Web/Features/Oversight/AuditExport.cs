using Lfr.Web.Components;
using Lfr.Web.Components.Pages;
using Lfr.Web.Features.Oversight.Commands;
using Lfr.Web.Features.Oversight.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Mvc;

namespace Lfr.Web.Features.Oversight;

/// <summary>The log as a file: what the page shows with the same filters and in the same order, all pages of it.</summary>
public static class AuditExport
{
    /// <summary>Path of the export.</summary>
    public const string Path = "/audit/export.csv";

    /// <summary>Maps <c>GET /audit/export.csv</c>.</summary>
    public static void MapAuditExport(this WebApplication app) => app.MapGet(Path, AnswerAsync).RequireAuthorization();

    private static async Task<IResult> AnswerAsync(
        [FromQuery] Guid? deployment, [FromQuery] Guid? person, [FromQuery] string? action, [FromQuery] bool? refused, [FromQuery] string? entry, [FromQuery] string? sort, [FromQuery] bool? desc,
        CurrentActor current, ExportLog export, HttpContext http, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store, private";
        var filter = new AuditFilter(deployment, person, action, refused ?? false) { Seen = entry }.OrderedBy(sort, desc);
        var table = await export.RunAsync(await current.GetAsync(cancellationToken), filter, cancellationToken);
        return table.Value is { } lines
            ? Results.File(CsvTable.Write(AuditLabels.Columns, lines), CsvTable.MediaType, "lfr-audit.csv")
            : NotShown.Answer(table.Outcome, LfrRoutes.Audit);
    }
}
