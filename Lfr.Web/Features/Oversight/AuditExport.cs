using System.Text;
using Lfr.Web.Features.Oversight.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Lfr.Web.Features.Oversight;

/// <summary>The log as a file: what the page shows with the same filters.</summary>
public static class AuditExport
{
    /// <summary>Path of the export.</summary>
    public const string Path = "/audit/export.csv";

    /// <summary>Maps <c>GET /audit/export.csv</c>.</summary>
    public static void MapAuditExport(this WebApplication app) => app.MapGet(Path, AnswerAsync).RequireAuthorization();

    private static async Task<IResult> AnswerAsync(
        [FromQuery] Guid? deployment, [FromQuery] Guid? person, [FromQuery] string? action, [FromQuery] bool? refused, CurrentActor current, ReadAudit audit, HttpContext http,
        CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store, private";
        var lines = await audit.AllAsync(await current.GetAsync(cancellationToken), new AuditFilter(deployment, person, action, refused ?? false), cancellationToken);
        return Results.File(Encoding.UTF8.GetBytes(AuditLabels.Csv(lines)), "text/csv; charset=utf-8", "lfr-audit.csv");
    }
}
