using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Notices.Commands;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Lfr.Tests.Browser;

/// <summary>Words that were typed while the connection was cut, before anybody could notice.</summary>
public sealed class KeptWordsTests(Chromium chromium, SharedApp shared) : IClassFixture<SharedApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Notice_TypedWhileCut_IsSavedOnceConnectedAgain_AndOfferedWhereSomebodyElseWroteMeanwhile()
    {
        await using var cable = new Cable(shared.App.Address);
        var id = await DraftedAsync();
        await using var planner = await Desk.OfAsync(chromium, shared.App, Roles.Planner, via: cable.Address);
        await OpenAsync(planner, LfrRoutes.NoticeEditor(id));

        cable.Cut();
        await planner.WriteAsync("Summary", "Cameras compare faces in South Street.");
        cable.Break();
        await Eventually.HoldsAsync(async () => (await TextAsync(id))?.Summary == "Cameras compare faces in South Street.", "what was typed while cut is saved");
        await planner.SeesAsync("Draft saved");

        await OpenAsync(planner, LfrRoutes.NoticeEditor(id));
        cable.Cut();
        await planner.WriteAsync("Summary", "Typed in a tunnel.");
        await planner.Page.GotoAsync("about:blank");
        cable.Break();
        Given.Do(await Get<WriteNotice>().RunAsync(Given.Planner, id, (await TextAsync(id))! with { Summary = "Written by a colleague." }, null, Cancel));
        await planner.GoAsync(LfrRoutes.NoticeEditor(id));
        await planner.SeesAsync("These words were not saved:");
        await planner.SeesAsync("Typed in a tunnel.");
        await planner.LookAsync("words-not-saved");
        await Assertions.Expect(planner.Page.Locator("#summary")).ToHaveValueAsync("Written by a colleague.");
        await planner.PressAsync("Put them back");
        await Eventually.HoldsAsync(async () => (await TextAsync(id))?.Summary == "Typed in a tunnel.", "what was put back is saved");
    }

    [Fact]
    public async Task Reasons_TypedWhileCut_ComeBackAfterAReload_AndNothingIsLeftAfterSigningOut()
    {
        await using var cable = new Cable(shared.App.Address);
        var id = await DraftedAsync();
        Given.Do(await Get<SubmitDeployment>().RunAsync(Given.Planner, id, null, Cancel));
        await using var officer = await Desk.OfAsync(chromium, shared.App, Roles.AuthorisingOfficer, via: cable.Address);
        await OpenAsync(officer, LfrRoutes.Authority(id));

        cable.Cut();
        await officer.WriteAsync("Reasons", "Necessary, and nothing less would do.");
        await officer.Page.GotoAsync("about:blank");
        cable.Break();
        await officer.GoAsync(LfrRoutes.Authority(id));
        await officer.SeesAsync("has been put back");
        await Assertions.Expect(officer.Page.Locator("#reasons")).ToHaveValueAsync("Necessary, and nothing less would do.");
        Assert.Contains("Necessary", await officer.Page.EvaluateAsync<string>("JSON.stringify(sessionStorage)"), StringComparison.Ordinal);

        await officer.Page.Locator("details.me summary").ClickAsync();
        await officer.PressAsync("Sign out", exact: true);
        await officer.Page.WaitForURLAsync(u => !u.Contains("/deployments/", StringComparison.Ordinal));
        Assert.Equal("{}", await officer.Page.EvaluateAsync<string>("JSON.stringify(sessionStorage)"));
    }

    /// <summary>Words of an earlier life of the page are offered until somebody says what becomes of them: typing something else into the field is no answer.</summary>
    [Fact]
    public async Task WordsThatAreOffered_AreNotTypedAway()
    {
        var id = await DraftedAsync();
        await using var planner = await Desk.OfAsync(chromium, shared.App, Roles.Planner);
        await OpenAsync(planner, LfrRoutes.NoticeEditor(id));
        await planner.WriteAsync("Summary", "Saved words.");
        await Eventually.HoldsAsync(async () => (await TextAsync(id))?.Summary == "Saved words.", "what was typed is saved");
        await OpenAsync(planner, LfrRoutes.NoticeEditor(id));
        // As an earlier page, whose connection was cut, leaves them behind.
        await planner.Page.EvaluateAsync("() => sessionStorage.setItem(`lfr-words:${document.querySelector('[data-lfr-drafts]').dataset.lfrDrafts}:${location.pathname}`, JSON.stringify({ summary: { text: 'Older words.', was: 'Other.' } }))");
        await planner.SeesAsync("Older words.");

        await planner.WriteAsync("Summary", "Newer words.");
        await Eventually.HoldsAsync(async () => (await TextAsync(id))?.Summary == "Newer words.", "what was typed over them is saved");
        await planner.SeesAsync("Draft saved");
        await planner.SeesAsync("Older words.");

        await planner.PressAsync("Put them back");
        await Eventually.HoldsAsync(async () => (await TextAsync(id))?.Summary == "Older words.", "what was put back is saved");
        await Assertions.Expect(planner.Page.Locator("[data-lfr-lost]")).ToBeHiddenAsync();
    }

    private static async Task OpenAsync(Desk desk, string address)
    {
        await desk.GoAsync(address);
        await desk.Page.Locator("[data-lfr-hears]").WaitForAsync();
    }

    private T Get<T>()
        where T : notnull => shared.App.Services.GetRequiredService<T>();

    private Task<NoticeText?> TextAsync(Guid id) =>
        shared.App.InDatabaseAsync(async db => (await db.Notices.AsNoTracking().SingleOrDefaultAsync(n => n.DeploymentId == id, Cancel))?.Draft);

    private async Task<Guid> DraftedAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var (id, start, good) = (Guid.CreateVersion7(now), now.AddDays(10), Given.GoodPlan());
        var day = DateOnly.FromDateTime(start.UtcDateTime);
        Given.Do(await Get<DraftDeployment>().RunAsync(Given.Planner, id, good with
        {
            Window = new Window(start, start.AddHours(8)),
            Assessments = [.. good.Assessments.Select(a => a with { ValidUntil = day.AddYears(1), ApprovedOn = day.AddYears(-1) })],
        }, Cancel));
        return id;
    }
}
