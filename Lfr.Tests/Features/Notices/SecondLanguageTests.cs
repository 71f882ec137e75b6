using System.Net;
using Lfr.Shared.Notices;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Components;
using Lfr.Web.Features.Notices;
using Lfr.Web.Features.PublicSite.Queries;
using Lfr.Web.Features.PublicSite.Sheets;
using Lfr.Web.Urls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Features.Notices;

/// <summary>A planner may write the notice in Welsh as well. It is published whole or not at all, beside the English and on the Welsh sheets.</summary>
public sealed class SecondLanguageTests
{
    private static readonly NoticeTranslation Welsh = new(
        NoticeTranslation.Welsh, "Bydd camerâu yn cymharu wynebau.", "Dod o hyd i bobl.", "Mae lladradau wedi dyblu.", "Pobl y mae’r llysoedd yn chwilio amdanynt.", "Cerddwch ar hyd y Parade.", "Caiff eich wyneb ei ddileu.",
        "Cewch ofyn a chwyno.");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void TextThatIsHalfTranslated_IsNotPublished()
    {
        var notice = Notice.Write(Given.Id(2), Given.DeploymentId, Given.NoticeText with { Second = Welsh with { Why = " ", YourRights = "" } });

        Says.RefusedBy("FORM", notice.Publish(Given.GoodPlan(), "", Given.Planner, Given.Start.AddDays(-7)), "second language is not complete: Why, Your rights.");
        Given.Do(notice.Edit(Given.NoticeText with { Second = Welsh }));
        Given.Do(notice.Publish(Given.GoodPlan(), "", Given.Planner, Given.Start.AddDays(-7)));
        Given.Do(notice.Edit(Given.NoticeText with { Second = Welsh with { Why = "Rheswm arall." } }));
        Given.Do(notice.Publish(Given.GoodPlan(), "Better Welsh.", Given.Planner, Given.Start.AddDays(-6)));
        Assert.Equal(["Why (second language)"], NoticeDifferences.Between(notice.Versions[0], notice.Versions[1], w => "").Select(d => d.Part));
    }

    [Fact]
    public void FieldsThatAreAllEmpty_AreNoTranslation_AndWhatIsTypedComesBack()
    {
        var draft = new NoticeDraft(Given.NoticeText);
        Assert.Null(draft.ToText().Second);
        draft.Welsh.Summary = " Bydd camerâu. ";
        Assert.Equal("Bydd camerâu.", draft.ToText().Second!.Summary);
        Assert.Contains(new NoticeDraftValidator().Validate(draft).Errors, e => e.PropertyName == "cy-why");
        Assert.Equal(Welsh, new NoticeDraft(Given.NoticeText with { Second = Welsh }).ToText().Second);
        Assert.True(new NoticeDraftValidator().Validate(new NoticeDraft(Given.NoticeText)).IsValid);
    }

    [Fact]
    public void TwoWhoWrite_LoseNeitherTheEnglishNorTheWelsh()
    {
        var merged = NoticeDraft.Merged(Given.NoticeText, Given.NoticeText with { Second = Welsh }, Given.NoticeText with { Contact = "01708 000000" });

        Assert.Equal(("01708 000000", Welsh), (merged.Contact, merged.Second));
    }

    [Fact]
    public async Task PublicPageAndWelshSheets_SayTheWelshWords_AndTheEnglishOnesSayNoWelsh()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false, Time = new FakeTimeProvider(Given.Start.AddDays(-1)) });
        await app.InDatabaseAsync(async db =>
        {
            var given = new Given { Text = Given.NoticeText with { Second = Welsh with { Summary = "<script>alert(1)</script> Bydd camerâu." } } };
            db.AddRange(given.Deployment(), given.Notice());
            return await db.SaveChangesAsync(Cancel);
        });
        using var client = app.Anybody();
        var page = await client.GetStringAsync(new Uri(LfrRoutes.Notice("2026-014"), UriKind.Relative), Cancel);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<section lang=\"cy\"", page, StringComparison.Ordinal);
        Assert.All(Welsh.Parts.Skip(1), p => Assert.Contains(p.Text, WebUtility.HtmlDecode(page), StringComparison.Ordinal));

        var notice = (await app.Services.GetRequiredService<PublicNotices>().FindAsync("2026-014", Cancel))!;
        var (welsh, english) = (Sheet(notice, "leaflet-cy"), Sheet(notice, "leaflet"));
        Assert.All(new[] { Welsh.AnotherWay, Welsh.Why, Welsh.WhoIsLookedFor, Welsh.WhatHappensToYourFace, Welsh.YourRights }, words => Assert.Contains(words, welsh, StringComparison.Ordinal));
        Assert.DoesNotContain("Saesneg yw iaith", welsh, StringComparison.Ordinal);
        Assert.DoesNotContain(Given.NoticeText.Why, welsh, StringComparison.Ordinal);
        Assert.DoesNotContain(Welsh.Why, english, StringComparison.Ordinal);
        Assert.Contains(Given.NoticeText.Why, english, StringComparison.Ordinal);

        string Sheet(PublicNotice of, string name) => string.Join('\n', SheetContent.Of(NoticeSheet.Find(name)!, of, app.Services.GetRequiredService<Force>(), "https://lfr.force.example").Body.Select(b => b.Text));
    }
}
