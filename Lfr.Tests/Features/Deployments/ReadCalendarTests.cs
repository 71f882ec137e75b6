using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Features.Deployments;

public sealed class ReadCalendarTests
{
    private static readonly Plan Romford = Given.GoodPlan();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Days are London's: half past midnight there is the evening before by UTC in summer. A night shift is on both of its days.</summary>
    [Fact]
    public async Task Month_HasEveryDeploymentThatTouchesOneOfItsDays()
    {
        await using var app = await StartAsync();
        await DraftAsync(app, 1, Hours("2026-06-30T22:59", "2026-06-30T23:30"));
        await DraftAsync(app, 2, Hours("2026-06-30T18:00", "2026-07-01T02:00"));
        await DraftAsync(app, 3, Hours("2026-07-31T23:00", "2026-08-01T01:00"));
        await DraftAsync(app, 4, null);
        var calendar = app.Services.GetRequiredService<ReadCalendar>();

        var july = await calendar.RunAsync(Given.Planner, new DateOnly(2026, 7, 1), new DateOnly(2026, 7, 31), "", Cancel);
        var august = await calendar.RunAsync(Given.Planner, new DateOnly(2026, 8, 1), new DateOnly(2026, 8, 31), "", Cancel);

        Assert.Equal([Given.Id(2), Given.Id(1)], july!.Items.Select(i => i.Id));
        Assert.Equal([Given.Id(3)], august!.Items.Select(i => i.Id));
        Assert.Equal((Given.Id(4), 1), (Assert.Single(july.Undated).Id, july.UndatedCount));
        Assert.Null(await calendar.RunAsync(Given.Person(40, "Nora Nobody", Rank.Constable), new DateOnly(2026, 7, 1), new DateOnly(2026, 7, 31), "", Cancel));
    }

    /// <summary>The planner of either sees it; whoever called theirs off is in nobody's way.</summary>
    [Fact]
    public async Task TwoDeploymentsWithTheSamePeople_AreShownAsBookedTwice_UntilOneIsCancelled()
    {
        await using var app = await StartAsync();
        await DraftAsync(app, 1, Romford.Window);
        await DraftAsync(app, 2, Romford.Window);
        var calendar = app.Services.GetRequiredService<ReadCalendar>();
        var day = DateOnly.FromDateTime(Romford.Window!.Start.Date);

        Assert.NotEmpty(Assert.Single((await calendar.RunAsync(Given.Planner, day, day, "", Cancel))!.Clashes).People);
        Assert.Single((await app.Services.GetRequiredService<ReadHub>().RunAsync(Given.Planner, Given.Id(2), Cancel))!.Clashes);

        Given.Do(await app.Services.GetRequiredService<CancelDeployment>().RunAsync(Given.Planner, Given.Id(1), "The street is dug up.", null, Cancel));

        Assert.Empty((await calendar.RunAsync(Given.Planner, day, day, "", Cancel))!.Clashes);
        Assert.Empty((await app.Services.GetRequiredService<ReadHub>().RunAsync(Given.Planner, Given.Id(2), Cancel))!.Clashes);
    }

    /// <summary>Place and equipment go along; what is judged for one operation does not (R18), and no list, notice or authority.</summary>
    [Fact]
    public async Task AnotherAtThisPlace_BeginsWithThePlan_AndWithoutItsReasons()
    {
        await using var app = await StartAsync();
        await DraftAsync(app, 1, Romford.Window);
        var written = Romford with { Name = "Romford again", Window = Hours("2026-07-02T10:00", "2026-07-02T12:00"), ExpectedFootfall = 77, Cameras = [], Staff = [] };

        Given.Do(await app.Services.GetRequiredService<DraftDeployment>().RunAsync(Given.Planner, Given.Id(2), written, Given.Id(1), Cancel));

        var begun = await app.InDatabaseAsync(db => db.Deployments.AsNoTracking().SingleAsync(d => d.Id == Given.Id(2), Cancel));
        Assert.Equal(("Romford again", 77), (begun.Plan.Name, begun.Plan.ExpectedFootfall));
        Assert.Equal(Romford.Cameras, begun.Plan.Cameras);
        Assert.Equal(Romford.Staff, begun.Plan.Staff);
        Assert.Equal(written.Window, begun.Plan.Window);
        Assert.Equal(Romford.Grounds.LegalPower, begun.Plan.Grounds.LegalPower);
        Assert.Equal((UseCase.Undecided, "", "", "", ""), (begun.Plan.Grounds.UseCase, begun.Plan.Grounds.UseCaseEvidence, begun.Plan.Grounds.ReasonToBelieve, begun.Plan.Grounds.Necessity, begun.Plan.Grounds.Proportionality));
        Assert.Equal(("", 0), (begun.Plan.Criteria.Text, begun.Plan.Criteria.Categories.Count));
        Assert.Equal((DeploymentState.Draft, null), (begun.State, begun.Authority));
        Assert.False(await app.InDatabaseAsync(db => db.Notices.AnyAsync(n => n.DeploymentId == Given.Id(2), Cancel)));
        Assert.Equal("Started 2026-002, Romford again, from the plan of 2026-001.", await app.InDatabaseAsync(db => db.AuditEvents.OrderByDescending(e => e.Number).Select(e => e.Sentence).FirstAsync(Cancel)));
    }

    [Fact]
    public async Task AnotherLikeOneThatIsNotThere_IsRefused()
    {
        await using var app = await StartAsync();

        var outcome = await app.Services.GetRequiredService<DraftDeployment>().RunAsync(Given.Planner, Given.Id(2), Romford, Given.Id(1), Cancel);

        Assert.True(outcome.IsRefusedAs(Lfr.Shared.Policy.RefusalKind.State), outcome.Explanation);
    }

    /// <summary>Only whoever writes plans finds something to drag, and the button that does the same.</summary>
    [Fact]
    public async Task PlannerCanMoveWhatIsShown_AndNobodyElse()
    {
        await using var app = await LfrApp.StartAsync();
        var start = TimeProvider.System.GetUtcNow().Date.AddDays(30).AddHours(9);
        await DraftAsync(app, 1, new Window(new DateTimeOffset(start, TimeSpan.Zero), new DateTimeOffset(start, TimeSpan.Zero).AddHours(4)));
        var address = $"{LfrRoutes.Calendar}?view=day&day={start:yyyy-MM-dd}";
        using var planner = await app.SignInAsync(Roles.Planner);
        using var officer = await app.SignInAsync(Roles.AuthorisingOfficer);

        var (movable, still) = (await planner.GetStringAsync(address, Cancel), await officer.GetStringAsync(address, Cancel));

        Assert.Contains("Move Romford town centre", movable, StringComparison.Ordinal);
        Assert.Contains("data-lfr-drag", movable, StringComparison.Ordinal);
        Assert.Contains("Romford town centre", still, StringComparison.Ordinal);
        Assert.DoesNotContain("Move Romford town centre", still, StringComparison.Ordinal);
        Assert.DoesNotContain("data-lfr-drag", still, StringComparison.Ordinal);
    }

    private static Task<LfrApp> StartAsync() => LfrApp.StartAsync(new LfrAppOptions { Accounts = false, Time = new FakeTimeProvider(Given.Start.AddDays(-9)) });

    private static async Task DraftAsync(LfrApp app, int id, Window? window) =>
        Given.Do(await app.Services.GetRequiredService<DraftDeployment>().RunAsync(Given.Planner, Given.Id(id), Romford with { Window = window }, Cancel));

    private static Window Hours(string from, string to) => new(DateTimeOffset.Parse($"{from}Z", System.Globalization.CultureInfo.InvariantCulture), DateTimeOffset.Parse($"{to}Z", System.Globalization.CultureInfo.InvariantCulture));
}
