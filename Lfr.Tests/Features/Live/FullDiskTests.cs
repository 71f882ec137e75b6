using System.Data.Common;
using Lfr.Shared.Deployments;
using Lfr.Shared.Live;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Features.Live;

/// <summary>A disk that is truly full: SQLite itself says so (SQLITE_FULL), and what can still be written is.</summary>
public sealed class FullDiskTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stop_OnAFullDisk_ReachesTheEngine_NothingIsConfirmed_AndTheRecordFollows()
    {
        var disk = new Disk();
        await using var rig = await LiveRig.StartAsync(worker: false, configure: builder => builder.Services.ConfigureDbContext<SqliteLfrDbContext>(o => o.AddInterceptors(disk)));
        await using var worker = await ListeningWorker.ConnectAsync(rig);
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        var licence = (await worker.NextAsync()).Licence;
        // Longer than any page has room for.
        var reason = $"Rain. {new string('x', 20_000)}";
        disk.IsFull = true;

        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, reason, Cancellation));

        Assert.Equal((nameof(IWorkerClient.Stop), licence), await worker.NextAsync() is var told ? (told.What, told.Licence) : default);
        Assert.Equal(DeploymentState.Live, (await rig.DeploymentAsync()).State);
        var halt = Assert.Single(rig.Get<RunHalts>().Unrecorded);
        Assert.Equal(LeaseState.None, (await rig.Get<LicenceGrants>().LeaseAsync(rig.WorkerId, Cancellation)).State);

        disk.IsFull = false;
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddSeconds(10));
        await rig.App.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<HaltRecorder>().Single().RetryAsync();

        Assert.Equal((DeploymentState.Ended, halt.At), ((await rig.DeploymentAsync()).State, (await rig.DeploymentAsync()).Runs[^1].Ended));
        Assert.Empty(rig.Get<RunHalts>().Unrecorded);
    }

    /// <summary>The lock of the folder, taken by the real programs.</summary>
    [Fact]
    public async Task SecondProgramOnOneDataFolder_EndsWithASentence()
    {
        await using var rig = await LiveRig.StartAsync();

        var second = await LfrProcess.RunAsync(
            Path.GetTempPath(), new Dictionary<string, string> { ["LFR_DATA"] = rig.App.Data, ["LFR_DEMO"] = "0", ["LFR_URLS"] = "http://127.0.0.1:0", ["Worker__CoHosted"] = "false" }, LfrProcess.Program);

        Assert.Equal(
            (1, $"Lfr cannot start. Another Lfr already runs on the data folder {rig.App.Data}. Stop it first, or choose another folder with LFR_DATA; several programs on one folder are not supported."),
            (second.ExitCode, second.Error.Trim()));
    }

    /// <summary>Lets the database grow no further while the disk is full.</summary>
    private sealed class Disk : DbConnectionInterceptor
    {
        public volatile bool IsFull;

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = Limit(connection);
            await command.ExecuteScalarAsync(cancellationToken);
        }

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = Limit(connection);
            command.ExecuteScalar();
        }

        private DbCommand Limit(DbConnection connection)
        {
            var command = connection.CreateCommand();
            // Less than there is: as many as there are.
            command.CommandText = $"PRAGMA max_page_count = {(IsFull ? 1 : int.MaxValue)}";
            return command;
        }
    }
}
