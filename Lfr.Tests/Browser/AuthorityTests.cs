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

/// <summary>An officer decides about the plan that was read, whatever the planner does meanwhile.</summary>
public sealed class AuthorityTests(Chromium chromium, SharedApp shared) : IClassFixture<SharedApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PlanTakenBackChangedAndSentAgain_IsNotDecidedUnread()
    {
        var id = await SubmittedAsync();
        await using var officer = await Desk.OfAsync(chromium, shared.App, Roles.AuthorisingOfficer);
        await officer.GoAsync(LfrRoutes.Authority(id));
        await officer.TickAsync("Grant");
        await officer.WriteAsync("Reasons", "Necessary, and no less intrusive method would do.");

        Given.Do(await Get<TakeBackRequest>().RunAsync(Given.Planner, id, null, Cancel));
        await officer.SeesAsync("Nothing is asked for yet: the planner is still writing.");
        var back = await shared.App.InDatabaseAsync(db => db.Deployments.AsNoTracking().SingleAsync(d => d.Id == id, Cancel));
        Given.Do(await Get<ChangePlan>().RunAsync(Given.Planner, id, back.Plan with { Grounds = back.Plan.Grounds with { Necessity = "Quite another reason." } }, back.Revision, Cancel));
        Given.Do(await Get<SubmitDeployment>().RunAsync(Given.Planner, id, null, Cancel));

        await officer.SeesAsync("The plan changed while you were reading.");
        await Assertions.Expect(officer.Page.GetByText("Quite another reason.")).ToHaveCountAsync(0);
        await officer.PressAsync("Read the new plan");
        await officer.SeesAsync("Quite another reason.");
        // The answer was about the plan before; the words stay.
        await Assertions.Expect(officer.Page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Checked = true })).ToHaveCountAsync(0);
        await Assertions.Expect(officer.Page.Locator("#reasons")).ToHaveValueAsync("Necessary, and no less intrusive method would do.");
        Assert.Equal(DeploymentState.Submitted, await shared.App.InDatabaseAsync(async db => (await db.Deployments.AsNoTracking().SingleAsync(d => d.Id == id, Cancel)).State));
        officer.AssertQuiet();
    }

    private T Get<T>()
        where T : notnull => shared.App.Services.GetRequiredService<T>();

    private async Task<Guid> SubmittedAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var (id, start, good) = (Guid.CreateVersion7(now), now.AddDays(10), Given.GoodPlan());
        var day = DateOnly.FromDateTime(start.UtcDateTime);
        Given.Do(await Get<DraftDeployment>().RunAsync(Given.Planner, id, good with
        {
            Window = new Window(start, start.AddHours(8)),
            Assessments = [.. good.Assessments.Select(a => a with { ValidUntil = day.AddYears(1), ApprovedOn = day.AddYears(-1) })],
        }, Cancel));
        Given.Do(await Get<SubmitDeployment>().RunAsync(Given.Planner, id, null, Cancel));
        return id;
    }
}
