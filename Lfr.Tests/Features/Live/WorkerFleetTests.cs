using Lfr.Shared.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Changes;
using Lfr.Web.Workers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lfr.Tests.Features.Live;

/// <summary>Who is connected, when things happen at the same moment.</summary>
public class WorkerFleetTests
{
    /// <summary>The last report of a worker is read while its connection ends. Whichever is written later, the worker is away, or it would stay connected for good.</summary>
    [Fact]
    public async Task ReportOfAWorker_WhileItsConnectionEnds_DoesNotBringTheConnectionBack()
    {
        var fleet = new WorkerFleet(null!, null!, new ChangeFeed(NullLogger<ChangeFeed>.Instance), null!);
        var worker = Given.Id(1);
        var status = new WorkerStatus(worker, WorkerState.Idle, null, null, 0, 0, 0, 0, 0, 0, [], Given.Start);
        for (var i = 0; i < 2_000; i++)
        {
            fleet.Arrive($"{i}", LiveRig.Hello(worker), Given.Start);
            using var both = new Barrier(2);
            var reports = Task.Run(() => { both.SignalAndWait(); fleet.Report(worker, status); }, TestContext.Current.CancellationToken);
            both.SignalAndWait(TestContext.Current.CancellationToken);
            fleet.Leave($"{i}");
            await reports;

            Assert.False(fleet.Of(worker)!.IsConnected);
        }
    }
}
