using Lfr.Shared.Alerts;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Tests.Faults;
using Lfr.Tests.Support;
using Lfr.Web.Components;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Lfr.Tests.Browser;

/// <summary>Several people in one live room: who outranks whom, and what two answers to one alert become.</summary>
public sealed class TwoInTheRoomTests(Chromium chromium)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SilversPause_IsReleasedBySilver_AndTwoAnswersThatDiffer_AreDecidedByAThirdPerson()
    {
        TestModels.FolderOrSkip();
        await using var app = await DemoDay.StartAsync();
        var deployment = await DemoDay.GoLiveAsync(app);
        await DemoDay.RaisedAsync(app, deployment, 1);
        await using var constable = await RoomAsync(app, Roles.Operator, deployment);
        await using var officer = await RoomAsync(app, Roles.EngagementOfficer, deployment);
        await using var silver = await RoomAsync(app, Roles.Silver, deployment);

        await SilverPausesAsync(app, deployment, constable, silver);
        await SilverReleasesAsync(app, deployment, constable, silver);

        // Both have picked before either has said it.
        await PickAsync(constable, "Same", "ears");
        await PickAsync(officer, "Not the same", "nose");
        await constable.PressAsync("Confirm");
        await AlertIsAsync(app, deployment, a => a.Adjudication is { Answer: Answer.Same });
        await officer.PressAsync("Confirm");
        await AlertIsAsync(app, deployment, a => a.Answers.Disagreement is not null);

        await constable.SeesAsync("Officers cannot be sent until a third person decides.");
        Assert.Equal(0, await constable.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Send officers" }).CountAsync());
        await silver.SeesAsync("You decide: is this the same person?");
        await silver.LookAsync("21-third-person-decides");
        await PickAsync(silver, "Not the same", "jaw");
        await silver.PressAsync("Confirm");
        await AlertIsAsync(app, deployment, a => a is { State: AlertState.False, Answers.Disagreement: null });
        Assert.Equal(3, (await FirstAlertAsync(app, deployment)).Adjudications.Count);
        foreach (var desk in (Desk[])[constable, officer, silver])
            desk.AssertQuiet();
    }

    private static async Task SilverPausesAsync(LfrApp app, Guid deployment, Desk constable, Desk silver)
    {
        await silver.PressAsync("Pause", exact: true);
        await silver.GiveReasonAsync("The crowd is too dense for safe engagements.", "Pause");
        await Eventually.HoldsAsync(async () => await StateAsync(app, deployment) == DeploymentState.Paused, "it is paused");
        await constable.SeesAsync("The crowd is too dense for safe engagements.");
        Assert.Equal(0, await constable.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Resume" }).CountAsync());
        Assert.Equal(0, await constable.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Release" }).CountAsync());
        await constable.Page.SetViewportSizeAsync(1366, 768);
        await constable.LookAsync("22-paused-by-silver");
        await constable.Page.SetViewportSizeAsync(1440, 900);
    }

    private static async Task SilverReleasesAsync(LfrApp app, Guid deployment, Desk constable, Desk silver)
    {
        await silver.PressAsync("Release");
        await silver.GiveReasonAsync("The crowd has gone.", "Release");
        await constable.PressAsync("Resume");
        await Eventually.HoldsAsync(async () => await StateAsync(app, deployment) == DeploymentState.Live, "it goes on");
    }

    private async Task<Desk> RoomAsync(LfrApp app, string role, Guid deployment)
    {
        var desk = await Desk.OfAsync(chromium, app, role);
        await desk.GoAsync(LfrRoutes.Live(deployment) + "?alert=1");
        return desk;
    }

    private static async Task PickAsync(Desk desk, string answer, string feature)
    {
        await desk.Page.Locator("button.answer", new PageLocatorOptions { HasText = answer }).First.ClickAsync();
        await desk.Page.Locator(".chip", new PageLocatorOptions { HasText = feature }).ClickAsync();
    }

    private static Task AlertIsAsync(LfrApp app, Guid deployment, Predicate<Alert> holds) =>
        Eventually.HoldsAsync(async () => holds(await FirstAlertAsync(app, deployment)), "alert 1 is what was said");

    private static async Task<Alert> FirstAlertAsync(LfrApp app, Guid deployment) => (await DemoDay.AlertsAsync(app, deployment))[0];

    private static Task<DeploymentState> StateAsync(LfrApp app, Guid deployment) =>
        app.InDatabaseAsync(db => db.Deployments.Where(d => d.Id == deployment).Select(d => d.State).SingleAsync(Cancel));
}
