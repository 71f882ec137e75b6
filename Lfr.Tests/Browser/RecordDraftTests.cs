using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Records;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Notices.Commands;
using Lfr.Web.Features.Records.Commands;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Lfr.Tests.Browser;

/// <summary>The words of a record and of a notice save themselves, and neither a reload nor a second person costs any.</summary>
public sealed class RecordDraftTests(Chromium chromium, SharedApp shared) : IClassFixture<SharedApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Words_SaveThemselves_AndSurviveAReload()
    {
        var id = await EndedAsync();
        await using var planner = await Desk.OfAsync(chromium, shared.App, Roles.Planner);
        await planner.GoAsync(LfrRoutes.RecordEditor(id));
        await planner.WriteAsync("What happened", "A quiet day.");
        await planner.SeesAsync("Draft saved");

        await planner.Page.ReloadAsync();
        await planner.AnswersAsync();
        await Assertions.Expect(planner.Page.Locator("#narrative")).ToHaveValueAsync("A quiet day.");

        // The button and the autosave never race, and what is typed while one of them works is in the next.
        await planner.WriteAsync("What happened", "A quiet day, with rain.");
        await planner.PressAsync("Save the draft");
        await planner.Page.Locator("#lessons").FillAsync("Bring umbrellas.");
        await Eventually.HoldsAsync(async () => await TextAsync(id) == new RecordText("A quiet day, with rain.", "Bring umbrellas.", null), "everything typed is saved");
        await Assertions.Expect(planner.Page.Locator("#narrative")).ToHaveValueAsync("A quiet day, with rain.");
        await Assertions.Expect(planner.Page.Locator("section.refusal")).ToHaveCountAsync(0);
        planner.AssertQuiet();
    }

    [Fact]
    public async Task Words_OfTwoPeople_AreBothKept()
    {
        var id = await EndedAsync();
        await using var planner = await Desk.OfAsync(chromium, shared.App, Roles.Planner);
        await planner.GoAsync(LfrRoutes.RecordEditor(id));

        // Whoever types on is not saved in between; the second person's words come meanwhile.
        var typing = planner.Page.Locator("#narrative").PressSequentiallyAsync(new string('m', 40), new LocatorPressSequentiallyOptions { Delay = 150 });
        await planner.SeesAsync("Saves itself in a moment…");
        Given.Do(await Get<EditRecord>().RunAsync(Given.Silver, id, Guid.CreateVersion7(), new RecordText("Silver's words.", "", null), null, Cancel));
        await typing;

        await planner.SeesAsync("Somebody else changed the record while you were writing");
        await planner.SeesAsync("Silver's words.");
        await planner.PressAsync("Save the draft");
        await Assertions.Expect(planner.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save the draft" })).ToBeEnabledAsync();
        await planner.SeesAsync("Not saved: somebody else changed the record.");
        Assert.Equal("Silver's words.", (await TextAsync(id)).Narrative);
        await Assertions.Expect(planner.Page.Locator("#narrative")).ToHaveValueAsync(new string('m', 40));
        planner.AssertQuiet();
    }

    /// <summary>A notice said "your unsaved words are lost" here, where plan and record show both people's.</summary>
    [Fact]
    public async Task NoticeOfTwoPeople_ShowsBothTexts_AndKeepsWhatOnlyTheyChanged()
    {
        var id = Guid.CreateVersion7();
        Given.Do(await Get<DraftDeployment>().RunAsync(Given.Planner, id, Given.GoodPlan() with { Window = null }, Cancel));
        Given.Do(await Get<WriteNotice>().RunAsync(Given.Planner, id, Given.NoticeText, null, Cancel));
        await using var planner = await Desk.OfAsync(chromium, shared.App, Roles.Planner);
        await planner.GoAsync(LfrRoutes.NoticeEditor(id));

        var typing = planner.Page.Locator("#why").PressSequentiallyAsync(new string('m', 30), new LocatorPressSequentiallyOptions { Delay = 150 });
        await planner.SeesAsync("Saves itself in a moment…");
        Given.Do(await Get<WriteNotice>().RunAsync(Given.Planner, id, Given.NoticeText with { Why = "Their reason.", Contact = "Their desk." }, null, Cancel));
        await typing;

        await planner.SeesAsync("Somebody else changed the notice while you were writing");
        await planner.SeesAsync("Their reason.");
        await Assertions.Expect(planner.Page.Locator("section[aria-labelledby=theirs]")).ToContainTextAsync(new string('m', 30));
        await planner.PressAsync("Keep my words");
        await Eventually.HoldsAsync(async () => await NoticeAsync(id) is { } text && text.Why.Contains(new string('m', 30), StringComparison.Ordinal) && text.Contact == "Their desk.", "both people's words are kept");
        await Assertions.Expect(planner.Page.Locator("section[aria-labelledby=theirs]")).ToHaveCountAsync(0);
        planner.AssertQuiet();
    }

    private Task<NoticeText> NoticeAsync(Guid id) =>
        shared.App.InDatabaseAsync(async db => (await db.Notices.AsNoTracking().SingleAsync(n => n.DeploymentId == id, Cancel)).Draft);

    private T Get<T>()
        where T : notnull => shared.App.Services.GetRequiredService<T>();

    /// <summary>A deployment that ended, without the run: the page asks for the state alone.</summary>
    private async Task<Guid> EndedAsync()
    {
        var id = Guid.CreateVersion7();
        Given.Do(await Get<DraftDeployment>().RunAsync(Given.Planner, id, Given.GoodPlan() with { Window = null }, Cancel));
        await shared.App.InDatabaseAsync(db => db.Deployments.Where(d => d.Id == id).ExecuteUpdateAsync(d => d.SetProperty(x => x.State, DeploymentState.Ended), Cancel));
        return id;
    }

    private Task<RecordText> TextAsync(Guid id) =>
        shared.App.InDatabaseAsync(async db => (await db.Records.AsNoTracking().SingleAsync(r => r.DeploymentId == id, Cancel)).Draft);
}
