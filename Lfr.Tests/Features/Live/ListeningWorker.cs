using System.Text.Json;
using System.Threading.Channels;
using Lfr.Shared.Live;
using Microsoft.AspNetCore.SignalR.Client;

namespace Lfr.Tests.Features.Live;

/// <summary>What a worker was told.</summary>
/// <param name="What">Method of <see cref="IWorkerClient"/>.</param>
/// <param name="Licence">The licence concerned; of <see cref="IWorkerClient.Start"/> the one inside the grant.</param>
/// <param name="Grant">The grant of <see cref="IWorkerClient.Start"/>.</param>
/// <param name="Entry">The entry of <see cref="IWorkerClient.Withdraw"/>.</param>
/// <param name="Reason">The reason of <see cref="IWorkerClient.Stop"/>.</param>
public sealed record Told(string What, Guid Licence, LicenceGrant? Grant = null, Guid? Entry = null, string? Reason = null);

/// <summary>The worker of a <see cref="LiveRig"/> on a real connection: it listens, confirms withdrawals and compares nothing.</summary>
public sealed class ListeningWorker : IAsyncDisposable
{
    private readonly Channel<Told> told = Channel.CreateUnbounded<Told>();
    private HubConnection? connection;

    /// <summary>What the web answered to its introduction.</summary>
    public WorkerWelcome Welcome { get; private set; } = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Connects and introduces itself.</summary>
    public static async Task<ListeningWorker> ConnectAsync(LiveRig rig)
    {
        var worker = new ListeningWorker();
        (worker.connection, worker.Welcome) = await rig.ConnectAsync(listen: worker.Listen);
        return worker;
    }

    /// <summary>The licence inside a grant, unchecked.</summary>
    public static DeploymentLicence Open(LicenceGrant grant) => JsonSerializer.Deserialize<DeploymentLicence>(grant.Licence.Payload, JsonSerializerOptions.Web)!;

    /// <summary>The next thing that it is told; fails after a minute of silence.</summary>
    public async Task<Told> NextAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        try
        {
            return await told.Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            Assert.Fail("The worker was told nothing for a minute.");
            throw;
        }
    }

    /// <summary>Reports that it compares under a licence.</summary>
    /// <param name="rig">The application.</param>
    /// <param name="licence">The licence; <see langword="null"/> when it is idle.</param>
    /// <param name="stoppedAt">When somebody stopped it with the key at the worker.</param>
    public Task<Lease> ReportAsync(LiveRig rig, Guid? licence, DateTimeOffset? stoppedAt = null) => connection!.InvokeAsync<Lease>(
        nameof(IWorkerHub.ReportStatus), new WorkerStatus(rig.WorkerId, licence is null ? WorkerState.Idle : WorkerState.Running, licence, null, 70, 70, 0, 0, 0, 0, [], rig.Clock.GetUtcNow())
        {
            StoppedHereAt = stoppedAt,
        }, Cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
            await connection.DisposeAsync();
    }

    private void Listen(HubConnection to)
    {
        to.On<LicenceGrant>(nameof(IWorkerClient.Start), grant => { Hear(new Told(nameof(IWorkerClient.Start), Open(grant).LicenceId, Grant: grant)); });
        to.On<Guid, Guid>(nameof(IWorkerClient.Withdraw), async (licence, entry) =>
        {
            await to.InvokeAsync(nameof(IWorkerHub.ConfirmWithdrawn), licence, new[] { entry }, Cancellation);
            Hear(new Told(nameof(IWorkerClient.Withdraw), licence, Entry: entry));
        });
        to.On<Guid>(nameof(IWorkerClient.Pause), licence => { Hear(new Told(nameof(IWorkerClient.Pause), licence)); });
        to.On<Guid>(nameof(IWorkerClient.Resume), licence => { Hear(new Told(nameof(IWorkerClient.Resume), licence)); });
        to.On<Guid, string>(nameof(IWorkerClient.Stop), (licence, reason) => { Hear(new Told(nameof(IWorkerClient.Stop), licence, Reason: reason)); });
    }

    private void Hear(Told what) => told.Writer.TryWrite(what);
}
