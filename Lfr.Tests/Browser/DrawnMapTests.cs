using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Lfr.Tests.Browser;

/// <summary>A planner draws the zone of a place on a phone's screen: with the finger, then with the keys alone.</summary>
public sealed class DrawnMapTests(Chromium chromium, SharedApp shared) : IClassFixture<SharedApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Zone_IsDrawnByPressing_MovedByDragging_AndChangedByKeysAlone()
    {
        var id = Guid.CreateVersion7();
        Given.Do(await shared.App.Services.GetRequiredService<DraftDeployment>().RunAsync(Given.Planner, id, Given.GoodPlan() with { Window = null }, Cancel));
        await using var planner = await Desk.OfAsync(chromium, shared.App, Roles.Planner, width: 390, height: 844);
        await planner.GoAsync(LfrRoutes.PlanStep(id, "place"));
        var page = planner.Page;

        await planner.PressAsync("Draw it here");
        await planner.WriteAsync("Where is it?", "51.5752, 0.1830");
        await planner.PressAsync("Begin there");
        var board = page.GetByRole(AriaRole.Application);
        foreach (var (x, y) in new[] { (.3f, .3f), (.7f, .3f), (.7f, .7f) })
        {
            var before = await page.Locator("[data-point]").CountAsync();
            await PressAsync(board, x, y);
            await Assertions.Expect(page.Locator("[data-point]")).ToHaveCountAsync(before + 1);
        }

        await Eventually.HoldsAsync(async () => await MapAsync(id) is { Zone.Count: 3 }, "the zone is saved as it is drawn");
        var drawn = (await MapAsync(id))!;
        await DragAsync(page, page.Locator("[data-point='Corner-2']"), -60, 20);
        await Eventually.HoldsAsync(async () => await MapAsync(id) is { } moved && moved.Zone[2] != drawn.Zone[2] && moved.Zone[0] == drawn.Zone[0], "the corner is where it was dragged");

        // Without a pointer: a fourth corner at the cross, then the first one chosen and removed.
        await board.FocusAsync();
        for (var i = 0; i < 14; i++)
            await page.Keyboard.PressAsync("ArrowDown");
        for (var i = 0; i < 6; i++)
            await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("Enter");
        await Eventually.HoldsAsync(async () => await MapAsync(id) is { Zone.Count: 4 }, "a corner was set by keys");
        await page.Keyboard.PressAsync("n");
        await page.Keyboard.PressAsync("Delete");
        await planner.SeesAsync("Corner 1 removed.");
        await Eventually.HoldsAsync(async () => await MapAsync(id) is { Zone.Count: 3 }, "a corner was removed by keys");
        await planner.LookAsync("drawn-map-phone");
        planner.AssertQuiet();
    }

    private static async Task PressAsync(ILocator board, float x, float y)
    {
        var box = (await board.BoundingBoxAsync())!;
        await board.ClickAsync(new LocatorClickOptions { Position = new Position { X = box.Width * x, Y = box.Height * y } });
    }

    private static async Task DragAsync(IPage page, ILocator point, float right, float down)
    {
        var box = (await point.Locator(".mark").BoundingBoxAsync())!;
        var (x, y) = (box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(x + right, y + down, new MouseMoveOptions { Steps = 6 });
        await page.Mouse.UpAsync();
    }

    private Task<PlaceMap?> MapAsync(Guid id) => shared.App.InDatabaseAsync(async db => (await db.Deployments.AsNoTracking().SingleAsync(d => d.Id == id, Cancel)).Plan.Map);
}
