using System.Net;
using System.Text.Json;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Notices.Commands;
using Lfr.Web.Features.Notices.Queries;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Notices;

/// <summary>A notice in other languages, as files: published with it as part of that version, on the page and in open data, and withdrawn with it.</summary>
public sealed class TranslatedFilesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task File_IsPublicWithTheNotice_StaysWithItsVersion_AndIsWithdrawnWithIt()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        var (polish, urdu) = (Given.Id(800), Given.Id(801));
        var pdf = PdfCheckTests.Ordinary();
        Given.Do(await AttachAsync(rig, polish, "pl", pdf));
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(rig, polish)).StatusCode);
        await PublishAsync(rig);

        using (var answer = await GetAsync(rig, polish))
        {
            Assert.Equal((HttpStatusCode.OK, "application/pdf", "attachment"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.DispositionType));
            Assert.True(answer.Headers.CacheControl is { Public: true, NoStore: false } && !answer.Headers.Contains("Set-Cookie"));
            Assert.Equal(pdf, await answer.Content.ReadAsByteArrayAsync(Cancel));
        }

        Assert.Contains("polski</a> (Polish, PDF, ", await PageAsync(rig), StringComparison.Ordinal);
        Assert.Equal(("pl", LfrRoutes.NoticeFile("2026-014", polish)), await OpenAsync(rig));

        // Another language in its place: the version before keeps what it had.
        Given.Do(await rig.Get<DetachTranslation>().RunAsync(Given.Planner, rig.DeploymentId, polish, null, Cancel));
        Given.Do(await AttachAsync(rig, urdu, "ur", pdf));
        await PublishAsync(rig);
        Assert.DoesNotContain("polski", await PageAsync(rig), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(rig, polish)).StatusCode);
        var versions = (await NoticeAsync(rig)).Versions;
        Assert.Equal(["", "pl", "ur"], versions.Select(v => string.Join(' ', v.Attachments.Select(a => a.Language))));
        Assert.Contains("In other languages", NoticeDifferences.Between(versions[1], versions[2], _ => "").Select(d => d.Part));

        Given.Do(await rig.Get<WithdrawNotice>().RunAsync(Given.Planner, rig.DeploymentId, "It named the wrong street.", null, Cancel));
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(rig, urdu)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(rig, polish)).StatusCode);
        Assert.DoesNotContain(LfrRoutes.NoticeFile("2026-014", urdu), await PageAsync(rig), StringComparison.Ordinal);
        Assert.Equal(("ur", ""), await OpenAsync(rig));
    }

    [Fact]
    public async Task File_IsAttachedOnce_ByPlanners_InALanguageThatThereIs_AndNothingHostile()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        var pdf = PdfCheckTests.Ordinary();
        Assert.False((await rig.Get<AttachTranslation>().RunAsync(Given.Officer, rig.DeploymentId, Given.Id(800), "pl", pdf, null, Cancel)).Succeeded);
        Says.RefusedBy("FORM", await AttachAsync(rig, Given.Id(800), "pl", "<script>"u8.ToArray()), "is no PDF");
        Says.RefusedBy("FORM", await AttachAsync(rig, Given.Id(800), "\"><script>", pdf), "Choose the language");
        Given.Do(await AttachAsync(rig, Given.Id(800), "pl", pdf));
        Given.Do(await AttachAsync(rig, Given.Id(800), "pl", pdf));
        Says.RefusedBy("STATE", await AttachAsync(rig, Given.Id(802), "pl", pdf), "There is a file in Polish already");
        Assert.Equal("pl", Assert.Single((await rig.Get<ReadNotice>().RunAsync(Given.Planner, rig.DeploymentId, Cancel))!.Attachments).Language);

        // Nothing was published with it, so nothing of it stays.
        Given.Do(await rig.Get<DetachTranslation>().RunAsync(Given.Planner, rig.DeploymentId, Given.Id(800), null, Cancel));
        Given.Do(await rig.Get<DetachTranslation>().RunAsync(Given.Planner, rig.DeploymentId, Given.Id(800), null, Cancel));
        Assert.Equal(0, await rig.App.InDatabaseAsync(db => db.NoticeFiles.CountAsync(Cancel)));
    }

    [Fact]
    public async Task OfTwoWhoAttachAtOnce_OneIsKept_AndTheOtherTold()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        var (read, pdf) = ((await NoticeAsync(rig)).Revision, PdfCheckTests.Ordinary());
        var both = await Task.WhenAll(new[] { "pl", "ur" }.Select((language, i) => Task.Run(() => rig.Get<AttachTranslation>().RunAsync(Given.Planner, rig.DeploymentId, Given.Id(800 + i), language, pdf, read, Cancel))));

        Says.RefusedBy("CONFLICT", Assert.Single(both, o => !o.Succeeded));
        Assert.Single((await NoticeAsync(rig)).Attachments);
        Assert.Equal(1, await rig.App.InDatabaseAsync(db => db.NoticeFiles.CountAsync(Cancel)));
    }

    /// <summary>A file alone is something new to publish; without a change nothing is.</summary>
    [Fact]
    public void Notice_ThatOnlyGotAFile_IsAmended_AndACancelledOneTakesNone()
    {
        var notice = Notice.Write(Given.Id(2), Given.DeploymentId, Given.NoticeText);
        Given.Do(notice.Publish(Given.GoodPlan(), "", Given.Planner, Given.Start.AddDays(-7)));
        Given.Do(notice.Attach(new NoticeAttachment(Given.Id(800), "pl", new string('a', 64), 1000)));
        Given.Do(notice.Publish(Given.GoodPlan(), "Now in Polish.", Given.Planner, Given.Start.AddDays(-6)));
        Says.RefusedBy("FORM", notice.Publish(Given.GoodPlan(), "Again.", Given.Planner, Given.Start.AddDays(-6)), "nothing changed");
        Assert.NotNull(notice.PublicSince(Given.GoodPlan()));

        notice.Tell(NoticeChange.Cancelled, "Snow.", Given.Planner, Given.Start.AddDays(-5));
        Assert.Equal("pl", Assert.Single(notice.Current!.Attachments).Language);
        Assert.False(notice.Attach(new NoticeAttachment(Given.Id(801), "ur", new string('b', 64), 1000)).Succeeded);
        Assert.False(notice.Detach(Given.Id(800)).Succeeded);
    }

    [Fact]
    public void Notice_TakesTwentyFiles_AndNoMore()
    {
        var notice = Notice.Write(Given.Id(2), Given.DeploymentId, Given.NoticeText);
        foreach (var (i, language) in NoticeLanguages.All.Take(NoticeAttachment.Most).Index())
            Given.Do(notice.Attach(new NoticeAttachment(Given.Id(800 + i), language.Tag, new string('a', 64), 1000)));

        Says.RefusedBy("STATE", notice.Attach(new NoticeAttachment(Given.Id(900), NoticeLanguages.All[NoticeAttachment.Most].Tag, new string('a', 64), 1000)), "the most that a notice may have");
        Assert.Equal(NoticeLanguages.All.Count, NoticeLanguages.All.Select(l => l.Tag).Distinct().Count());
    }

    private static Task<Outcome> AttachAsync(LiveRig rig, Guid id, string language, byte[] pdf) => rig.Get<AttachTranslation>().RunAsync(Given.Planner, rig.DeploymentId, id, language, pdf, null, Cancel);

    private static async Task PublishAsync(LiveRig rig) => Given.Do(await rig.Get<PublishNotice>().RunAsync(Given.Planner, rig.DeploymentId, "Other languages.", null, null, Cancel));

    private static Task<Notice> NoticeAsync(LiveRig rig) => rig.App.InDatabaseAsync(db => db.Notices.AsNoTracking().SingleAsync(n => n.DeploymentId == rig.DeploymentId, Cancel));

    private static async Task<HttpResponseMessage> GetAsync(LiveRig rig, Guid file)
    {
        using var client = rig.App.Anybody();
        return await client.GetAsync(new Uri(LfrRoutes.NoticeFile("2026-014", file), UriKind.Relative), Cancel);
    }

    private static async Task<string> PageAsync(LiveRig rig)
    {
        using var client = rig.App.Anybody();
        return await client.GetStringAsync(new Uri(LfrRoutes.Notice("2026-014"), UriKind.Relative), Cancel);
    }

    private static async Task<(string Languages, string Files)> OpenAsync(LiveRig rig)
    {
        using var client = rig.App.Anybody();
        using var file = JsonDocument.Parse(await client.GetStringAsync(new Uri(LfrRoutes.OpenNoticesJson, UriKind.Relative), Cancel));
        var now = file.RootElement.GetProperty("notices").EnumerateArray().Single(r => r.GetProperty("is_current").GetBoolean());
        return (now.GetProperty("languages").GetString()!, now.GetProperty("translations").GetString()!);
    }
}
