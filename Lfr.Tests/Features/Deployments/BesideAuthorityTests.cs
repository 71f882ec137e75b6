using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Shared.Records;
using Lfr.Tests.Deployments;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Deployments.Queries;

namespace Lfr.Tests.Features.Deployments;

/// <summary>What an officer reads beside the plan before deciding.</summary>
public sealed class BesideAuthorityTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Officer_ReadsTheNotice_ItsLeadAndSecondReason_ThePaces_AndWhatCameOfEarlierUsesHere()
    {
        await using var rig = await LiveRig.StartAsync(g => (g.NoticeAt, g.ShortNoticeReason) = (Given.Start.AddHours(-20), "The forecast came late."), worker: false);
        await rig.App.InDatabaseAsync(async db =>
        {
            for (var i = 1; i <= 7; i++)
                Add(db, i, Given.GoodPlan().Place, published: i > 1);
            Add(db, 8, Given.GoodPlan().Place with { Venue = "Another street" }, published: true);
            return await db.SaveChangesAsync(Cancel);
        });

        var beside = (await rig.Get<ReadAuthority>().RunAsync(Given.Officer, rig.DeploymentId, Cancel))!.Beside;

        Assert.Equal((NoticeState.Published, Given.NoticeText.Summary, Given.Start.AddHours(-20), "The forecast came late."),
            (beside.Announced.State, beside.Announced.Summary, beside.Announced.PublicSince, beside.Announced.SecondReason));
        Assert.Contains("Notice lead time is 20 h", beside.Announced.Lead!.Sentence, StringComparison.Ordinal);
        var pace = Assert.Single(beside.Paces);
        Assert.Equal((Given.Approver.Name, 2, 12, 2, false), (pace.Name, pace.Answers, pace.MeanSeconds, pace.Last, pace.IsFast));
        // Five of seven, the latest first; that of another street is not among them, and one without a record says so.
        Assert.Equal(7, beside.EarlierCount);
        Assert.Equal(["2026-051", "2026-052", "2026-053", "2026-054", "2026-055"], beside.Earlier.Select(u => u.Reference));
        Assert.Equal([null, 3, 3, 3, 3], beside.Earlier.Select(u => u.Figures?.LfrArrests));
    }

    /// <summary>A plan without a street has no place whose past could be read: not that of every other plan without one.</summary>
    [Fact]
    public async Task PlanWithoutAStreet_HasNoPast_AndNoNoticeIsSaidPlainly()
    {
        await using var rig = await LiveRig.StartAsync(g => (g.Plan, g.NoticeAt) = (g.Plan with { Place = g.Plan.Place with { Venue = "" } }, null), worker: false);
        await rig.App.InDatabaseAsync(async db =>
        {
            Add(db, 1, Given.GoodPlan().Place with { Venue = "" }, published: true);
            return await db.SaveChangesAsync(Cancel);
        });

        var beside = (await rig.Get<ReadAuthority>().RunAsync(Given.Officer, rig.DeploymentId, Cancel))!.Beside;

        Assert.Equal((0, NoticeState.Draft, (DateTimeOffset?)null), (beside.EarlierCount, beside.Announced.State, beside.Announced.PublicSince));
        Assert.Null(await rig.Get<ReadAuthority>().RunAsync(Given.Engagement with { RoleNames = new HashSet<string>() }, rig.DeploymentId, Cancel));
    }

    private static void Add(Web.Data.LfrDbContext db, int number, Place place, bool published)
    {
        var start = Given.Start.AddDays(-20 * number);
        var deployment = Deployment.Draft(Given.Id(7000 + number), 2026, 50 + number, Given.GoodPlan() with { Place = place, Window = new Window(start, start.AddHours(8)) }, Given.Planner, start.AddDays(-9));
        foreach (var step in new[] { "Submit", "Grant", "GoLive", "Stop" })
            Given.Do(DeploymentCommands.All[step](deployment, start));
        db.Add(deployment);
        if (!published)
            return;
        Given.Do(DeploymentCommands.All["CloseDown"](deployment, start));
        var record = DeploymentRecord.Write(Given.Id(7100 + number), deployment.Id, new RecordText("Nothing went wrong.", "", 0));
        Given.Do(record.Publish(deployment, new DeploymentFigures { FacesCompared = 4000, Alerts = 4, LfrArrests = 3 }, Given.Officer, start));
        db.Add(record);
    }
}
