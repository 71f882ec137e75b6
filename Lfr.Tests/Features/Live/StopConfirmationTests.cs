using Lfr.Shared.Identity;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Hosting;
using Lfr.Web.Settings;
using Lfr.Web.Urls;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Live;

/// <summary>An order that was sent is not one that was heard: the room says which, and the log says when nothing was known of a run.</summary>
public class StopConfirmationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stop_IsNotConfirmed_UntilTheEngineReportsThatItNoLongerRuns()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        await using var worker = await ListeningWorker.ConnectAsync(rig);
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        var licence = (await worker.NextAsync()).Licence;
        await worker.ReportAsync(rig, licence);
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));

        Assert.Equal("Not confirmed: Van 2 has not said that it stopped at 10:30:00. Without Lfr it compares nothing from 10:30:10.", (await GraveAsync(rig)).Single());
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddSeconds(20));
        Assert.Equal("Not confirmed: Van 2 has not said that it stopped at 10:30:00. Its lease ended at 10:30:10.", (await GraveAsync(rig)).Single());
        await worker.ReportAsync(rig, licence);
        Assert.NotEmpty(await GraveAsync(rig));

        await worker.ReportAsync(rig, null);

        Assert.Empty(await GraveAsync(rig));
        Assert.Equal(rig.Clock.GetUtcNow(), (await RoomAsync(rig)).LastEnd!.EndConfirmedAt);
    }

    /// <summary>The next run hides nobody who may still compare.</summary>
    [Fact]
    public async Task StopThatIsNotConfirmed_StaysInTheRoom_WhenAnotherRunBegins_UntilItsEngineCanCompareNoMore()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddSeconds(4));

        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));

        Assert.Contains("Not confirmed: Van 2 has not said that it stopped at 10:30:00. Without Lfr it compares nothing from 10:30:10.", await GraveAsync(rig));
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddSeconds(6));
        Assert.DoesNotContain(await GraveAsync(rig), a => a.StartsWith("Not confirmed", StringComparison.Ordinal));
    }

    /// <summary>Another program with the same key says that it is idle. Who was put aside was not asked.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_IsNotConfirmedByAnotherEngineWithTheSameKey_WhileTheOneBeforeMayCompare(bool theOneBeforeIsConnected)
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        var (first, second) = (LiveRig.Hello(rig.WorkerId) with { EngineId = Given.Id(1) }, LiveRig.Hello(rig.WorkerId) with { EngineId = Given.Id(2) });
        var fleet = rig.Get<WorkerFleet>();
        fleet.Arrive("first", first, rig.Clock.GetUtcNow());
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        if (!theOneBeforeIsConnected)
            fleet.Leave("first");
        fleet.Arrive("second", second, rig.Clock.GetUtcNow());
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));
        var idle = new Lfr.Shared.Live.WorkerStatus(rig.WorkerId, Lfr.Shared.Live.WorkerState.Idle, null, null, 0, 0, 0, 0, 0, 0, [], rig.Clock.GetUtcNow());

        await rig.Get<StopConfirmations>().TakeAsync(rig.WorkerId, idle, Cancellation);

        var last = (await RoomAsync(rig)).LastEnd!;
        Assert.Equal((null, null), (last.EndConfirmedAt, last.AlertsLeft));
        Assert.Single(await GraveAsync(rig));
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddSeconds(10));
        await rig.Get<StopConfirmations>().TakeAsync(rig.WorkerId, idle, Cancellation);
        Assert.Equal(rig.Clock.GetUtcNow(), (await RoomAsync(rig)).LastEnd!.EndConfirmedAt);
    }

    [Fact]
    public async Task EngineThatComesBack_IsTheSame_ThoughItsEarlierConnectionIsNotYetGivenUp()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        var (fleet, engine) = (rig.Get<WorkerFleet>(), LiveRig.Hello(rig.WorkerId) with { EngineId = Given.Id(1) });
        fleet.Arrive("before", engine, rig.Clock.GetUtcNow());

        var arrival = fleet.Arrive("after", engine, rig.Clock.GetUtcNow());

        Assert.Equal((Arrival.Alone, null, null), (arrival, fleet.Of(rig.WorkerId)!.SecondAt, fleet.Of(rig.WorkerId)!.OtherAt));
    }

    [Fact]
    public async Task Room_SaysWhichEngineConfirmed_AndWhen()
    {
        await using var rig = await LiveRig.StartAsync(worker: false, accounts: true);
        await using var worker = await ListeningWorker.ConnectAsync(rig);
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        await rig.RaiseAsync();
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));
        using var client = await rig.App.SignInAsync(Roles.Operator);
        Assert.DoesNotContain("confirmed at", await PageAsync(), StringComparison.Ordinal);
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddSeconds(7));

        await worker.ReportAsync(rig, null);

        Assert.Contains("Rain. Van 2 confirmed at 10:30:07 that it stopped.", await PageAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("Not confirmed", await PageAsync(), StringComparison.Ordinal);

        Task<string> PageAsync() => client.GetStringAsync(new Uri(LfrRoutes.Live(rig.DeploymentId), UriKind.Relative), Cancellation);
    }

    [Fact]
    public async Task Stop_WithoutAnyWorkerLeft_StaysUnconfirmed()
    {
        await using var rig = await LiveRig.StartLiveAsync();

        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));

        Assert.Single(await GraveAsync(rig));
    }

    [Fact]
    public async Task RunOfWhichNothingWasHeard_LeavesALineInTheLog()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        await using var worker = await ListeningWorker.ConnectAsync(rig);
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        var licence = (await worker.NextAsync()).Licence;
        await worker.ReportAsync(rig, licence);
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddSeconds(14));
        await worker.ReportAsync(rig, licence);
        Assert.Empty(await SilencesAsync(rig));

        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddMinutes(2));
        await worker.ReportAsync(rig, licence);

        Assert.StartsWith("Nothing was heard of Van 2 from 10:30:14 until 10:32:14.", Assert.Single(await SilencesAsync(rig)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondProgramOnOneDataFolder_IsRefused_UntilTheFirstHasEnded()
    {
        await using var rig = await LiveRig.StartAsync();
        using var second = new DataFolderLock(rig.Get<LfrPaths>());

        Assert.Contains("Another Lfr already runs on the data folder", Assert.Throws<StartRefusedException>(second.Take).Message, StringComparison.Ordinal);

        rig.Get<DataFolderLock>().Dispose();
        second.Take();
    }

    /// <summary>A worker that is heard of a moment ago is no silence; one that is not is in the log with the end of the run.</summary>
    [Theory]
    [InlineData(14, "Stopped the run: Rain.")]
    [InlineData(16, "Stopped the run: Rain. Nothing was heard of Van 2 since 10:30:00.")]
    public async Task SilenceThatEndsWithStop_IsInTheLog(int seconds, string sentence)
    {
        await using var rig = await LiveRig.StartLiveAsync();
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddSeconds(seconds));

        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));

        Assert.Equal(sentence, await rig.App.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Action == nameof(StopRun) && e.Done).Select(e => e.Sentence).SingleAsync(Cancellation)));
    }

    private static async Task<LiveRoom> RoomAsync(LiveRig rig) => (await rig.Get<ReadLiveRoom>().RunAsync(Given.Operator, rig.DeploymentId, Cancellation))!;

    private static async Task<string[]> GraveAsync(LiveRig rig) =>
        [.. LiveAlarm.Of(await RoomAsync(rig), null, true, rig.Clock.GetUtcNow()).Where(a => a.Grave).Select(a => a.Sentence)];

    private static Task<string[]> SilencesAsync(LiveRig rig) => rig.App.InDatabaseAsync(async db =>
        (await db.AuditEvents.AsNoTracking().Where(e => e.Action == nameof(NoteSilence)).ToListAsync(Cancellation)).Select(e => e.Sentence).ToArray());
}
