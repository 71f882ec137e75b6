using Lfr.Shared.Alerts;
using Lfr.Shared.Audit;
using Lfr.Shared.Deployments;
using Lfr.Shared.Live;
using Lfr.Tests.Pipeline;
using Lfr.Tests.Support;
using Lfr.Web.Features.Live;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Faults;

/// <summary>The program is killed in the middle of a live run, as a power cut would: no farewell, no last write.</summary>
public class NothingAcknowledgedIsLostTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(120);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WebAndWorker_KilledWhileLive_GoOnWithTheSameRunAndEveryAlertOnce()
    {
        WalkRun.SkipUnlessPossible();
        Guid id;
        string data;
        await using (var morning = await DemoDay.StartAsync())
        {
            id = await DemoDay.GoLiveAsync(morning);
            data = await morning.StopAsync();
        }

        try
        {
            var (acknowledged, waiting) = await KillInTheMiddleAsync(data);

            Assert.NotEmpty(acknowledged);
            Assert.NotEmpty(waiting);

            await using var app = await DemoDay.StartAsync(data);
            var run = await RunAsync(app, id);
            var fleet = DemoDay.Get<WorkerFleet>(app);
            await Eventually.HoldsAsync(() => fleet.Running(run.LicenceId)?.Status?.State == WorkerState.Running, "the worker has its grant again", Long);
            await Eventually.HoldsAsync(async () => waiting.All(Ids(await DemoDay.AlertsAsync(app, id)).Contains), "what waited on the disk has arrived", Long);
            await DemoDay.RaisedAsync(app, id, acknowledged.Count + waiting.Count + 1);

            var alerts = await DemoDay.AlertsAsync(app, id);
            Assert.Equal(Enumerable.Range(1, alerts.Count).Select(n => (long)n), alerts.Select(a => a.Sequence));
            Assert.Equal(acknowledged, alerts.Take(acknowledged.Count).Select(a => a.Id));
            Assert.All(waiting, late => Assert.Single(alerts, a => a.Id == late));
            Assert.Equal(run.LicenceId, (await RunAsync(app, id)).LicenceId);
            Assert.Null(AuditChain.FirstBreak(await app.InDatabaseAsync(db => db.AuditEvents.AsNoTracking().OrderBy(e => e.Number).ToListAsync(Cancellation))));
        }
        finally
        {
            if (Directory.Exists(data))
                Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>
    /// Runs the program until alerts are acknowledged, closes the database for writing so that the next alert must wait on the worker's disk, and kills.
    /// </summary>
    private static async Task<(IReadOnlyList<Guid> Acknowledged, IReadOnlyList<Guid> Waiting)> KillInTheMiddleAsync(string data)
    {
        var program = new KilledProgram(data);
        using var process = program.Start();
        try
        {
            var before = await program.AcknowledgedAsync();
            await Eventually.HoldsAsync(async () => (await program.AcknowledgedAsync()).Count > before.Count, "an alert is acknowledged", Long);
            await using var connection = await program.OpenAsync();
            await using (await connection.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, Cancellation))
            {
                var kept = await program.AcknowledgedAsync();
                await Eventually.HoldsAsync(() => program.Waiting.Except(kept).Any(), "an alert waits on the worker's disk", Long);
                await KilledProgram.KillAsync(process);
            }

            var acknowledged = await program.AcknowledgedAsync();
            return (acknowledged, [.. program.Waiting.Except(acknowledged)]);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<Run> RunAsync(LfrApp app, Guid id)
    {
        var deployment = await app.InDatabaseAsync(db => db.Deployments.AsNoTracking().SingleAsync(d => d.Id == id, Cancellation));
        Assert.Equal(DeploymentState.Live, deployment.State);
        return Assert.Single(deployment.Runs);
    }

    private static HashSet<Guid> Ids(IEnumerable<Alert> alerts) => [.. alerts.Select(a => a.Id)];
}
