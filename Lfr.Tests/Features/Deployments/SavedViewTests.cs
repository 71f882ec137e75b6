using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Deployments;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Features.Deployments;

/// <summary>List, board and calendar: each deployment in its place, views that people keep for themselves, and files of what is shown.</summary>
public sealed class SavedViewTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Of an address only what a view means is kept, always written alike; an address that leads anywhere else is none.</summary>
    [Theory]
    [InlineData("/deployments?sort=name&q=romford&page=3&show=ahead", "/deployments?q=romford&show=ahead&sort=name")]
    [InlineData("/deployments/calendar?view=week&day=2026-12-05&q=%3Cb%3E", "/deployments/calendar?q=%3Cb%3E&view=week")]
    [InlineData("/deployments/board#top", "/deployments/board")]
    [InlineData("/deployments/board?q=+&evil=1", "/deployments/board")]
    [InlineData("/people", null)]
    [InlineData("https://evil.example/deployments", null)]
    [InlineData("//evil.example/deployments", null)]
    [InlineData("/deployments/../people", null)]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("", null)]
    public void AddressOfAView_KeepsItsFilters_AndLeadsNowhereElse(string address, string? kept) => Assert.Equal(kept, ViewAddress.Of(address));

    [Fact]
    public void AddressThatIsTooLong_IsNone() => Assert.Null(ViewAddress.Of("/deployments?q=" + new string('x', 600)));

    [Fact]
    public async Task View_IsItsPersonsOwn_AndANameTwiceIsOneView()
    {
        var (mine, other) = (Given.Person(811, "Vera View", Rank.Inspector, Roles.Planner), Given.Person(812, "Otto Other", Rank.Inspector, Roles.Planner));
        Given.Do(await Get<SaveView>().RunAsync(mine, " My week ", "/deployments/calendar?view=week&day=2026-01-01", Cancel));
        Given.Do(await Get<SaveView>().RunAsync(mine, "my WEEK", "/deployments/board?q=ilford", Cancel));

        var view = Assert.Single(await Get<ReadSavedViews>().RunAsync(mine, Cancel));
        Assert.Equal(("My week", "/deployments/board?q=ilford"), (view.Name, view.Address));
        Assert.Empty(await Get<ReadSavedViews>().RunAsync(other, Cancel));
        Assert.True((await Get<RemoveView>().RunAsync(other, view.Id, Cancel)).IsRefusedAs(RefusalKind.State));
        Assert.Single(await Get<ReadSavedViews>().RunAsync(mine, Cancel));
        Given.Do(await Get<RemoveView>().RunAsync(mine, view.Id, Cancel));
        Assert.True((await Get<RemoveView>().RunAsync(mine, view.Id, Cancel)).IsRefusedAs(RefusalKind.State));
        Assert.Empty(await Get<ReadSavedViews>().RunAsync(mine, Cancel));
    }

    [Fact]
    public async Task View_WithoutAName_ToElsewhere_OfAStranger_OrOneTooMany_IsRefusedWithASentence()
    {
        var mine = Given.Person(813, "Ann Other", Rank.Inspector, Roles.Planner);
        Says.RefusedBy("FORM", await Get<SaveView>().RunAsync(mine, "  ", "/deployments", Cancel), "has no name");
        Says.RefusedBy("FORM", await Get<SaveView>().RunAsync(mine, new string('n', 61), "/deployments", Cancel), "longer than 60");
        Says.RefusedBy("FORM", await Get<SaveView>().RunAsync(mine, "Staff", "/people", Cancel), "Only the list");
        Says.RefusedBy("ROLE", await Get<SaveView>().RunAsync(Given.Person(814, "Nora Nobody", Rank.Constable), "Mine", "/deployments", Cancel), "does not see deployments");
        for (var i = 0; i < SaveView.Most; i++)
            Given.Do(await Get<SaveView>().RunAsync(mine, $"View {i}", "/deployments", Cancel));

        Says.RefusedBy("STATE", await Get<SaveView>().RunAsync(mine, "One more", "/deployments", Cancel), "20 views already");
        Given.Do(await Get<SaveView>().RunAsync(mine, "View 3", "/deployments/board", Cancel));
    }

    /// <summary>The board, the calendar and their files say the same; what is searched for leaves out cards and no double booking.</summary>
    [Fact]
    public async Task Board_Calendar_AndTheirFiles_ShowADeploymentInItsPlace()
    {
        var start = new DateTimeOffset(TimeProvider.System.GetUtcNow().Date.AddDays(40).AddHours(9), TimeSpan.Zero);
        await DraftAsync(8201, "Zeppelin street", start);
        await DraftAsync(8202, "=Zebra street", start.AddHours(1));
        await DraftAsync(8203, "Quiet street", null);

        var lanes = (await Get<ReadBoard>().RunAsync(Given.Planner, "street", ReadBoard.Most, Cancel))!;
        var drafts = lanes.Single(l => l.Column == BoardColumn.Draft);
        Assert.Equal(Enum.GetValues<BoardColumn>(), lanes.Select(l => l.Column));
        Assert.Equal(["Zeppelin street", "=Zebra street", "Quiet street"], drafts.Cards.Select(c => c.Row.Name));
        Assert.Equal("1 of 4 ready, missing: notice, authority, sealed list", drafts.Cards[0].Readiness);
        Assert.Equal(("Publish the notice", null), (drafts.Cards[0].Deadline!.What, drafts.Cards[2].Deadline));
        Assert.Equal((1, 3), (await Get<ReadBoard>().RunAsync(Given.Planner, "street", 1, Cancel))!.Where(l => l.Column == BoardColumn.Draft).Select(l => (l.Cards.Count, l.Total)).Single());
        Assert.Null(await Get<ReadBoard>().RunAsync(Given.Person(91, "Ann Administrator", Rank.Staff, Roles.Administrator), "", 10, Cancel));

        using var planner = await shared.App.SignInAsync(Roles.Planner);
        var page = await planner.GetStringAsync($"{LfrRoutes.Board}?q=zeppelin", Cancel);
        Assert.Contains("Zeppelin street", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Quiet street", page, StringComparison.Ordinal);
        var board = await planner.GetStringAsync($"{LfrRoutes.BoardTable}?q=street", Cancel);
        Assert.Contains("Draft,", board, StringComparison.Ordinal);
        Assert.Contains("'=Zebra street", board, StringComparison.Ordinal);
        var calendar = await planner.GetStringAsync($"{LfrRoutes.CalendarTable}?view=day&day={start:yyyy-MM-dd}&q=zeppelin", Cancel);
        var lines = calendar.Trim('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(("reference,name,place,starts,ends,state,booked_twice", 2), (lines[0], lines.Length));
        Assert.Contains("also ", lines[1], StringComparison.Ordinal);
    }

    /// <summary>The only address of staff that needs no sign-in has a limit of its own.</summary>
    [Fact]
    public void AddressOfACalendar_MayNotBeAskedWithoutEnd() => Assert.Equal(
        StaffCalendar.Limit,
        shared.App.Services.GetServices<EndpointDataSource>().SelectMany(e => e.Endpoints).OfType<RouteEndpoint>().Single(e => "/" + e.RoutePattern.RawText!.TrimStart('/') == LfrRoutes.StaffCalendarTemplate)
            .Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName);

    private T Get<T>()
        where T : notnull => shared.App.Services.CreateScope().ServiceProvider.GetRequiredService<T>();

    private async Task DraftAsync(int id, string name, DateTimeOffset? start) => Given.Do(await Get<DraftDeployment>().RunAsync(
        Given.Planner, Given.Id(id), Given.GoodPlan() with { Name = name, Window = start is { } from ? new Window(from, from.AddHours(4)) : null }, Cancel));
}
