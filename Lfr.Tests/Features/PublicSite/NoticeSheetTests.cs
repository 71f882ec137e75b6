using System.Net;
using System.Text;
using Lfr.Shared.Notices;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Components;
using Lfr.Web.Features.PublicSite.Queries;
using Lfr.Web.Features.PublicSite.Sheets;
using Lfr.Web.Urls;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using ZXing;

namespace Lfr.Tests.Features.PublicSite;

/// <summary>What is printed of a notice, read as PDF by a library that did not write it.</summary>
public sealed class NoticeSheetTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Address = "https://lfr.force.example/notices/2026-014";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. NoticeSheet.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EverySheet_SaysWhenWhereAndHowToAvoidIt_AndItsCodeLeadsToTheNotice(string name)
    {
        var sheet = NoticeSheet.Find(name)!;
        var file = Draw(sheet, Published());

        using var pdf = PdfDocument.Open(file);
        var page = Assert.Single(pdf.GetPages());
        var text = Words(page);
        Assert.Equal(
            sheet.Kind switch { SheetKind.PosterA4 => (595, 842), SheetKind.PosterA3 => (842, 1191), SheetKind.Leaflet => (420, 595), _ => (1191, 842) }, ((int)Math.Round(page.Width), (int)Math.Round(page.Height)));
        Assert.All(
            new[]
            {
                sheet.InWelsh ? "Dydd Gwener 5 Mehefin 2026, 10:00–18:00" : "Friday 5 June 2026, 10:00–18:00", "South Street, by the station, Romford", Given.NoticeText.AnotherWay, Given.NoticeText.WhatHappensToYourFace,
                Address, Given.NoticeText.Contact, sheet.InWelsh ? "Adnabod wynebau byw yma" : "Live facial recognition here", sheet.InWelsh ? "Hysbysiad 2026-014, fersiwn 1" : "Notice 2026-014, version 1",
                sheet.InWelsh ? "Y dudalen we yw fersiwn hygyrch" : "The web page is the accessible version of this sheet.",
            },
            words => Assert.Contains(words, text, StringComparison.Ordinal));
        Assert.Equal(sheet.Kind != SheetKind.Sign, text.Contains(sheet.InWelsh ? "ardal ddynodedig" : "outside a designated locality", StringComparison.Ordinal));
        Assert.Equal(sheet.Kind == SheetKind.Leaflet, text.Contains(Given.NoticeText.YourRights, StringComparison.Ordinal));
        Assert.DoesNotContain(sheet.InWelsh ? "gweddill" : "The rest is", text, StringComparison.Ordinal);
        Assert.Equal(Address, CodeOn(page));
        // Tagged: a screen reader hears headings in order, and its language.
        var raw = Encoding.Latin1.GetString(file);
        Assert.Contains("/StructTreeRoot", raw, StringComparison.Ordinal);
        Assert.Contains(sheet.InWelsh ? "/Lang(cy)" : "/Lang(en-GB)", raw, StringComparison.Ordinal);
    }

    /// <summary>Ten thousand characters without a blank: the page stays one, what is cut says so, and address and contact stay whole.</summary>
    [Fact]
    public void WordsThatDoNotFitThePaper_AreCut_AndTheFootStays()
    {
        var notice = Published(Given.NoticeText with { Summary = new string('w', 10_000), YourRights = string.Join(' ', Enumerable.Repeat("right", 2_000)) });

        foreach (var sheet in NoticeSheet.All)
        {
            using var pdf = PdfDocument.Open(Draw(sheet, notice));
            var page = Assert.Single(pdf.GetPages());
            var text = Words(page);
            Assert.Contains(Given.NoticeText.Contact, text, StringComparison.Ordinal);
            Assert.Equal(Address, CodeOn(page));
            Assert.Equal(sheet.Kind != SheetKind.Sign, text.Contains(sheet.InWelsh ? "Mae’r gweddill ar y dudalen we." : "The rest is on the web page.", StringComparison.Ordinal));
            Assert.All(page.Letters, l => Assert.True(l.StartBaseLine is { X: > 0, Y: > 0 } && l.EndBaseLine.X < page.Width && l.StartBaseLine.Y < page.Height, $"“{l.Value}” lies beside the paper of {sheet.Name}."));
        }
    }

    [Fact]
    public void WhatWasPutOff_IsToBeTakenDown()
    {
        var notice = Published() with { Standing = PublicStanding.Postponed, Meaning = "Snow. We will not compare any faces until we publish a new date here." };

        Assert.Contains("Postponed. Snow. We will not compare any faces until we publish a new date here. Take this sheet down.", Words(Draw(NoticeSheet.Find("poster-a4")!, notice)), StringComparison.Ordinal);
        Assert.Contains("Wedi’i ohirio. Tynnwch y daflen hon i lawr.", Words(Draw(NoticeSheet.Find("sign-cy")!, notice)), StringComparison.Ordinal);
    }

    /// <summary>Marks that turn writing round, pictograms, half a character, and what a PDF itself is written in.</summary>
    [Fact]
    public void HostileWords_AreWordsOnPaper()
    {
        var text = Words(Draw(NoticeSheet.Find("poster-a4")!, Published(Given.NoticeText with { Summary = "a\u202Ecod.exe\u202C 🚓 مرحبا \uD800 (endobj) \\) >> stream", Contact = "ŵŷ Ŵ Żółć" })));

        Assert.Contains("acod.exe ? ????? ", text, StringComparison.Ordinal);
        Assert.Contains("(endobj) \\) >> stream", text, StringComparison.Ordinal);
        Assert.Contains("ŵŷ Ŵ Żółć", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SheetsOfPublishedNoticesAreServed_AndNothingElse()
    {
        await shared.App.InDatabaseAsync(async db =>
        {
            var given = new Given();
            db.AddRange(given.Deployment(), given.Notice());
            return await db.SaveChangesAsync(Cancel);
        });
        using var client = shared.App.Anybody();
        Task<HttpResponseMessage> GetAsync(string reference, string name) => client.GetAsync(new Uri(LfrRoutes.NoticeSheet(reference, name), UriKind.Relative), Cancel);

        using var sheet = await GetAsync("2026-014", "sign-cy");
        Assert.Equal(("application/pdf", "inline; filename=2026-014-sign-cy.pdf"), (sheet.Content.Headers.ContentType!.MediaType, sheet.Content.Headers.ContentDisposition!.ToString().Replace("\"", "", StringComparison.Ordinal)));
        Assert.Contains($"{shared.App.Address}notices/2026-014", Words(await sheet.Content.ReadAsByteArrayAsync(Cancel)), StringComparison.Ordinal);
        foreach (var (reference, name) in new[] { ("2026-014", "poster-a5"), ("2026-014", "sign-de"), ("2026-999", "sign"), ("..%2F2026-014", "sign") })
        {
            using var nothing = await GetAsync(reference, name);
            Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
        }

        var page = await client.GetStringAsync(new Uri(LfrRoutes.Notice("2026-014"), UriKind.Relative), Cancel);
        Assert.All(NoticeSheet.All, s => Assert.Contains($"href=\"{LfrRoutes.NoticeSheet("2026-014", s.Name)}\"", page, StringComparison.Ordinal));
        // On paper the page itself says where it was.
        Assert.Contains("class=\"printed-from\"", page, StringComparison.Ordinal);
        Assert.EndsWith("/notices/2026-014", QrReader.Read(page), StringComparison.Ordinal);
    }

    private static PublicNotice Published(NoticeText? text = null)
    {
        var notice = Notice.Write(Given.Id(2), Given.DeploymentId, text ?? Given.NoticeText);
        Given.Do(notice.Publish(Given.GoodPlan(), "", Given.Planner, Given.Start.AddDays(-7)));
        return new PublicNotice("2026-014", PublicStanding.Planned, "", notice.Versions, RecordPublished: false) { Policy = Given.Uk };
    }

    private static byte[] Draw(NoticeSheet sheet, PublicNotice notice) => SheetPdf.Draw(SheetContent.Of(sheet, notice, new Force("Havering Police", null), Address), sheet.Kind, notice.Current.By.At);

    private static string Words(byte[] file)
    {
        using var pdf = PdfDocument.Open(file);
        return Words(pdf.GetPage(1));
    }

    /// <summary>The lines of the page, one after the other.</summary>
    private static string Words(Page page)
    {
        var text = new StringBuilder();
        var line = double.NaN;
        foreach (var letter in page.Letters)
        {
            if (text.Length > 0 && Math.Abs(letter.StartBaseLine.Y - line) > 0.5)
                text.Append(' ');
            line = letter.StartBaseLine.Y;
            text.Append(letter.Value);
        }

        return text.ToString();
    }

    /// <summary>What the bars on the page say as a QR code.</summary>
    private static string? CodeOn(Page page)
    {
        const int Scale = 3;
        var (width, height) = ((int)(page.Width * Scale), (int)(page.Height * Scale));
        var light = Enumerable.Repeat(byte.MaxValue, width * height).ToArray();
        foreach (var bar in page.Paths.Where(p => p.IsFilled).Select(p => p.GetBoundingRectangle()!.Value))
        {
            for (var y = (int)Math.Round((page.Height - bar.Top) * Scale); y < (int)Math.Round((page.Height - bar.Bottom) * Scale); y++)
                light.AsSpan(y * width + (int)Math.Round(bar.Left * Scale), (int)Math.Round(bar.Width * Scale)).Clear();
        }

        return new BarcodeReaderGeneric().Decode(new RGBLuminanceSource(light, width, height, RGBLuminanceSource.BitmapFormat.Gray8))?.Text;
    }
}
