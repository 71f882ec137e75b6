using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Notices.Commands;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.PublicSite;

/// <summary>What anybody reads on the list, on the page of a notice and in the calendar. It is 10:30, inside the announced hours of 10:00 to 18:00.</summary>
public sealed class AnnouncedTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task InsideItsHoursButNotLive_IsPlannedNotRunning()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);

        await SaysAsync(rig, "Planned, not running", "CONFIRMED", "Coming up and today");
    }

    [Fact]
    public async Task Live_IsTakingPlaceNow()
    {
        await using var rig = await LiveRig.StartLiveAsync();

        await SaysAsync(rig, "Taking place now", "CONFIRMED", "Coming up and today");
    }

    [Fact]
    public async Task EndedInsideItsHours_IsOver()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        rig.Leap(TimeSpan.FromHours(2));
        await StopAsync(rig);

        await SaysAsync(rig, "It has been over since 5 June 2026, 12:30.", "CONFIRMED", "Earlier");
    }

    /// <summary>One vertical tab in one reason kept everybody from reading the feed, for good.</summary>
    [Fact]
    public async Task ReasonWithWhatIsNoText_IsCleanedWhenItComesIn_AndTheFeedsCanBeRead()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        Given.Do(await rig.Get<CancelDeployment>().RunAsync(Given.Planner, rig.DeploymentId, "Rain\u000B and \u202Eegnahc", null, Cancel));

        var feed = await ReadAsync(rig, "/notices.atom");

        Assert.Contains("Rain and egnahc", System.Xml.Linq.XDocument.Parse(feed).ToString(), StringComparison.Ordinal);
        Assert.Null(Shared.Audit.AuditChain.FirstBreak(await rig.App.InDatabaseAsync(db => db.AuditEvents.OrderBy(e => e.Number).ToListAsync(Cancel))));
    }

    [Fact]
    public async Task NoticeKeptBeforeTextWasCleaned_KeepsNobodyFromReadingTheFeeds()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        Assert.Equal(1, await rig.App.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE Notices SET Versions = replace(Versions, 'Romford', 'Rom\\u000bford')", Cancel)));

        System.Xml.Linq.XDocument.Parse(await ReadAsync(rig, "/notices.atom"));
        Assert.DoesNotContain('\u000B', await ReadAsync(rig, "/notices.ics"));
    }

    [Fact]
    public async Task Refused_IsTakenBackEverywhere()
    {
        await using var rig = await LiveRig.StartAsync(g => g.AuthorisedBy = null, worker: false);
        await SaysAsync(rig, "It will take place only if a senior officer authorises it.", "TENTATIVE", "Coming up and today");
        var plan = (await rig.DeploymentAsync()).Plan;

        Given.Do(await rig.Get<DecideAuthority>().RunAsync(
            Given.Officer, rig.DeploymentId, AuthorityVerdict.Refused, "The informant must not be named", "", plan.Hash(), null, Cancel));

        await SaysAsync(rig, "This deployment was refused authority. It will not take place.", "CANCELLED", "Coming up and today");
        Assert.DoesNotContain("informant", await ReadAsync(rig, LfrRoutes.Notice("2026-014")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoked_IsTakenBackUntilItIsPublishedAgain()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);

        Given.Do(await rig.Get<RevokeAuthority>().RunAsync(Given.Officer, rig.DeploymentId, "The threat is over", Cancel));
        await SaysAsync(rig, "It will not take place unless we say so here.", "CANCELLED", "Coming up and today");

        Given.Do(await rig.Get<PublishNotice>().RunAsync(Given.Planner, rig.DeploymentId, "The authority is asked for again.", null, null, Cancel));
        await SaysAsync(rig, "It will take place only if a senior officer authorises it.", "TENTATIVE", "Coming up and today");
    }

    /// <summary>Neither cancelled nor postponed: everybody reads that it is withdrawn, nothing starts, and plan, list and authority are as they were.</summary>
    [Fact]
    public async Task Withdrawn_IsTakenBackUntilItIsPublishedAgain_AndTheAuthorityStays()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        var revision = await rig.App.InDatabaseAsync(db => db.Notices.Where(n => n.DeploymentId == rig.DeploymentId).Select(n => n.Revision).SingleAsync(Cancel));
        Says.RefusedBy("FORM", await rig.Get<WithdrawNotice>().RunAsync(Given.Planner, rig.DeploymentId, " ", revision, Cancel));

        Given.Do(await rig.Get<WithdrawNotice>().RunAsync(Given.Planner, rig.DeploymentId, "It named the wrong street", revision, Cancel));
        var secondScreen = await rig.Get<WithdrawNotice>().RunAsync(Given.Planner, rig.DeploymentId, "It named the wrong street", revision, Cancel);

        Assert.True(secondScreen.IsRefusedAs(RefusalKind.Conflict), secondScreen.Explanation);
        Says.RefusedBy("STATE", await rig.Get<WithdrawNotice>().RunAsync(Given.Planner, rig.DeploymentId, "Once more", null, Cancel));
        await SaysAsync(rig, "It named the wrong street. It will not take place unless we publish a new notice here.", "TENTATIVE", "Coming up and today");
        Assert.Contains("Romford town centre: withdrawn", await ReadAsync(rig, "/notices.atom"), StringComparison.Ordinal);
        var open = await ReadAsync(rig, LfrRoutes.OpenNoticesCsv);
        Assert.Contains(",withdrawn,", open, StringComparison.Ordinal);
        Assert.Contains(",Notice withdrawn,,,,public-notice/1:", open, StringComparison.Ordinal);
        Assert.NotNull((await rig.DeploymentAsync()).Authority);
        // There is no worker here either; what matters is that the notice is among the reasons.
        Assert.Contains((await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancel)).Refusals, r => r.RuleId == "R13" && r.Sentence.Contains("withdrawn", StringComparison.Ordinal));

        Given.Do(await rig.Get<PublishNotice>().RunAsync(Given.Planner, rig.DeploymentId, "It names the right street now.", null, null, Cancel));
        await SaysAsync(rig, "Planned, not running", "CONFIRMED", "Coming up and today");
    }

    [Fact]
    public async Task Notice_OfARunUnderWay_IsNotWithdrawn()
    {
        await using var rig = await LiveRig.StartLiveAsync();

        Says.RefusedBy("STATE", await rig.Get<WithdrawNotice>().RunAsync(Given.Planner, rig.DeploymentId, "It named the wrong street", null, Cancel));

        await SaysAsync(rig, "Taking place now", "CONFIRMED", "Coming up and today");
    }

    [Fact]
    public async Task Postponed_IsTentative()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);

        Given.Do(await rig.Get<PostponeDeployment>().RunAsync(Given.Planner, rig.DeploymentId, "Snow", null, Cancel));

        await SaysAsync(rig, "Snow. We will not compare any faces until we publish a new date here.", "TENTATIVE", "Coming up and today");
    }

    [Fact]
    public async Task HoursThatPassedWithoutARun_SayThatItDidNotTakePlace()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        rig.Leap(TimeSpan.FromHours(8));

        await SaysAsync(rig, "No faces were compared.", "CANCELLED", "Earlier");
    }

    [Fact]
    public async Task Feed_HasAnEntryForTheRefusal()
    {
        await using var rig = await LiveRig.StartAsync(g => g.AuthorisedBy = null, worker: false);
        var plan = (await rig.DeploymentAsync()).Plan;
        Given.Do(await rig.Get<DecideAuthority>().RunAsync(Given.Officer, rig.DeploymentId, AuthorityVerdict.Refused, "Merely useful", "", plan.Hash(), null, Cancel));

        var feed = await ReadAsync(rig, "/notices.atom");

        Assert.Contains("Romford town centre: refused authority", feed, StringComparison.Ordinal);
        Assert.Contains("Romford town centre: published", feed, StringComparison.Ordinal);
    }

    private static async Task StopAsync(LiveRig rig) => Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain", Cancel));

    private static async Task SaysAsync(LiveRig rig, string words, string calendarStatus, string under)
    {
        var list = await ReadAsync(rig, LfrRoutes.Notices);
        Assert.Contains(words, list, StringComparison.Ordinal);
        var heading = list.IndexOf($"<h2>{under}</h2>", StringComparison.Ordinal);
        Assert.True(heading >= 0, $"There is no heading “{under}”.");
        var next = list.IndexOf("<h2>", heading + 1, StringComparison.Ordinal);
        Assert.Contains("Romford town centre", list[heading..next], StringComparison.Ordinal);
        Assert.Contains(words, await ReadAsync(rig, LfrRoutes.Notice("2026-014")), StringComparison.Ordinal);
        Assert.Contains($"STATUS:{calendarStatus}\r\n", await ReadAsync(rig, "/notices.ics"), StringComparison.Ordinal);
    }

    private static async Task<string> ReadAsync(LiveRig rig, string address)
    {
        using var client = rig.App.Anybody();
        return System.Net.WebUtility.HtmlDecode(await client.GetStringAsync(new Uri(address, UriKind.Relative), Cancel));
    }
}
