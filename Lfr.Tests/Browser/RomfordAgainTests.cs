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

/// <summary>
/// Romford in January and February 2019 at a browser, hour by hour: planned, announced at four in the afternoon before, authorised and run on 31 January; the second day put off for the weather, announced
/// again and run on 14 February. Once under the rules of the trials, and once as if the model policy of 2026 had been in force: what it refuses is asserted by the rule that refuses.
/// </summary>
public sealed class RomfordAgainTests(Chromium chromium) : IAsyncDisposable
{
    private const string Weather = "Snow and ice: nobody is to wait outside in it.";
    private readonly ShiftedClock clock = new();
    private readonly Dictionary<string, Desk> desks = new(StringComparer.Ordinal);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UnderTheRulesOfTheTrials_ItHappensAsItDid()
    {
        await using var app = await StartAsync("met-2019.json");
        var first = await PlannedAsync(app, January(31));
        await EquippedAsync(app, first);

        clock.MoveTo(London(1, 30, 16, 0));
        await AnnouncedAsync(app, first);
        await AskedAsync(app, first);
        await GrantedAsync(app, first);
        await SealedAsync(app, first);
        await PublicReadsAsync(app, first, "Planned.", "Thursday 31 January 2019, 10:00–18:00", "30 January 2019, 16:00");

        clock.MoveTo(London(1, 31, 10, 0));
        await GoesLiveAsync(app, first);
        await PublicReadsAsync(app, first, "Taking place now.");
        // The second day is planned while the first still runs, from the first one's plan.
        var second = await CopiedAsync(app, first, new DateOnly(2019, 2, 1));
        await AnnouncedAsync(app, second);
        await AskedAsync(app, second);
        await GrantedAsync(app, second);
        clock.MoveTo(London(1, 31, 18, 0));
        await Eventually.HoldsAsync(async () => (await DeploymentAsync(app, first)).State == DeploymentState.Ended, "the window closed by itself");

        clock.MoveTo(London(2, 1, 7, 0));
        await PutOffAsync(app, second);
        await PublicReadsAsync(app, second, "Postponed.", Weather, "We will not compare any faces until we publish a new date here.");

        clock.MoveTo(London(2, 13, 16, 0));
        await GivenAnotherDayAsync(app, second, new DateOnly(2019, 2, 14));
        await AnnouncedAgainAsync(app, second, "The weather is better: it takes place on 14 February.");
        await AskedAsync(app, second);
        await GrantedAsync(app, second);
        await SealedAsync(app, second);
        await PublicReadsAsync(app, second, "Planned.", "Thursday 14 February 2019, 10:00–18:00", "13 February 2019, 16:00", Weather);

        clock.MoveTo(London(2, 14, 10, 0));
        await GoesLiveAsync(app, second);
        clock.MoveTo(London(2, 14, 16, 0));
        await StoppedAsync(app, second);
        await PublicReadsAsync(app, second, "Over.", "14 February 2019, 16:0");

        var (ran, again) = (await DeploymentAsync(app, first), await DeploymentAsync(app, second));
        Assert.Equal(("met-2019.1", RunEnd.WindowClosed), (ran.PolicyId, Assert.Single(ran.Runs).End));
        Assert.Equal(("met-2019.1", RunEnd.Stopped), (again.PolicyId, Assert.Single(again.Runs).End));
        // The first notice of the second day is still there to be read, with the day that it named.
        Assert.Equal([London(2, 1, 10, 0), London(2, 1, 10, 0), London(2, 14, 10, 0)], await app.InDatabaseAsync(async db =>
            (await db.Notices.AsNoTracking().SingleAsync(n => n.DeploymentId == second, Cancel)).Versions.Select(v => v.Window.Start).ToArray()));
    }

    [Fact]
    public async Task UnderTheModelPolicyOfToday_ItIsRefusedUntilEachRuleIsKept()
    {
        await using var app = await StartAsync("uk-2026.json");
        var id = await PlannedAsync(app, January(31));
        await EquippedAsync(app, id);

        // The plan of the trials: a place, a day and a purpose.
        await TriedAsync(app, id, LfrRoutes.Deployment(id), Roles.Planner, "Submit for authority", nameof(SubmitDeployment), "R02", "R03", "R08", "R09", "R10", "R12b", "R18");
        await ReasonedAsync(app, id);
        await AskedAsync(app, id);
        clock.MoveTo(London(1, 30, 16, 0));
        await AnnouncedAsync(app, id);
        await GrantedAsync(app, id);
        await CompiledAsync(app, id);

        // Eighteen hours are less than the policy's twenty-four, and nobody has said why.
        clock.MoveTo(London(1, 31, 10, 0));
        await TriedAsync(app, id, LfrRoutes.Live(id), Roles.Operator, "Go live", nameof(GoLive), "R14", "R20", "R36");
        Done(await Get<SealWatchlist>(app).RunAsync(Given.Approver, id, null, Cancel));
        await TriedAsync(app, id, LfrRoutes.Live(id), Roles.Operator, "Go live", nameof(GoLive), "R14");
        await PutOffAsync(app, id);
        await PublicReadsAsync(app, id, "Postponed.", Weather);
        var off = await DeploymentAsync(app, id);
        Assert.Equal((DeploymentState.Draft, (AuthorityDecision?)null, (Window?)null), (off.State, off.Authority, off.Plan.Window));

        // The new day needs a notice, an authority and a list of its own (R17), and a reason for a notice that is short again.
        clock.MoveTo(London(2, 13, 16, 0));
        await GivenAnotherDayAsync(app, id, new DateOnly(2019, 2, 14));
        await AnnouncedAgainAsync(app, id, "The weather is better: it takes place on 14 February.");
        await AskedAsync(app, id);
        await GrantedAsync(app, id);
        clock.MoveTo(London(2, 14, 10, 0));
        await TriedAsync(app, id, LfrRoutes.Live(id), Roles.Operator, "Go live", nameof(GoLive), "R14", "R19", "R20", "R36");
        await CompiledAgainAsync(app, id);
        await TriedAsync(app, id, LfrRoutes.Live(id), Roles.Operator, "Go live", nameof(GoLive), "R14");
        await SecondReasonAsync(app, id, "The forecast was only good enough on the day before.");
        await GoesLiveAsync(app, id);
        await StoppedAsync(app, id);
        Assert.Equal(("uk-2026.1", RunEnd.Stopped), ((await DeploymentAsync(app, id)).PolicyId, Assert.Single((await DeploymentAsync(app, id)).Runs).End));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var desk in desks.Values)
            await desk.DisposeAsync();
    }

    private static DateTimeOffset London(int month, int day, int hour, int minute) => new(2019, month, day, hour, minute, 0, TimeSpan.Zero);

    private static DateOnly January(int day) => new(2019, 1, day);

    private static void Done(Outcome outcome) => CompiledList.Done(outcome);

    private static T Get<T>(LfrApp app)
        where T : notnull => app.Services.GetRequiredService<T>();

    private static Task<Deployment> DeploymentAsync(LfrApp app, Guid id) => app.InDatabaseAsync(db => db.Deployments.AsNoTracking().SingleAsync(d => d.Id == id, Cancel));

    /// <summary>A library of one pack, as if it had been in force in 2019: nothing of it is changed but its first day.</summary>
    private static PolicyLibrary Only(string pack)
    {
        var folder = Directory.CreateTempSubdirectory("lfr-policies-").FullName;
        try
        {
            var text = File.ReadAllText(Repository.Combine("policies", pack));
            File.WriteAllText(Path.Combine(folder, pack), new Regex("\"effectiveFrom\": \"[0-9-]+\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Replace(text, "\"effectiveFrom\": \"2016-01-01\"", 1));
            return PolicyLibrary.Load(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<LfrApp> StartAsync(string pack)
    {
        TestModels.FolderOrSkip();
        clock.MoveTo(London(1, 28, 11, 0));
        return await LfrApp.StartAsync(new LfrAppOptions
        {
            Worker = true,
            Time = clock,
            Configure = builder => builder.Services.AddSingleton(Only(pack)),
        });
    }

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
