using Lfr.Web.Components;
using Lfr.Web.Features.PublicSite.Queries;
using Lfr.Web.Features.PublicSite.Sheets;
using Lfr.Web.Urls;

namespace Lfr.Web.Features.PublicSite;

/// <summary>Published notices as files to print: posters, a leaflet and a sign, in English and Welsh.</summary>
public static class NoticeSheets
{
    /// <summary>Maps them; no sign-in.</summary>
    public static void MapNoticeSheets(this WebApplication app) =>
        app.MapGet(LfrRoutes.NoticeSheetTemplate, async (string reference, string name, PublicNotices notices, Force force, HttpRequest request, HttpResponse response, CancellationToken cancellationToken) =>
        {
            if (NoticeSheet.Find(name) is not { } sheet || await notices.FindAsync(reference, cancellationToken) is not { } notice || !NoticeSheet.Of(notice.Policy).Contains(sheet))
                return Results.NotFound();
            var content = SheetContent.Of(sheet, notice, force, $"{request.Scheme}://{request.Host}{LfrRoutes.Notice(notice.Reference)}");
            response.Headers.ContentDisposition = $"inline; filename=\"{notice.Reference}-{sheet.Name}.pdf\"";
            return Results.Bytes(SheetPdf.Draw(content, sheet.Kind, notice.Current.By.At), "application/pdf");
        }).ForEverybody();
}
