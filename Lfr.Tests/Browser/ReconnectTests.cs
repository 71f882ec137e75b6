using Lfr.Shared.Alerts;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Components;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Lfr.Tests.Browser;

/// <summary>A browser that is lost in the middle of an alert: what was not confirmed was not said, and nothing that came meanwhile is missing.</summary>
public sealed class ReconnectTests(Chromium chromium)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Operator_WhoseBrowserIsLostInTheMiddleOfAnAlert_FindsItAgain_WithAllThatCameMeanwhile()
    {
        TestModels.FolderOrSkip();
        using var measured = new Measurements();
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Demo = true, Worker = true });
        var deployment = await app.InDatabaseAsync(db => db.Deployments.AsNoTracking()
            .Where(d => d.State == DeploymentState.Authorised).Select(d => d.Id).SingleAsync(Cancel));

        string address;
        await using (var room = await Desk.OfAsync(chromium, app, Roles.Operator))
        {
            await room.GoAsync(LfrRoutes.Live(deployment));
            // The worker may still be introducing itself; the readiness list follows it.
            await room.SeesAsync("Ready to go live", 60);
            await room.PressAsync("Go live");
            await room.SeesAsync("Is this the same person?", 120);
            await Eventually.HoldsAsync(() => measured.Of("lfr.alert.display.duration").Any(m => m.Value > 0), "how long it took until the browser had drawn the alert is measured");
            await room.PressAsync("Same");
            await room.SeesAsync("What matches?");
            address = room.Page.Url;
        }

        await Eventually.HoldsAsync(
            () => app.InDatabaseAsync(async db => await db.Alerts.CountAsync(a => a.DeploymentId == deployment, Cancel) >= 3), "more alerts came meanwhile", TimeSpan.FromSeconds(120));
        Assert.False(await app.InDatabaseAsync(async db => (await db.Alerts.AsNoTracking().Where(a => a.DeploymentId == deployment).ToListAsync(Cancel)).Exists(a => a.Adjudication is not null)));

        await using var again = await Desk.OfAsync(chromium, app, Roles.Operator);
        await again.GoAsync(address);
        await again.SeesAsync("Is this the same person?", 60);
        await again.Page.Locator("article[aria-label='Alert 1']").WaitForAsync();
        await again.SeesAsync("Alert 3");
        await again.PressAsync("Not the same");
        await again.Page.Locator(".chip", new PageLocatorOptions { HasText = "jaw" }).ClickAsync();
        await again.PressAsync("Confirm");
        await Eventually.HoldsAsync(
            () => app.InDatabaseAsync(db => db.Alerts.AnyAsync(a => a.DeploymentId == deployment && a.Sequence == 1 && a.State == AlertState.False, Cancel)), "the answer is kept");
        again.AssertQuiet();
    }
}
