using Lfr.Shared.Live;
using Lfr.Tests.Support;
using Lfr.Web.Changes;
using Lfr.Web.Data;
using Lfr.Web.Workers;

namespace Lfr.Tests.Features.Live;

/// <summary>What open screens hear of workers: a report comes every second, and a page that shows nothing of it must not read for it.</summary>
public class WorkerReportTests
{
    [Fact]
    public async Task Report_IsToldApartFromAWorkerThatComesOrGoes()
    {
        await using var rig = await LiveRig.StartAsync();
        var heard = new System.Collections.Concurrent.ConcurrentQueue<ChangeKind>();
        using var subscription = rig.Get<ChangeFeed>().Subscribe(change =>
        {
            heard.Enqueue(change.Kind);
            return Task.CompletedTask;
        });
        var fleet = rig.Get<WorkerFleet>();

        fleet.Report(rig.WorkerId, new WorkerStatus(rig.WorkerId, WorkerState.Idle, null, null, 0, 0, 0, 0, 0, 0, [], rig.Clock.GetUtcNow()));
        await Eventually.HoldsAsync(() => heard.Count == 1, "the report is told");
        fleet.Leave("no-connection");
        await Eventually.HoldsAsync(() => heard.Count == 2, "the departure is told");

        Assert.Equal([ChangeKind.WorkerReport, ChangeKind.Worker], heard);
    }
}
