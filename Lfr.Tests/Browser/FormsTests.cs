using Lfr.Shared.Identity;
using Lfr.Tests.Features.Watchlists;
using Lfr.Tests.Support;
using Lfr.Web.Urls;
using Microsoft.Playwright;

namespace Lfr.Tests.Browser;

/// <summary>Errors appear where the reader is looking, and nothing typed is lost.</summary>
public sealed class FormsTests(Chromium chromium, SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact]
    public async Task EmptyEntry_IsRefusedInOneSummaryThatTakesTheFocus_AndLeadsToEachField()
    {
        var list = await CompiledList.StartAsync(shared.App);
        await using var compiler = await Desk.OfAsync(chromium, shared.App, Roles.Compiler, 1366, 768);
        await compiler.GoAsync($"{LfrRoutes.Watchlist(list.DeploymentId)}/new");

        await compiler.PressAsync("Propose", exact: true);
        await compiler.SeesAsync("The entry was not proposed");
        await Assertions.Expect(compiler.Page.Locator("section[role=alert]")).ToBeFocusedAsync();
        await compiler.LookAsync("23-error-summary");

        await compiler.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Enter the name in the source system." }).ClickAsync();
        await Assertions.Expect(compiler.Page.Locator("#name")).ToBeFocusedAsync();
        await Assertions.Expect(compiler.Page.Locator("#name")).ToHaveAttributeAsync("aria-invalid", "true");

        // A corrected field leaves the list.
        await compiler.Page.Locator("#name").FillAsync("Rowan Tilley");
        await Assertions.Expect(compiler.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Enter the name in the source system." })).ToHaveCountAsync(0);
        compiler.AssertQuiet();
    }

    [Fact]
    public async Task NewDeployment_SurvivesARefresh_WithWhatWasTyped_AndWithoutSayingItTwice()
    {
        await using var planner = await Desk.OfAsync(chromium, shared.App, Roles.Planner);
        await planner.GoAsync(LfrRoutes.NewDeployment);
        await planner.WriteAsync("Name", "Ilford Saturday market");
        await planner.WriteDayAsync("Day", new DateOnly(2027, 3, 6));
        await planner.SeesAsync("What you write is kept in this browser tab");

        await planner.Page.ReloadAsync();
        await planner.AnswersAsync();
        await planner.SeesAsync("What you wrote has been restored.");
        await Assertions.Expect(planner.Page.Locator("#name")).ToHaveValueAsync("Ilford Saturday market");
        await Assertions.Expect(planner.Page.Locator("#start-day")).ToHaveValueAsync("06/03/2027");
        await planner.PressAsync("Start again");
        await Assertions.Expect(planner.Page.Locator("#name")).ToHaveValueAsync("");
        planner.AssertQuiet();
    }
}
