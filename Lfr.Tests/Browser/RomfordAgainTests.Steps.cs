using System.Text.RegularExpressions;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Features.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Components;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Lfr.Tests.Browser;

/// <content>What each of them does.</content>
public sealed partial class RomfordAgainTests
{
    /// <summary>Everybody stays at their desk for the whole story: signing in takes longer than most steps.</summary>
    private async Task<Desk> AtDeskAsync(LfrApp app, string role) => desks.TryGetValue(role, out var desk) ? desk : desks[role] = await Desk.OfAsync(chromium, app, role);

    private async Task<Guid> PlannedAsync(LfrApp app, DateOnly day)
    {
        var planner = await AtDeskAsync(app, Roles.Planner);
        await planner.GoAsync(LfrRoutes.NewDeployment);
        await planner.WriteAsync("Name", "Romford town centre");
        await planner.WriteAsync("Street and landmark", "South Street, by the station");
        await planner.WriteAsync("Town or borough", "Romford, London Borough of Havering");
        await planner.WriteAsync("Recognition zone", "The pavement by the station");
        await planner.WriteAsync("Another way", "Atlanta Boulevard leads round the zone.");
        await HoursAsync(planner, day);
        await planner.WriteAsync("Purpose", "To find people wanted by the police and the courts, above all for violence.");
        await planner.WriteAsync("Expected footfall", "9000");
        return await CreatedAsync(planner);
    }

    private async Task<Guid> CopiedAsync(LfrApp app, Guid model, DateOnly day)
    {
        var planner = await AtDeskAsync(app, Roles.Planner);
        await planner.GoAsync(LfrRoutes.Deployment(model));
        await planner.PressLinkAsync("Plan another here");
        await planner.SeesAsync("Watchlist, notice and authority are never copied.");
        await planner.AnswersAsync();
        await HoursAsync(planner, day);
        var id = await CreatedAsync(planner);
        Assert.NotEqual(model, id);
        Assert.Single((await DeploymentAsync(app, id)).Plan.Cameras);
        // Who may be listed is never copied.
        await planner.GoAsync(LfrRoutes.Plan(id));
        await SoughtAsync(app, planner, id);
        return id;
    }

    private static async Task HoursAsync(Desk planner, DateOnly day)
    {
        await planner.WriteDayAsync("Day", day);
        await planner.WriteAsync("From", "10:00");
        await planner.WriteAsync("To", "18:00");
    }

    private static async Task<Guid> CreatedAsync(Desk planner)
    {
        await MainJobTests.StartAsync(planner.Page);
        planner.AssertQuiet();
        return Guid.Parse(planner.Page.Url[^36..]);
    }

    private static async Task SoughtAsync(LfrApp app, Desk planner, Guid id)
    {
        await MainJobTests.PlanStepAsync(planner, "Who is looked for");
        await planner.TickAsync("W1 Wanted by the courts");
        await Eventually.HoldsAsync(async () => (await DeploymentAsync(app, id)).Plan.Criteria.Categories is [EntryCategory.WantedByCourts], "the category is in the plan");
    }

    /// <summary>One camera, and whom the operator may be.</summary>
    private async Task EquippedAsync(LfrApp app, Guid id)
    {
        var planner = await AtDeskAsync(app, Roles.Planner);
        await planner.GoAsync(LfrRoutes.Plan(id));
        await SoughtAsync(app, planner, id);
        await MainJobTests.PlanStepAsync(planner, "Cameras");
        await planner.PressAsync("Add a camera");
        await planner.Page.GetByLabel("Source", new PageGetByLabelOptions { Exact = true }).FillAsync("demo:walk.mp4");
        await planner.Page.Locator("input[id^=camera-name-]").FillAsync("Camera 1");
        await planner.WriteAsync("What it looks at", "South Street towards the station");
        await Eventually.HoldsAsync(async () => (await DeploymentAsync(app, id)).Plan.Cameras is [{ View.Length: > 0, Source: "demo:walk.mp4" }], "the camera is in the plan");
        planner.AssertQuiet();
    }

    /// <summary>What the policy of today asks for beyond that; typing it all is shown by the test of the main job.</summary>
    private async Task ReasonedAsync(LfrApp app, Guid id)
    {
        var (now, good) = (await DeploymentAsync(app, id), Given.GoodPlan());
        var staff = await app.InDatabaseAsync(db => db.Users.Where(u => u.TrainedUntil != null).ToListAsync(Cancel));
        StaffMember Serving(string role) => staff.Where(u => u.Email == LfrApp.Person(role).Email).Select(u => new StaffMember(u.Id, LfrApp.Person(role).Name, role, u.TrainedUntil)).Single();
        Done(await Get<ChangePlan>(app).RunAsync(Given.Planner, id, now.Plan with
        {
            Grounds = good.Grounds with { Purpose = now.Plan.Grounds.Purpose },
            Criteria = good.Criteria,
            Assessments = [.. good.Assessments.Select(a => a with { ApprovedOn = new DateOnly(2018, 11, 1), ValidUntil = new DateOnly(2019, 10, 31) })],
            Staff = [Serving(Roles.Operator), Serving(Roles.EngagementOfficer), Serving(Roles.Silver)],
            FootfallBasis = good.FootfallBasis,
            Protest = good.Protest,
        }, now.Revision, Cancel));
    }

    private async Task AnnouncedAsync(LfrApp app, Guid id)
    {
        var planner = await AtDeskAsync(app, Roles.Planner);
        await planner.GoAsync(LfrRoutes.NoticeEditor(id));
        await planner.PressAsync("Start from the plan");
        foreach (var (label, text) in new[] { ("Why", "Robberies by the station have doubled."), ("Who is looked for", "People wanted by the police and the courts."), ("Contact", "lfr@force.example") })
            await planner.WriteAsync(label, text);
        await planner.PressAsync("Publish the notice");
        await planner.SeesAsync("Published. The public reads it now.");
        planner.AssertQuiet();
    }

    private async Task AnnouncedAgainAsync(LfrApp app, Guid id, string reason)
    {
        var planner = await AtDeskAsync(app, Roles.Planner);
        await planner.GoAsync(LfrRoutes.NoticeEditor(id));
        await planner.SeesAsync("The public notice says that the deployment is postponed.");
        await planner.PressAsync("Publish the changes…");
        await planner.GiveReasonAsync(reason, "Publish");
        await planner.SeesAsync("Published. The public reads it now.");
        planner.AssertQuiet();
    }

    private async Task SecondReasonAsync(LfrApp app, Guid id, string reason)
    {
        var planner = await AtDeskAsync(app, Roles.Planner);
        await planner.GoAsync(LfrRoutes.NoticeEditor(id));
        await planner.PressAsync("Give the second reason…");
        await planner.GiveReasonAsync(reason, "Keep the reason");
        await planner.SeesAsync("The reason is kept.");
        planner.AssertQuiet();
    }

    private async Task AskedAsync(LfrApp app, Guid id)
    {
        var planner = await AtDeskAsync(app, Roles.Planner);
        await planner.GoAsync(LfrRoutes.Deployment(id));
        await planner.PressAsync("Submit for authority");
        await planner.SeesAsync("Waiting for authority");
        planner.AssertQuiet();
    }

    private async Task GrantedAsync(LfrApp app, Guid id)
    {
        var officer = await AtDeskAsync(app, Roles.AuthorisingOfficer);
        await officer.GoAsync(LfrRoutes.Authority(id));
        await officer.TickAsync("Grant");
        await officer.WriteAsync("Reasons", "Necessary for the arrest of violent offenders; patrols found none of them.");
        await officer.Page.Locator(".decide").GetByRole(AriaRole.Button).Last.ClickAsync();
        await Eventually.HoldsAsync(async () => (await DeploymentAsync(app, id)).State == DeploymentState.Authorised, "authority is granted");
        officer.AssertQuiet();
    }

    private async Task PutOffAsync(LfrApp app, Guid id)
    {
        var planner = await AtDeskAsync(app, Roles.Planner);
        await planner.GoAsync(LfrRoutes.Deployment(id));
        await planner.PressAsync("Postpone…");
        await planner.GiveReasonAsync(Weather, "Postpone");
        await planner.SeesAsync("Postponed. Set a new date in the plan.");
        planner.AssertQuiet();
    }

    private async Task GivenAnotherDayAsync(LfrApp app, Guid id, DateOnly day)
    {
        var planner = await AtDeskAsync(app, Roles.Planner);
        await planner.GoAsync(LfrRoutes.Plan(id));
        await MainJobTests.PlanStepAsync(planner, "Place and time");
        await HoursAsync(planner, day);
        await Eventually.HoldsAsync(async () => (await DeploymentAsync(app, id)).Plan.Window == new Window(London(day.Month, day.Day, 10, 0), London(day.Month, day.Day, 18, 0)), "the day is in the plan");
        planner.AssertQuiet();
    }

    private async Task PublicReadsAsync(LfrApp app, Guid id, params string[] sentences)
    {
        var reference = (await DeploymentAsync(app, id)).Reference;
        await using var anybody = await chromium.OpenAsync(app, javaScript: false, width: 390, height: 844);
        await anybody.Page.GotoAsync(LfrRoutes.Notice(reference));
        var text = await anybody.Page.Locator("main").InnerTextAsync();
        Assert.All(sentences, s => Assert.Contains(s, text, StringComparison.Ordinal));
        anybody.AssertQuiet();
    }

    private async Task GoesLiveAsync(LfrApp app, Guid id)
    {
        var room = await AtDeskAsync(app, Roles.Operator);
        await room.GoAsync(LfrRoutes.Live(id));
        await room.PressAsync("Go live");
        await Eventually.HoldsAsync(async () => (await DeploymentAsync(app, id)).State == DeploymentState.Live, "it is live");
    }

    private async Task StoppedAsync(LfrApp app, Guid id)
    {
        var room = await AtDeskAsync(app, Roles.Operator);
        await room.GoAsync(LfrRoutes.Live(id));
        await room.PressAsync("Stop", exact: true);
        await room.GiveReasonAsync("Those who were expected have been found.", "Stop");
        await Eventually.HoldsAsync(async () => (await DeploymentAsync(app, id)).State == DeploymentState.Ended, "it is over");
    }

    /// <summary>A press of a button that the rules refuse: these and no others, as the page says and the log keeps.</summary>
    private async Task TriedAsync(LfrApp app, Guid id, string page, string role, string button, string action, params string[] rules)
    {
        Task<int> RefusedAsync() => app.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.DeploymentId == id && e.Action == action && !e.Done, Cancel));
        var before = await RefusedAsync();
        var desk = await AtDeskAsync(app, role);
        await desk.GoAsync(page);
        await desk.PressAsync(button);
        await desk.Page.GetByRole(AriaRole.Alert).Filter(new LocatorFilterOptions { HasText = rules[0] }).First.WaitForAsync();
        Assert.True(await RefusedAsync() == before + 1, await desk.Page.Locator("main").InnerTextAsync());
        var refused = await app.InDatabaseAsync(db => db.AuditEvents.AsNoTracking().Where(e => e.DeploymentId == id && e.Action == action).OrderByDescending(e => e.Number).FirstAsync(Cancel));
        Assert.Equal(rules, refused.Rules.Split(',').Distinct(StringComparer.Ordinal));
    }

    /// <summary>One person on the list, signed off by somebody else.</summary>
    private static async Task CompiledAsync(LfrApp app, Guid id)
    {
        await CompiledList.ApproveCriteriaAsync(app, id, (await DeploymentAsync(app, id)).Plan);
        var entry = Guid.CreateVersion7(Get<TimeProvider>(app).GetUtcNow());
        var details = Given.GoodDetails() with { ImageTakenOn = new DateOnly(2018, 10, 1), StatusVerifiedAt = Get<TimeProvider>(app).GetUtcNow().AddMinutes(-5) };
        Done(await Get<ProposeEntry>(app).RunAsync(Given.Compiler, id, entry, details, CompiledList.Portrait("15"), Cancel));
        var hash = await app.InDatabaseAsync(async db => (await db.Entries.AsNoTracking().SingleAsync(e => e.Id == entry, Cancel)).Hash());
        Done(await Get<DecideEntry>(app).RunAsync(Given.Approver, entry, EntryVerdict.Approved, "", hash, 9, Cancel));
    }

    private static async Task SealedAsync(LfrApp app, Guid id)
    {
        await CompiledAsync(app, id);
        Done(await Get<SealWatchlist>(app).RunAsync(Given.Approver, id, null, Cancel));
    }

    /// <summary>What was signed off for the day before the postponement was sent back: the compiler checks it again, and somebody else reads it again (R19).</summary>
    private static async Task CompiledAgainAsync(LfrApp app, Guid id)
    {
        await CompiledList.ApproveCriteriaAsync(app, id, (await DeploymentAsync(app, id)).Plan);
        var entry = await app.InDatabaseAsync(db => db.Entries.AsNoTracking().SingleAsync(e => e.DeploymentId == id, Cancel));
        Assert.Equal(EntryState.Returned, entry.State);
        Done(await Get<ChangeEntry>(app).RunAsync(Given.Compiler, entry.Id, entry.Details with { StatusVerifiedAt = Get<TimeProvider>(app).GetUtcNow().AddMinutes(-5) }, null, null, Cancel));
        var hash = await app.InDatabaseAsync(async db => (await db.Entries.AsNoTracking().SingleAsync(e => e.Id == entry.Id, Cancel)).Hash());
        Done(await Get<DecideEntry>(app).RunAsync(Given.Approver, entry.Id, EntryVerdict.Approved, "", hash, 9, Cancel));
        Done(await Get<SealWatchlist>(app).RunAsync(Given.Approver, id, null, Cancel));
    }
}
