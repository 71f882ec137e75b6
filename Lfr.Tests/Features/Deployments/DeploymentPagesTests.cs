using System.Net;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Components;
using Lfr.Web.Components.Pages;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Features.Notices.Commands;
using Lfr.Web.Features.Notices.Queries;
using Lfr.Web.Urls;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Features.Deployments;

public sealed class DeploymentPagesTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly TimeProvider Clock = TimeProvider.System;

    private LfrApp App => shared.App;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Draft_WaitsForItsPlanner_AndForNobodyElse()
    {
        var id = await DraftAsync();

        Assert.True((await RowAsync(Given.Planner, id)).NeedsReader);
        Assert.False((await RowAsync(Given.Officer, id)).NeedsReader);
        Assert.Null(await Get<ListDeployments>().RunAsync(Administrator, new DeploymentFilter(), 0, 50, Cancel));
    }

    /// <summary>A case of 2019 is over; its page does not wait for something to happen.</summary>
    [Fact]
    public async Task HubOfACaseFromBeforeLfr_SaysSo_AndNotThatNothingHasHappenedYet()
    {
        var old = Lfr.Tests.Records.Trials.Romford.Case(Given.Id(8813), "met-2019.1", Given.Planner.Sign(Given.Start));
        await App.InDatabaseAsync(async db =>
        {
            db.Add(old);
            return await db.SaveChangesAsync(Cancel);
        });
        using var planner = await App.SignInAsync(Roles.Planner);

        var page = WebUtility.HtmlDecode(await planner.GetStringAsync(LfrRoutes.Deployment(old.Id), Cancel));

        Assert.Contains("This case happened before Lfr. Nothing was done to it here.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing has happened yet", page, StringComparison.Ordinal);
    }

    /// <summary>A form that comes back after it was sent must not swallow the next deployment; sent twice it is one.</summary>
    [Fact]
    public async Task FormOfADeployment_SentTwice_IsOne_AndWithAnotherNameAConflict()
    {
        var id = Given.Id(8811);
        var plan = Given.GoodPlan() with { Name = "Ilford market", Window = null };
        Given.Do(await Get<DraftDeployment>().RunAsync(Given.Planner, id, plan, Cancel));

        Given.Do(await Get<DraftDeployment>().RunAsync(Given.Planner, id, plan, Cancel));
        Says.RefusedBy("CONFLICT", await Get<DraftDeployment>().RunAsync(Given.Planner, id, plan with { Name = "Barking station" }, Cancel), "Ilford market");
        Says.RefusedBy("CONFLICT", await Get<DraftDeployment>().RunAsync(Given.Planner with { UserId = Given.Id(8812) }, id, plan, Cancel), "This form was sent already");
    }

    [Fact]
    public async Task WhatWaitsForTheReader_ComesFirst()
    {
        var waiting = await SubmittedAsync();
        await DraftAsync();

        var rows = (await Get<ListDeployments>().RunAsync(Given.Officer, new DeploymentFilter(), 0, ListDeployments.Most, Cancel))!.Rows;

        Assert.True(rows[0].NeedsReader);
        Assert.Contains(rows.TakeWhile(r => r.NeedsReader), r => r.Id == waiting);
        Assert.DoesNotContain(rows.SkipWhile(r => r.NeedsReader), r => r.NeedsReader);
    }

    /// <summary>What people type is text: the signs of a pattern stand for themselves.</summary>
    [Theory]
    [InlineData("100%_[x] ROMFORD", true)]
    [InlineData("100%_[X] romf", true)]
    [InlineData("100x", false)]
    [InlineData("%", true)]
    [InlineData("%%", false)]
    public async Task Search_FindsPartsOfNames_WhateverTheirCase(string search, bool found)
    {
        var id = await DraftAsync(Given.GoodPlan() with { Name = "100%_[x] Romford", Window = null });

        var rows = (await Get<ListDeployments>().RunAsync(Given.Planner, DeploymentFilter.From(search, null, null, null), 0, ListDeployments.Most, Cancel))!.Rows;

        Assert.Equal(found, rows.Any(r => r.Id == id));
    }

    /// <summary>Whatever the order, the pages together are the whole list, each deployment once, and no page asks for more than it shows.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("", "over")]
    [InlineData("name", "")]
    [InlineData("starts", "")]
    [InlineData("reference", "ahead")]
    [InlineData("place", "needs")]
    [InlineData("state", "over")]
    public async Task Pages_OfTheList_AreTogetherTheWholeList(string sort, string show)
    {
        await DraftAsync();
        await SubmittedAsync();
        for (var i = 0; i < 3; i++)
            Given.Do(await Get<CancelDeployment>().RunAsync(Given.Planner, await DraftAsync(Given.GoodPlan() with { Name = $"{(char)('C' - i)} street", Window = null }), "Rain.", null, Cancel));

        var filter = DeploymentFilter.From(null, show, sort, descending: sort == "name");
        var list = Get<ListDeployments>();
        var whole = (await list.RunAsync(Given.Planner, filter, 0, int.MaxValue, Cancel))!;
        var pages = new List<DeploymentRow>();
        for (var skip = 0; skip < whole.Total; skip += 2)
            pages.AddRange((await list.RunAsync(Given.Planner, filter, skip, 2, Cancel))!.Rows);

        Assert.Equal(whole.Total, whole.Rows.Count);
        Assert.Equal(whole.Rows.Select(r => r.Id), pages.Select(r => r.Id));
        Assert.Equal(whole.Total, whole.Counts[filter.Group]);
        if (sort == "name")
            Assert.Equal(whole.Rows.Select(r => r.Name).OrderDescending(StringComparer.Ordinal), whole.Rows.Select(r => r.Name));
        if (show == "over")
            Assert.All(whole.Rows, r => Assert.True(ListDeployments.IsOver(r.State)));
    }

    /// <summary>The file is what the page shows, and what a spreadsheet would run does not run.</summary>
    [Fact]
    public async Task Table_OfTheList_IsWhatThePageShows()
    {
        await DraftAsync(Given.GoodPlan() with { Name = "=Zebra crossing", Window = null });
        using var planner = await App.SignInAsync(Roles.Planner);

        var csv = await planner.GetStringAsync(LfrRoutes.DeploymentsTable + "?q=zebra", Cancel);

        var lines = csv.Trim('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(("reference,name,place,starts,ends,state,next", 2), (lines[0], lines.Length));
        Assert.Contains("'=Zebra crossing", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hub_SaysWhatTheRulesSay_EachRuleAtItsFirstGate()
    {
        var hub = (await Get<ReadHub>().RunAsync(Given.Planner, await DraftAsync(), Cancel))!;

        Assert.Equal(hub.Readiness, hub.Gates.SelectMany(g => g.Findings).OrderBy(f => hub.Readiness.ToList().IndexOf(f)));
        Assert.Equal(Gate.Submit, hub.Gates.Single(g => g.IsNext).Gate);
        Assert.Equal(hub.Readiness.Count, hub.Met + hub.Blocking + hub.Warning + hub.Readiness.Count(f => f.Weight == Weight.Record));
        Assert.Equal("Submit for authority", hub.Next?.Label);
    }

    [Fact]
    public async Task Timeline_FoldsSavesInARow_AndKeepsRefusals()
    {
        var id = await DraftAsync(Given.GoodPlan() with { Cameras = [], Window = null });
        for (var i = 1; i <= 3; i++)
            Given.Do(await Get<ChangePlan>().RunAsync(Given.Planner, id, Given.GoodPlan() with { Cameras = [], Window = null, Name = $"Name {i}" }, i, Cancel));
        Says.RefusedBy("R07,CAMERAS", await Get<SubmitDeployment>().RunAsync(Given.Planner, id, null, Cancel));

        var timeline = (await Get<ReadHub>().RunAsync(Oversight, id, Cancel))!.Timeline;

        Assert.Equal([("Changed the plan.", 3), ("Started", 1)], timeline.Skip(1).Select(e => (e.Times > 1 ? e.Sentence : e.Sentence[..7], e.Times)));
        Assert.False(timeline[0].Done);
        Assert.Contains("CAMERAS", timeline[0].Rules, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondSave_FromAnOldRevision_IsRefusedAndLosesNothing()
    {
        var id = await DraftAsync();
        var first = (await Get<ReadPlan>().RunAsync(Given.Planner, id, Cancel))!;
        Given.Do(await Get<ChangePlan>().RunAsync(Given.Planner, id, first.Plan with { Name = "By one" }, first.Revision, Cancel));

        var second = await Get<ChangePlan>().RunAsync(Given.Planner, id, first.Plan with { Name = "By another" }, first.Revision, Cancel);

        Assert.True(second.IsRefusedAs(RefusalKind.Conflict));
        Assert.Matches("^Priya Planner changed this on .* while you were looking at it: Changed the plan. Your words are still on the screen", second.Explanation);
        var now = (await Get<ReadPlan>().RunAsync(Given.Planner, id, Cancel))!;
        Assert.Equal(("By one", first.Revision + 1), (now.Plan.Name, now.Revision));
    }

    [Fact]
    public async Task Plan_OffersAccountsThatServe_WithTheirTraining()
    {
        var sheet = (await Get<ReadPlan>().RunAsync(Given.Planner, await DraftAsync(), Cancel))!;

        Assert.Equal([Roles.Operator, Roles.EngagementOfficer, Roles.Silver], sheet.Accounts.Select(a => a.Role));
        Assert.All(sheet.Accounts, a => Assert.NotNull(a.TrainedUntil));
    }

    [Fact]
    public async Task Officer_MayDecideOnlyWhatWasSubmitted_AndTheHashIsThatOfThePlanShown()
    {
        var id = await SubmittedAsync();

        var sheet = (await Get<ReadAuthority>().RunAsync(Given.Officer, id, Cancel))!;

        Assert.True(sheet.MayDecide);
        Assert.Equal(sheet.Plan.Hash(), sheet.PlanHash);
        Assert.False((await Get<ReadAuthority>().RunAsync(Given.Planner, id, Cancel))!.MayDecide);
        Given.Do(await Get<DecideAuthority>().RunAsync(Given.Officer, id, AuthorityVerdict.Granted, "Necessary", "Stop at 17:00", sheet.PlanHash, sheet.Revision, Cancel));
        var after = (await Get<ReadAuthority>().RunAsync(Given.Officer, id, Cancel))!;
        Assert.Equal((false, true), (after.MayDecide, after.MayRevoke));
        Assert.Equal("Stop at 17:00", after.Decisions[0].Conditions);
    }

    [Fact]
    public async Task Operator_ReadsTheHub_ButNotThePlanItsNoticeOrItsAuthority()
    {
        var id = await DraftAsync();

        Assert.False((await Get<ReadHub>().RunAsync(Given.Operator, id, Cancel))!.ReadsPlan);
        Assert.Null(await Get<ReadPlan>().RunAsync(Given.Operator, id, Cancel));
        Assert.Null(await Get<ReadNotice>().RunAsync(Given.Operator, id, Cancel));
        Assert.Null(await Get<ReadAuthority>().RunAsync(Given.Operator, id, Cancel));
        Assert.Null(await Get<ReadHub>().RunAsync(Administrator, id, Cancel));
    }

    [Fact]
    public async Task Notice_WrittenByTwoAtOnce_KeepsTheFirst()
    {
        var id = await DraftAsync();
        Given.Do(await Get<WriteNotice>().RunAsync(Given.Planner, id, Given.NoticeText, 0, Cancel));

        var second = await Get<WriteNotice>().RunAsync(Given.Planner, id, Given.NoticeText with { Why = "Other words" }, 0, Cancel);

        Says.RefusedBy("CONFLICT", second, "Priya Planner changed this");
        var sheet = (await Get<ReadNotice>().RunAsync(Given.Planner, id, Cancel))!;
        Assert.Equal((Given.NoticeText, 1L), (sheet.Text!, sheet.Revision));
    }

    [Fact]
    public async Task ShortNotice_AsksForASecondReason_Once()
    {
        var start = Clock.GetUtcNow().AddHours(6);
        var id = await DraftAsync(Given.GoodPlan() with { Window = new Window(start, start.AddHours(4)) });
        Given.Do(await Get<WriteNotice>().RunAsync(Given.Planner, id, Given.NoticeText, 0, Cancel));
        Given.Do(await Get<PublishNotice>().RunAsync(Given.Planner, id, "", 1, null, Cancel));
        Assert.True((await Get<ReadNotice>().RunAsync(Given.Planner, id, Cancel))!.NeedsSecondReason);

        Given.Do(await Get<GiveShortNoticeReason>().RunAsync(Given.Planner, id, "A threat came to light today", 2, Cancel));

        Assert.False((await Get<ReadNotice>().RunAsync(Given.Planner, id, Cancel))!.NeedsSecondReason);
    }

    [Theory]
    [InlineData(Roles.Planner)]
    [InlineData(Roles.AuthorisingOfficer)]
    [InlineData(Roles.Oversight)]
    [InlineData(Roles.Operator)]
    public async Task Pages_AreDrawnForEveryRole_WithoutAScript(string role)
    {
        var id = await DraftAsync();
        using var client = await App.SignInAsync(role);
        string[] ofPlans = Permissions.WritePlans.See.Contains(role) ? [LfrRoutes.Plan(id), LfrRoutes.NoticeEditor(id), LfrRoutes.Authority(id)] : [];
        foreach (var address in (string[])[LfrRoutes.Deployments, LfrRoutes.Deployment(id), .. ofPlans])
        {
            using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("<h1", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
    }

    private static Actor Oversight => Given.Person(92, "Ina Spector", Rank.Staff, Roles.Oversight);

    private static Actor Administrator => Given.Person(91, "Ann Administrator", Rank.Staff, Roles.Administrator);

    private T Get<T>()
        where T : notnull => App.Services.CreateScope().ServiceProvider.GetRequiredService<T>();

    private async Task<DeploymentRow> RowAsync(Actor reader, Guid id) => (await Get<ListDeployments>().RunAsync(reader, new DeploymentFilter(), 0, int.MaxValue, Cancel))!.Rows.Single(r => r.Id == id);

    private async Task<Guid> DraftAsync(Plan? plan = null)
    {
        var id = Guid.CreateVersion7(Clock.GetUtcNow());
        var start = Clock.GetUtcNow().AddDays(10);
        var good = Given.GoodPlan();
        var ahead = good with
        {
            Window = new Window(start, start.AddHours(8)),
            Assessments = [.. good.Assessments.Select(a => a with { ValidUntil = DateOnly.FromDateTime(start.UtcDateTime).AddYears(1), ApprovedOn = DateOnly.FromDateTime(start.UtcDateTime).AddYears(-1) })],
        };
        Given.Do(await Get<DraftDeployment>().RunAsync(Given.Planner, id, plan is null ? ahead : plan, Cancel));
        return id;
    }

    private async Task<Guid> SubmittedAsync()
    {
        var id = await DraftAsync();
        Given.Do(await Get<SubmitDeployment>().RunAsync(Given.Planner, id, null, Cancel));
        return id;
    }
}
