using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Lfr.Tests.Browser;

/// <summary>The plan shows one step at a time, leads to what is missing, and loses neither of two people's words.</summary>
public sealed class PlanStepsTests(Chromium chromium, SharedApp shared) : IClassFixture<SharedApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Step_HasAnAddress_SaysWhatIsMissing_AndLeadsToTheField()
    {
        var id = await DraftAsync(Given.GoodPlan() with { Window = null, Criteria = new WatchlistCriteria("", []) });
        await using var planner = await Desk.OfAsync(chromium, shared.App, Roles.Planner, 1366, 768);
        await planner.GoAsync(LfrRoutes.PlanStep(id, "criteria"));

        await Assertions.Expect(planner.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Who is looked for 2 missing" })).ToHaveAttributeAsync("aria-current", "step");
        await Assertions.Expect(planner.Page.Locator("#venue")).ToHaveCountAsync(0);
        await planner.LookAsync("24-plan-step");
        await planner.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Categories", Exact = true }).ClickAsync();
        await Assertions.Expect(planner.Page.Locator("#categories input").First).ToBeFocusedAsync();

        // What was typed is saved before the step changes, and is there when the reader comes Back.
        await planner.WriteAsync("Criteria", "People wanted for robbery within a mile.");
        await planner.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Next: Footfall and errors" }).ClickAsync();
        await planner.Page.Locator("#one-in").WaitForAsync();
        await planner.Page.GoBackAsync();
        await Assertions.Expect(planner.Page.Locator("#criteria-text")).ToHaveValueAsync("People wanted for robbery within a mile.");
        Assert.Equal("People wanted for robbery within a mile.", (await PlanAsync(id)).Criteria.Text);
        planner.AssertQuiet();
    }

    [Fact]
    public async Task FindingOfTheHub_LeadsToTheVeryField_WithTheFocus()
    {
        var good = Given.GoodPlan();
        var id = await DraftAsync(good with { Window = null, Grounds = good.Grounds with { SensitiveSites = "" } });
        await using var planner = await Desk.OfAsync(chromium, shared.App, Roles.Planner);
        await planner.GoAsync(LfrRoutes.Deployment(id));

        await planner.Page.Locator($"a[href$='{new PlanPlace(PlanStep.Necessity, "sensitive").Href(id)}']").First.ClickAsync();

        await Assertions.Expect(planner.Page.Locator("#sensitive")).ToBeFocusedAsync();
        planner.AssertQuiet();
    }

    [Fact]
    public async Task ControlS_Saves_WhereNothingSavesItself()
    {
        var id = await AuthorisedAsync(Given.GoodPlan() with { Window = null });
        await using var planner = await Desk.OfAsync(chromium, shared.App, Roles.Planner);
        await planner.GoAsync(LfrRoutes.PlanStep(id, "grounds"));
        await planner.Page.Locator("[data-lfr-hears]").WaitForAsync();
        await planner.WriteAsync("Purpose", "To find people wanted for robbery.");
        await planner.Page.Keyboard.PressAsync("Control+s");
        await Eventually.HoldsAsync(async () => (await PlanAsync(id)).Grounds.Purpose == "To find people wanted for robbery.", "the plan is saved");
        planner.AssertQuiet();
    }

    [Fact]
    public async Task PlansOfTwoPeople_StandSideBySide_AndKeepingOnesOwnLosesNothingOfTheOthers()
    {
        var start = Given.GoodPlan() with { Window = null };
        // An authorised plan does not save itself: what is typed waits, and the second person's words come meanwhile.
        var id = await AuthorisedAsync(start);
        await using var planner = await Desk.OfAsync(chromium, shared.App, Roles.Planner);
        await planner.GoAsync(LfrRoutes.PlanStep(id, "grounds"));
        await planner.WriteAsync("Purpose", "My own purpose.");
        await planner.SeesAsync("Not saved yet.");
        Given.Do(await Get<ChangePlan>().RunAsync(
            Given.Planner, id, start with { FootfallBasis = "Counted on three Fridays.", Grounds = start.Grounds with { Purpose = "The other person's purpose." } }, 1, Cancel));

        await planner.SeesAsync("Somebody else changed the plan while you were writing");
        await planner.SeesAsync("The other person's purpose.");
        await planner.SeesAsync("Counted on three Fridays.");
        await planner.LookAsync("25-plan-conflict");
        await planner.PressAsync("Keep my words");

        await Eventually.HoldsAsync(
            async () => await PlanAsync(id) is { FootfallBasis: "Counted on three Fridays." } plan && plan.Grounds.Purpose == "My own purpose.",
            "one's own words are saved, and the other's change of another field is kept");
        await Assertions.Expect(planner.Page.GetByText("Somebody else changed the plan while you were writing")).ToHaveCountAsync(0);
        planner.AssertQuiet();
    }

    private T Get<T>()
        where T : notnull => shared.App.Services.GetRequiredService<T>();

    private async Task<Guid> DraftAsync(Plan plan)
    {
        var id = Guid.CreateVersion7();
        Given.Do(await Get<DraftDeployment>().RunAsync(Given.Planner, id, plan, Cancel));
        return id;
    }

    private async Task<Guid> AuthorisedAsync(Plan plan)
    {
        var id = await DraftAsync(plan);
        await shared.App.InDatabaseAsync(db => db.Deployments.Where(d => d.Id == id).ExecuteUpdateAsync(d => d.SetProperty(x => x.State, DeploymentState.Authorised), Cancel));
        return id;
    }

    private Task<Plan> PlanAsync(Guid id) => shared.App.InDatabaseAsync(async db => (await db.Deployments.AsNoTracking().SingleAsync(d => d.Id == id, Cancel)).Plan);
}
