using Lfr.Tests.Policy;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Workers;

namespace Lfr.Tests.Features.Live;

/// <summary>A worker reports every second. What the room shows of one that fell silent is old, and the room says so within three seconds.</summary>
public sealed class SilentWorkerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Two seconds are a busy machine; three put the figures in doubt; after ten something is wrong.</summary>
    /// <summary>Nothing on the screen is older than three seconds without saying so: the room has to look once more after a report is late.</summary>
    [Fact]
    public void ReportThatIsLate_IsSaidWithinThreeSeconds() => Assert.True(LiveAlarm.Late + LiveRoomPage.LooksEvery <= TimeSpan.FromSeconds(3));

    [Theory]
    [InlineData(1, false, false)]
    [InlineData(2, true, false)]
    [InlineData(4, true, false)]
    [InlineData(11, true, true)]
    // The clock was set back since its last report.
    [InlineData(-7200, true, true)]
    public async Task WorkerThatSaysNothing_PutsTheFiguresInDoubt_ThenAlarms_InOneSentenceThatStands(int seconds, bool inDoubt, bool grave)
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        await using var van = await ListeningWorker.ConnectAsync(rig);
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        await van.ReportAsync(rig, (await van.NextAsync()).Licence);
        var room = (await rig.Get<ReadLiveRoom>().RunAsync(Given.Operator, rig.DeploymentId, Cancellation))!;
        var worker = rig.Get<WorkerFleet>().Of(rig.WorkerId)!;

        LiveAlarm? At(double after) => LiveAlarm.Of(room, worker, true, worker.Status!.At.AddSeconds(after)).FirstOrDefault(a => a.Sentence.Contains("last reported at", StringComparison.Ordinal));

        Assert.Equal((inDoubt, grave), (At(seconds)?.PutsFiguresInDoubt ?? false, At(seconds)?.Grave ?? false));
        // Read out once, not every second.
        Assert.Equal(At(seconds)?.Sentence, At(seconds + 0.9)?.Sentence);
    }
}
