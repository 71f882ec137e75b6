using System.Net;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Features.Administration;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Features.Account.Commands;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Deployments;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Deployments;

/// <summary>The deployments in somebody's own calendar program: at an address that only they have, until they take it back, are locked or leave.</summary>
public sealed class StaffCalendarTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Address_AnswersWithoutSignIn_UntilItIsTakenBack_ReplacedOrItsPersonIsLockedOut()
    {
        await using var rig = await PeopleRig.StartAsync();
        var planner = await rig.AsTheAsync(Roles.Planner);
        var start = rig.Time.GetUtcNow().AddDays(5);
        Given.Do(await rig.Get<DraftDeployment>().RunAsync(planner, Given.Id(8301), Given.GoodPlan() with { Name = "Romford, again 🚉", Window = new Window(start, start.AddHours(4)) }, Cancel));
        Given.Do(await rig.Get<DraftDeployment>().RunAsync(planner, Given.Id(8302), Given.GoodPlan() with { Name = "Put off", Window = new Window(start, start.AddHours(4)), Staff = [] }, Cancel));
        Given.Do(await rig.Get<PostponeDeployment>().RunAsync(planner, Given.Id(8302), "Snow", null, Cancel));
        using var program = rig.App.Anybody();

        Assert.Equal(HttpStatusCode.NotFound, (await program.GetAsync(LfrRoutes.StaffCalendar(new string('A', 43)), Cancel)).StatusCode);
        var key = await MakeAsync(rig, planner);
        using var answer = await program.GetAsync(LfrRoutes.StaffCalendar(key), Cancel);

        Assert.Equal((HttpStatusCode.OK, "text/calendar"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.True(answer.Headers.CacheControl is { NoStore: true, Private: true });
        var calendar = Ical.Net.Calendar.Load(await answer.Content.ReadAsStringAsync(Cancel))!;
        Assert.Equal(["Postponed: Put off", "Romford, again 🚉"], calendar.Events.Select(e => e.Summary!).Order(StringComparer.Ordinal));
        Assert.All(calendar.Events, e => Assert.Equal("TENTATIVE", e.Status));
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.All(Given.GoodPlan().Staff, s => Assert.DoesNotContain(s.Name, text, StringComparison.Ordinal));
        Assert.DoesNotContain("Snow", text, StringComparison.Ordinal);
        Assert.DoesNotContain(key, await rig.App.InDatabaseAsync(async db => string.Join(' ', await db.AuditEvents.Select(e => e.Sentence).ToListAsync(Cancel)) + (await db.CalendarAddresses.SingleAsync(Cancel)).KeyHash), StringComparison.Ordinal);

        var second = await MakeAsync(rig, planner);
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(program, key));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(program, second));
        Given.Do(await rig.Get<RevokeCalendarAddress>().RunAsync(planner, Cancel));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(program, second));

        var third = await MakeAsync(rig, planner);
        Given.Do(await rig.Get<LockAccount>().RunAsync(rig.First, planner.UserId, "The phone is lost.", null, Cancel));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(program, third));
        // An account that is unlocked later does not bring back an address that somebody may have copied.
        Given.Do(await rig.Get<UnlockAccount>().RunAsync(rig.First, planner.UserId, "It was found.", null, Cancel));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(program, third));

        // What is done about a lost telephone ends what that telephone reads.
        foreach (var end in (Func<Task<Outcome>>[])[
            () => rig.Get<EndSessions>().RunAsync(rig.First, planner.UserId, "The phone is lost.", Cancel),
            () => rig.Get<ResetSecondFactor>().RunAsync(rig.First, planner.UserId, "The phone is lost; known by sight.", Cancel),
            () => rig.Get<SignOutEverywhere>().RunAsync(planner, Cancel)])
        {
            var held = await MakeAsync(rig, planner);
            Given.Do(await end());
            Assert.Equal(HttpStatusCode.NotFound, await AskAsync(program, held));
        }

        var fourth = await MakeAsync(rig, planner);
        await rig.Get<RetireAccount>().RunAsync(rig.First, planner.UserId, "Left the force.", null, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(program, fourth));
        Assert.False(await rig.App.InDatabaseAsync(db => db.CalendarAddresses.AnyAsync(Cancel)));
    }

    /// <summary>Whoever lost the duty meanwhile reads nothing, though the address was never taken back.</summary>
    [Fact]
    public async Task Address_OfSomebodyWithoutADutyAnyMore_AnswersNobody()
    {
        await using var rig = await PeopleRig.StartAsync();
        var planner = await rig.AsTheAsync(Roles.Planner);
        var key = await MakeAsync(rig, planner);
        using var program = rig.App.Anybody();
        Assert.Equal(HttpStatusCode.OK, await AskAsync(program, key));

        Given.Do(await rig.Get<TakeDuty>().RunAsync(rig.First, planner.UserId, Roles.Planner, "On another team.", null, Cancel));

        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(program, key));
    }

    /// <summary>Put off is not called off, and what waits for authority is not certain.</summary>
    [Theory]
    [InlineData(DeploymentState.Draft, false, "TENTATIVE")]
    [InlineData(DeploymentState.Submitted, false, "TENTATIVE")]
    [InlineData(DeploymentState.Authorised, false, "CONFIRMED")]
    [InlineData(DeploymentState.Published, false, "CONFIRMED")]
    [InlineData(DeploymentState.Cancelled, false, "CANCELLED")]
    [InlineData(DeploymentState.Refused, false, "CANCELLED")]
    [InlineData(DeploymentState.Draft, true, "TENTATIVE")]
    public void Event_SaysHowCertainItIs(DeploymentState state, bool postponed, string status)
    {
        var item = new StaffCalendarItem(Given.Id(1), "South Street\r\nSTATUS:CONFIRMED", "Romford; Havering, \\ by the station", new Window(Given.Start, Given.Start.AddHours(8)), state, postponed, 7, Given.Start.AddDays(-9));

        var written = StaffCalendar.Write([item], "https://lfr.force.example:5080");

        var read = Assert.Single(Ical.Net.Calendar.Load(written)!.Events);
        Assert.Equal((status, 7, $"{Given.Id(1)}"), (read.Status, read.Sequence, read.Uid));
        Assert.Equal((Given.Start.UtcDateTime, Given.Start.AddHours(8).UtcDateTime), (read.Start!.AsUtc, read.End!.AsUtc));
        Assert.Equal(1, written.Split('\n').Count(l => l.StartsWith("STATUS:", StringComparison.Ordinal)));
        Assert.Contains("https://lfr.force.example:5080/deployments/", read.Description, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient program, string key) => (await program.GetAsync(LfrRoutes.StaffCalendar(key), Cancel)).StatusCode;

    private static async Task<string> MakeAsync(PeopleRig rig, Actor person)
    {
        Says.RefusedBy("SECONDFACTOR", (await rig.Get<MakeCalendarAddress>().RunAsync(person with { Session = null }, Cancel)).Outcome, "second factor");
        var session = $"calendar {Guid.CreateVersion7():N}";
        await rig.App.InDatabaseAsync(db =>
        {
            db.Sessions.Add(new StaffSession { Id = session, AccountId = person.UserId, CreatedAt = rig.Time.GetUtcNow(), LastActiveAt = rig.Time.GetUtcNow(), Source = "local", SecondFactorAt = rig.Time.GetUtcNow() });
            return db.SaveChangesAsync(Cancel);
        });
        var (outcome, key) = await rig.Get<MakeCalendarAddress>().RunAsync(person with { Session = session }, Cancel);
        Given.Do(outcome);
        return key!;
    }
}
