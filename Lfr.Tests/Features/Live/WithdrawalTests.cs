using Lfr.Inference.Models;
using Lfr.Shared.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Components.Pages;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Hosting;
using Lfr.Web.Settings;
using Lfr.Web.Workers;
using Microsoft.AspNetCore.SignalR.Client;

namespace Lfr.Tests.Features.Live;

public class WithdrawalTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EntryTakenOffDuringARun_IsToldToTheWorkerThatComparesWithIt()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        await using var worker = await ConnectAsync(rig);
        var told = new TaskCompletionSource<(Guid Licence, Guid Entry)>(TaskCreationOptions.RunContinuationsAsynchronously);
        worker.On<Guid, Guid>(nameof(IWorkerClient.Withdraw), (licence, entry) => { told.TrySetResult((licence, entry)); });
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, Cancellation));

        Given.Do(await rig.Get<RemoveEntry>().RunAsync(Given.Approver, Given.Id(301), "No longer wanted.", Cancellation));

        var run = (await rig.DeploymentAsync()).CurrentRun!;
        Assert.Equal((run.LicenceId, Given.Id(301)), await told.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
    }

    [Fact]
    public async Task EntryTakenOffWhileTheWorkerWasAway_StandsInItsGrant()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        Given.Do(await rig.Get<RemoveEntry>().RunAsync(Given.Approver, Given.Id(301), "No longer wanted.", Cancellation));

        var grant = Assert.Single(await rig.Get<LicenceGrants>().ForAsync(rig.WorkerId, Cancellation));

        Assert.Equal([Given.Id(301)], grant.Withdrawn);
    }

    /// <summary>A worker on a real connection, with the web's key, that only listens.</summary>
    private static async Task<HubConnection> ConnectAsync(LiveRig rig)
    {
        var key = (await File.ReadAllTextAsync(rig.Get<LfrPaths>().WorkerKeyFile, Cancellation)).Trim();
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(rig.App.Address, "/hubs/worker"), http => http.AccessTokenProvider = () => Task.FromResult<string?>(key)).Build();
        await connection.StartAsync(Cancellation);
        await connection.InvokeAsync<WorkerWelcome>(
            nameof(IWorkerHub.Hello),
            new WorkerHello(
                rig.WorkerId, "Van 2", "1.0",
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["detector"] = Given.Detector, ["landmarks"] = Given.Detector, ["embedder"] = ModelSet.DefaultCalibration.EmbedderHash,
                },
                null),
            Cancellation);
        return connection;
    }
}
