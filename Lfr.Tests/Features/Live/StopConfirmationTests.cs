using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Hosting;
using Lfr.Web.Settings;
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

    private static async Task<LiveRoom> RoomAsync(LiveRig rig) => (await rig.Get<ReadLiveRoom>().RunAsync(Given.Operator, rig.DeploymentId, Cancellation))!;

    private static async Task<string[]> GraveAsync(LiveRig rig) =>
        [.. LiveAlarm.Of(await RoomAsync(rig), null, true, rig.Clock.GetUtcNow()).Where(a => a.Grave).Select(a => a.Sentence)];

    private static Task<string[]> SilencesAsync(LiveRig rig) => rig.App.InDatabaseAsync(async db =>
        (await db.AuditEvents.AsNoTracking().Where(e => e.Action == nameof(NoteSilence)).ToListAsync(Cancellation)).Select(e => e.Sentence).ToArray());
}
