using System.Net;
using Lfr.Shared.Deployments;
using Lfr.Shared.Records;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Notices.Commands;
using Lfr.Web.Features.PublicSite;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.PublicSite;

/// <summary>“The earlier version stays visible”, says Lfr to those who amend and correct: this is where.</summary>
public sealed class EarlierVersionsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AmendedNotice_ShowsWhatChanged_AndTheEarlierVersionInFull()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        var before = Given.NoticeText;
        Given.Do(await rig.Get<WriteNotice>().RunAsync(Given.Planner, rig.DeploymentId, before with { Why = "Because of forty-two robberies." }, null, Cancel));
        Given.Do(await rig.Get<PublishNotice>().RunAsync(Given.Planner, rig.DeploymentId, "Another robbery was counted.", null, null, Cancel));

        var (_, now) = await ReadAsync(rig, LfrRoutes.Notice("2026-014"));
        var (_, first) = await ReadAsync(rig, LfrRoutes.NoticeVersion("2026-014", 1));

        Assert.Contains($"<del>{before.Why}</del>", now, StringComparison.Ordinal);
        Assert.Contains("<ins>Because of forty-two robberies.</ins>", now, StringComparison.Ordinal);
        Assert.Contains("Another robbery was counted.", now, StringComparison.Ordinal);
        Assert.Contains($"href=\"{LfrRoutes.NoticeVersion("2026-014", 1)}\"", now, StringComparison.Ordinal);
        Assert.Contains("This is an earlier version.", first, StringComparison.Ordinal);
        Assert.Contains($"<p>{before.Why}</p>", first, StringComparison.Ordinal);
        Assert.DoesNotContain("This is an earlier version.", now, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await ReadAsync(rig, LfrRoutes.NoticeVersion("2026-014", 3))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ReadAsync(rig, LfrRoutes.NoticeVersion("2026-014", 0))).Status);
    }

    [Fact]
    public async Task CorrectedRecord_ShowsWhatChanged_AndTheEarlierVersionInFull()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        await rig.App.InDatabaseAsync(async db =>
        {
            var deployment = await db.Deployments.SingleAsync(d => d.Id == rig.DeploymentId, Cancel);
            db.Entry(deployment).Property(d => d.State).CurrentValue = DeploymentState.Debriefed;
            var record = DeploymentRecord.Write(Given.Id(41), rig.DeploymentId, new RecordText("A quiet day.", "", 2));
            Given.Do(record.Publish(deployment, new DeploymentFigures { Alerts = 3, FacesCompared = 4000 }, Given.Officer, Given.Start.AddDays(1)));
            Given.Do(record.Edit(new RecordText("A quiet day, as we now know.", "", 2)));
            Given.Do(record.Correct(new DeploymentFigures { Alerts = 4, FacesCompared = 4000 }, "One alert was missing.", Given.Officer, Given.Start.AddDays(2)));
            db.Records.Add(record);
            return await db.SaveChangesAsync(Cancel);
        });

        var (_, now) = await ReadAsync(rig, LfrRoutes.Record("2026-014"));
        var (_, first) = await ReadAsync(rig, LfrRoutes.RecordVersion("2026-014", 1));

        Assert.Contains("<del>A quiet day.</del>", now, StringComparison.Ordinal);
        Assert.Contains("<ins>A quiet day, as we now know.</ins>", now, StringComparison.Ordinal);
        Assert.Contains("<del>3</del>", now, StringComparison.Ordinal);
        Assert.Contains("<ins>4</ins>", now, StringComparison.Ordinal);
        Assert.DoesNotContain("<del>4,000</del>", now, StringComparison.Ordinal);
        Assert.Contains("This is an earlier version.", first, StringComparison.Ordinal);
        Assert.Contains("<p class=\"lead\">A quiet day.</p>", first, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await ReadAsync(rig, LfrRoutes.RecordVersion("2026-014", 3))).Status);
    }

    /// <summary>Rows are told apart by their labels, so that two of the same name would hide what changed in one of them.</summary>
    [Fact]
    public void EveryFigure_HasANameOfItsOwn()
    {
        var rows = RecordTables.Of(Given.GoodPlan(), new DeploymentFigures()).SelectMany(g => g.Rows).Select(r => r.Label).ToArray();

        Assert.Equal(rows.Distinct(StringComparer.Ordinal), rows);
    }

    private static async Task<(HttpStatusCode Status, string Text)> ReadAsync(LiveRig rig, string address)
    {
        using var client = rig.App.Anybody();
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Cancel);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel)));
    }
}
