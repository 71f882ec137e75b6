using System.Globalization;
using System.Text;
using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Web.Components;
using Lfr.Web.Features.PublicSite.Queries;
using Lfr.Web.Urls;

namespace Lfr.Web.Features.PublicSite;

/// <summary>One version of a notice as open data.</summary>
/// <param name="Notice">The notice.</param>
/// <param name="Version">The version.</param>
internal sealed record OpenNoticeRow(PublicNotice Notice, NoticeVersion Version)
{
    /// <summary>Whether the public reads this version now.</summary>
    public bool IsCurrent => Version == Notice.Current;
}

/// <summary>
/// Every version of every notice for machines, cancellations and postponements among them: what was announced, when, and how it stands now. One row is one version, and none is ever changed.
/// </summary>
public static class OpenNotices
{
    /// <summary>What each column means, in the order of the columns.</summary>
    internal static IReadOnlyList<(string Column, string Meaning, Func<OpenNoticeRow, object?> Value)> Columns { get; } =
    [
        ("reference", "Reference of the use; stable.", r => r.Notice.Reference),
        ("version", "Version of the notice, from 1. Reference and version together name a row for good.", r => r.Version.Number),
        ("change", "What this version did: published, amended, postponed, cancelled, refused authority, under review, authority withdrawn or withdrawn (the notice itself, without cancelling the use).", r => r.Version.Change.InWords()),
        ("published_at", "When this version was published, UTC.", r => r.Version.By.At),
        ("reason", "Reason given to the public; empty for a first version.", r => r.Version.Reason),
        ("name", "Name of the use, as published.", r => r.Version.Name),
        ("venue", "Street and landmark, as published.", r => r.Version.Place.Venue),
        ("area", "Town and borough, as published.", r => r.Version.Place.Area),
        ("start", "Announced start, UTC. Of a postponed or cancelled use: the start that no longer holds.", r => r.Version.Window.Start),
        ("end", "Announced end, UTC.", r => r.Version.Window.End),
        ("purpose", "Purpose, as published.", r => r.Version.Purpose),
        ("lead_minutes", "Whole minutes from this version to the announced start; negative when it came later.", r => (long)Math.Floor((r.Version.Window.Start - r.Version.By.At).TotalMinutes)),
        ("is_current", "Whether this is what the notice says now.", r => r.IsCurrent),
        ("standing", "How the use stands now; only on the current version.", r => r.IsCurrent ? r.Notice.Standing.Word() : null),
        ("map", "Address, on this site, of the recognition zone, the way round and the signs as GeoJSON (RFC 7946, WGS 84); only on the current version, and empty where no map was published.", r => r.IsCurrent && r.Version.Map is not null ? LfrRoutes.NoticeMap(r.Notice.Reference) : null),
        ("languages", "Languages, as tags, in which this version was published as a PDF besides, in the order of translations.", r => string.Join(' ', r.Version.Attachments.Select(a => a.Language))),
        ("translations", "Addresses, on this site, of those files; only on the current version, and empty once the notice was taken back.", r => r.IsCurrent ? string.Join(' ', r.Notice.FilesOf(r.Version).Select(a => LfrRoutes.NoticeFile(r.Notice.Reference, a.Id))) : null),
        ("proof", "SHA-256 over all that the public reads of this version, behind its form; the audit log has it in the line that published it, and the news feed with the entry.", r => NoticeProof.Of(r.Version)),
    ];

    /// <summary>Notices in one file, each with all its versions.</summary>
    public const int PageSize = 500;

    /// <summary>Maps both files; no sign-in. Pages as in <see cref="OpenData"/>.</summary>
    public static void MapOpenNotices(this WebApplication app)
    {
        MapZone(app);
        MapTranslations(app);
        app.MapGet(LfrRoutes.OpenNoticesJson, async (PublicNotices notices, HttpContext context, CancellationToken cancellationToken) =>
        {
            var (rows, total, next) = await PageAsync(notices, context, LfrRoutes.OpenNoticesJson, cancellationToken);
            return Results.Json(new
            {
                title = "Live facial recognition: published notices, version by version",
                licence = "CC0-1.0",
                columns = Columns.ToDictionary(c => c.Column, c => c.Meaning, StringComparer.Ordinal),
                total,
                next,
                notices = rows.Select(r => Columns.ToDictionary(c => c.Column, c => c.Value(r), StringComparer.Ordinal)),
            });
        }).ForEverybody();
        app.MapGet(LfrRoutes.OpenNoticesCsv, async (PublicNotices notices, HttpContext context, CancellationToken cancellationToken) =>
        {
            var (rows, _, next) = await PageAsync(notices, context, LfrRoutes.OpenNoticesCsv, cancellationToken);
            if (next is not null)
                context.Response.Headers.Link = $"<{next}>; rel=\"next\"";
            return Results.Bytes(CsvTable.Write([.. Columns.Select(c => new CsvColumn<OpenNoticeRow>(c.Column, c.Value))], rows), CsvTable.MediaType);
        }).ForEverybody();
    }

    // The same map as on the notice's page, and of the version that the public reads now.
    private static void MapZone(WebApplication app) =>
        app.MapGet(LfrRoutes.NoticeMapTemplate, async (string reference, PublicNotices notices, HttpContext http, CancellationToken cancellationToken) =>
        {
            if (await notices.FindAsync(reference, cancellationToken) is not { Current: { Map: { } map } now } notice)
                return Results.NotFound();
            http.Response.Headers.ContentDisposition = "attachment; filename=\"zone.geojson\"";
            return Results.Text(
                PlaceMapText.GeoJson(map.ForThePublic(), [("reference", notice.Reference), ("version", now.Number.ToString(CultureInfo.InvariantCulture)), ("standing", notice.Standing.Word())]), PlaceMapText.MediaType, Encoding.UTF8);
        }).ForEverybody();

    // As it was uploaded and looked through. A browser that shows it runs nothing of it.
    private static void MapTranslations(WebApplication app) =>
        app.MapGet(LfrRoutes.NoticeFileTemplate, async (string reference, Guid fileId, PublicNotices notices, HttpContext http, CancellationToken cancellationToken) =>
        {
            if (await notices.FileAsync(reference, fileId, cancellationToken) is not { } found)
                return Results.NotFound();
            http.Response.Headers.ContentDisposition = $"attachment; filename=\"notice-{found.File.Language}.pdf\"";
            http.Response.Headers.ContentLanguage = found.File.Language;
            return Results.Bytes(found.Pdf, "application/pdf");
        }).ForEverybody();

    private static async Task<(IReadOnlyList<OpenNoticeRow> Rows, int Total, string? Next)> PageAsync(PublicNotices notices, HttpContext context, string file, CancellationToken cancellationToken)
    {
        var page = OpenData.PageOf(context);
        var (shown, all) = await notices.PageAsync((page - 1) * PageSize, PageSize, cancellationToken);
        return ([.. shown.SelectMany(n => n.Versions.Select(v => new OpenNoticeRow(n, v)))], all, page * PageSize >= all ? null : OpenData.Next(context, file, page));
    }
}
