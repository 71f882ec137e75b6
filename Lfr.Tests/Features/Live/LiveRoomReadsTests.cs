using Lfr.Shared.Alerts;
using Lfr.Shared.Deployments;
using Lfr.Shared.Records;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Queries;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Live;

/// <summary>How much the live room reads, whatever happened before: it is read every two seconds for every screen.</summary>
public class LiveRoomReadsTests
{
    private const int Alerts = 2_000, Open = 7;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OneBeat_After2000Alerts_LoadsNoneOfThem()
    {
        var reads = new ReadCounter();
        await using var rig = await BusyAsync(reads);

        reads.Reset();
        var room = (await rig.Get<ReadLiveRoom>().RunAsync(Given.Operator, rig.DeploymentId, Cancellation))!;

        Assert.Equal((Alerts, Open, Open, Alerts - Open), (room.Tally.Alerts, room.Tally.Waiting, room.Tally.Unresolved, room.Tally.Wrong));
        Assert.Equal((0, 0), (reads.Of<Alert>(), reads.Of<WatchlistEntry>()));
        Assert.InRange(reads.Entities, 1, 5);
        Assert.InRange(reads.Rows, 1, 25);
    }

    [Fact]
    public async Task Screen_After2000Alerts_BeginsWithWhatIsOpenAndOnePage()
    {
        var reads = new ReadCounter();
        await using var rig = await BusyAsync(reads);
        var lines = rig.Get<ReadAlerts>();

        reads.Reset();
        var desk = new AlertQueue(TimeProvider.System);
        desk.Take(await lines.OpenAndNewestAsync(Given.Operator, rig.DeploymentId, Cancellation));

        Assert.Equal(ReadAlerts.PageSize + Open, reads.Of<Alert>());
        Assert.Equal((Open, true, Alerts, Alerts - ReadAlerts.PageSize + 1), (desk.Waiting.Count, desk.IsWhole, desk.WholeUpTo, desk.From));

        desk.Take(await lines.BeforeAsync(Given.Operator, rig.DeploymentId, desk.From, Cancellation));
        Assert.Equal((2 * ReadAlerts.PageSize) + Open, reads.Of<Alert>());
        Assert.Equal((true, Alerts - (2 * ReadAlerts.PageSize) + 1), (desk.IsWhole, desk.From));
    }

    [Fact]
    public async Task FirstPage_OfFewAlerts_HasNothingBeforeIt()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        await rig.RaiseAsync();

        var page = await rig.Get<ReadAlerts>().OpenAndNewestAsync(Given.Operator, rig.DeploymentId, Cancellation);

        Assert.Equal((1, 1), (page.Lines.Count, page.From));
    }

    [Fact]
    public async Task CountsOfTheDatabase_AreThoseOfTheRecord()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        var alerts = AlertHistories.Make(200);
        await rig.App.InDatabaseAsync(db =>
        {
            db.Alerts.AddRange(alerts);
            return db.SaveChangesAsync(Cancellation);
        });

        var counts = await rig.App.InDatabaseAsync(db => AlertCounts.ReadAsync(db, rig.DeploymentId, Cancellation));
        var tally = AlertTally.Of(alerts);

        Assert.Equal((tally.Alerts, tally.Waiting, tally.Unresolved, tally.Wrong), (counts.Alerts, counts.Waiting, counts.Unresolved, counts.Wrong));
        Assert.Equal(tally.DecisionTime(0.5)!.Value.TotalSeconds, counts.MedianTime!.Value.TotalSeconds, 0.001);
        Assert.Equal(tally.Wrong, await rig.App.InDatabaseAsync(db => AlertCounts.WrongAsync(db, rig.DeploymentId, Cancellation)));
    }

    [Fact]
    public async Task WindowCloser_LoadsNoDeploymentBeforeItsWindowCloses()
    {
        var reads = new ReadCounter();
        await using var rig = await LiveRig.StartLiveAsync(reads);
        var closer = new WindowCloser(rig.Get<IDbContextFactory<Lfr.Web.Data.LfrDbContext>>(), rig.Get<Lfr.Web.Features.Live.Commands.CloseWindow>(), rig.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<WindowCloser>.Instance);

        reads.Reset();
        await closer.EndDueAsync(Cancellation);
        Assert.Equal((1, 0), (reads.Commands, reads.Entities));

        rig.Clock.AdjustTime(Given.Start.AddHours(8));
        await closer.EndDueAsync(Cancellation);
        Assert.Equal(DeploymentState.Ended, (await rig.DeploymentAsync()).State);
    }

    /// <summary>Two thousand alerts, all but a few of the first answered.</summary>
    private static async Task<LiveRig> BusyAsync(ReadCounter reads)
    {
        var rig = await LiveRig.StartLiveAsync(reads);
        await rig.App.InDatabaseAsync(db =>
        {
            for (var number = 1; number <= Alerts; number++)
            {
                var alert = GivenAlert.Raised(number: number);
                if (number > Open)
                    Given.Do(alert.Adjudicate(Answer.NotSame, "Ears", GivenAlert.RaisedAt, Given.Operator, GivenAlert.RaisedAt.AddSeconds(10)));
                db.Alerts.Add(alert);
            }

            return db.SaveChangesAsync(Cancellation);
        });
        return rig;
    }
}
