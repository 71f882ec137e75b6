using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Identity;

public class OpenPageTests(Chromium chromium, SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact]
    [Asvs("8.3.2")]
    public async Task RoleTakenAway_DisappearsFromAPageThatIsOpen_WithinSeconds()
    {
        await using var window = await chromium.OpenAsync(shared.App);
        await window.SignInAsync(Roles.Planner);
        var menu = window.Page.Locator("details summary", new() { HasText = LfrApp.Person(Roles.Planner).Name });
        await Microsoft.Playwright.Assertions.Expect(menu).ToContainTextAsync("Planner");

        await using (var scope = shared.App.Services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<LfrUser>>();
            var user = await users.FindByEmailAsync(LfrApp.Person(Roles.Planner).Email);
            Assert.True((await users.RemoveFromRoleAsync(user!, Roles.Planner)).Succeeded);
        }

        await Microsoft.Playwright.Assertions.Expect(menu).Not.ToContainTextAsync("Planner", new() { Timeout = 20_000 });
        window.AssertQuiet();
    }

    [Fact]
    public async Task SessionThatEndsElsewhere_LeavesNothingOnTheScreen_AndLeadsToTheSignIn()
    {
        await using var window = await chromium.OpenAsync(shared.App);
        await window.SignInAsync(Roles.Silver);
        await Microsoft.Playwright.Assertions.Expect(window.Page.Locator("main[data-in-circuit]")).ToBeVisibleAsync();
        var account = await shared.App.Services.GetRequiredService<Accounts>().FindAsync(await shared.App.IdOfAsync(Roles.Silver), TestContext.Current.CancellationToken);

        await shared.App.Services.GetRequiredService<SignOutEverywhere>().RunAsync(new Actor(account!.Id, account.Name, account.Rank, account.Roles), TestContext.Current.CancellationToken);

        await window.Page.WaitForURLAsync("**/sign-in?returnUrl=%2Fhome");
    }

    [Fact]
    [Asvs("7.4.4")]
    public async Task MenuOfThePerson_SignsOut()
    {
        await using var window = await chromium.OpenAsync(shared.App);
        await window.SignInAsync(Roles.Compiler);
        await Microsoft.Playwright.Assertions.Expect(window.Page.Locator("main[data-in-circuit]")).ToBeVisibleAsync();
        await window.Page.Locator("details summary", new() { HasText = LfrApp.Person(Roles.Compiler).Name }).ClickAsync();

        await window.AssertAccessibleAsync();
        await window.ScreenshotAsync("sign-out");
        await window.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Sign out on all devices" }).ClickAsync();

        await window.Page.WaitForURLAsync("**/sign-in");
        window.AssertQuiet();
    }

    [Fact]
    public async Task SignInPage_IsAccessible_AndAsksNobodyElse()
    {
        await using var window = await chromium.OpenAsync(shared.App, javaScript: true);

        await window.Page.GotoAsync("/sign-in");

        await window.AssertAccessibleAsync();
        window.AssertQuiet();
        await window.ScreenshotAsync("sign-in");
    }
}
