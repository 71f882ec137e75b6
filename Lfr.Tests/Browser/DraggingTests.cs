using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Lfr.Tests.Browser;

/// <summary>A planner drags a deployment in the calendar with the pointer. Nothing moves before the dialog is answered, and whoever may not move it cannot drag it.</summary>
public sealed class DraggingTests(Chromium chromium, SharedApp shared) : IClassFixture<SharedApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deployment_DraggedToAnotherDay_IsAskedAbout_ThenMoved_WithItsHours()
    {
        var today = shared.App.Services.GetRequiredService<TimeProvider>().GetUtcNow().ForceDay();
        // A week far from either clock change, and of two days in it.
        var from = new DateOnly(today.Year + 1, 6, 8);
        var window = Hours(from);
        var id = Guid.CreateVersion7();
        Given.Do(await shared.App.Services.GetRequiredService<DraftDeployment>().RunAsync(Given.Planner, id, Given.GoodPlan() with { Name = "Dragged about", Window = window }, Cancel));
        await using var planner = await Desk.OfAsync(chromium, shared.App, Roles.Planner);
        await planner.GoAsync($"{LfrRoutes.Calendar}?view=month&day={from:yyyy-MM-dd}");

        await DragAsync(planner.Page, from.AddDays(2));
        var dialog = planner.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("Move Dragged about?").WaitForAsync();
        Assert.Equal(window, await WindowAsync(id));
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Back" }).ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        Assert.Equal(window, await WindowAsync(id));

        await DragAsync(planner.Page, from.AddDays(2));
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Move it" }).ClickAsync();
        await Eventually.HoldsAsync(async () => await WindowAsync(id) == Hours(from.AddDays(2)), "it is moved to the day on which it was dropped, with its hours");
        await Cell(planner.Page, from.AddDays(2)).GetByText("Dragged about").WaitForAsync();
        planner.AssertQuiet();

        await using var officer = await Desk.OfAsync(chromium, shared.App, Roles.AuthorisingOfficer);
        await officer.GoAsync($"{LfrRoutes.Calendar}?view=month&day={from:yyyy-MM-dd}");
        await Assertions.Expect(Entry(officer.Page)).ToHaveAttributeAsync("draggable", "false");
    }

    // As a hand does it: press, move in steps, let go.
    private static async Task DragAsync(IPage page, DateOnly to)
    {
        var (entry, cell) = ((await Entry(page).BoundingBoxAsync())!, (await Cell(page, to).BoundingBoxAsync())!);
        await page.Mouse.MoveAsync(entry.X + 12, entry.Y + 8);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(entry.X + 24, entry.Y + 12, new MouseMoveOptions { Steps = 4 });
        await page.Mouse.MoveAsync(cell.X + (cell.Width / 2), cell.Y + (cell.Height / 2), new MouseMoveOptions { Steps = 8 });
        await page.Mouse.UpAsync();
    }

    private static ILocator Entry(IPage page) => page.Locator("table.calendar a[draggable]").Filter(new LocatorFilterOptions { HasText = "Dragged about" });

    private static ILocator Cell(IPage page, DateOnly day) => page.Locator("table.calendar td").Filter(new LocatorFilterOptions { Has = page.Locator($"a.day[href*='day={day:yyyy-MM-dd}']") });

    private static Window Hours(DateOnly day) => new(new DateTimeOffset(day.ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero), new DateTimeOffset(day.ToDateTime(new TimeOnly(15, 0)), TimeSpan.Zero));

    private Task<Window?> WindowAsync(Guid id) => shared.App.InDatabaseAsync(async db => (await db.Deployments.AsNoTracking().SingleAsync(d => d.Id == id, Cancel)).Plan.Window);
}
