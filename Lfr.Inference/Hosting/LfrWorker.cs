using System.Net;
using System.Threading.Channels;
using Lfr.Inference.Models;
using Lfr.Inference.Publishing;
using Lfr.Inference.Video;
using Lfr.Shared.Live;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lfr.Inference.Hosting;

/// <summary>
/// Stays connected to the web, co-hosted or far away alike, and runs what it grants. When the connection is lost, a run goes on for the
/// term of its lease and its alerts wait; the connection is tried again for ever.
/// </summary>
public sealed class LfrWorker(WorkerOptions options, TimeProvider time, ILogger<LfrWorker> logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private const int ReportsBeforeAskingAgain = 3;
    private static readonly TimeSpan IdleReport = TimeSpan.FromSeconds(10);
    private readonly Channel<bool> alerts = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Guid engineId = Guid.CreateVersion7(time.GetUtcNow());
    private volatile LicenceRunner? runner;
    private StoppedHere? stoppedBefore;
    private volatile string? clockProblem;
    private long reportedAt;
    private int strange;
    private WorkerState reported;

    /// <summary>Somebody pressed the stop key at this worker: nothing more is compared under the licence that runs, with or without a connection.</summary>
    /// <returns>Whether anything ran.</returns>
    public Task<bool> StopHereAsync() => runner?.StopHereAsync() ?? Task.FromResult(false);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        if (await FolderAsync(stoppingToken) is not { } folder)
            return;
        using var held = folder;
        using var identity = await IdentityAsync(stoppingToken);
        if (identity is null)
            return;
        logger.LogInformation("This is worker {Worker}; its public key is in {File}.", identity.Id, identity.PublicKeyFile);
        var id = identity.Id;
        await using var director = new LicenceRunner(options, id, time, logger, () => alerts.Writer.TryWrite(true)) { StoppedBefore = stoppedBefore };
        runner = director;
        await Task.WhenAll(StayConnectedAsync(director, identity, stoppingToken), WatchAsync(director, id, stoppingToken), DeliverAsync(director, stoppingToken));
    }

    /// <summary>The folder, for this program alone.</summary>
    private Task<IDisposable?> FolderAsync(CancellationToken stopping) => FromFolderAsync(() => WorkerFolderLock.Take(options.DataFolder), stopping);

    /// <summary>Who this worker is.</summary>
    private Task<WorkerIdentity?> IdentityAsync(CancellationToken stopping) => FromFolderAsync(
        () =>
        {
            var identity = WorkerIdentity.ReadOrCreate(options.DataFolder);
            stoppedBefore = StoppedHere.Read(options.DataFolder, time.GetUtcNow());
            AlertOutbox.DeleteExpired(options.DataFolder, time.GetUtcNow());
            return identity;
        },
        stopping);

    /// <summary>Waits while the data folder cannot be used, because an engine's trouble must not end the web that hosts it.</summary>
    private async Task<T?> FromFolderAsync<T>(Func<T> take, CancellationToken stopping)
        where T : class
    {
        while (true)
        {
            try
            {
                return take();
            }
            catch (InvalidDataException e)
            {
                logger.LogError("This worker cannot sign in. {Reason}", e.Message);
            }
            catch (WorkerFolderTakenException e)
            {
                logger.LogError("{Reason} Trying again.", e.Message);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                logger.LogError(e, "The worker's data folder {Folder} cannot be used; trying again.", options.DataFolder);
            }

            try
            {
                await Task.Delay(LongestPause, time, stopping);
            }
            catch (OperationCanceledException)
            {
                return null;
            }
        }
    }

    private async Task StayConnectedAsync(LicenceRunner director, WorkerIdentity identity, CancellationToken stopping)
    {
        var pause = new GrowingPause(TimeSpan.FromMilliseconds(250), LongestPause, time);
        var registered = false;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (options.HubUrl() is { } url && options.LicencePublicKey() is { Length: > 0 } web)
                {
                    if (!registered)
                        await options.Register(identity, stopping);
                    registered = true;
                    await OneConnectionAsync(director, identity, url, web, pause.Reset, stopping);
                    logger.LogWarning("The connection to the web was lost; what runs goes on for the term of its lease.");
                }
            }
            catch (HttpRequestException e) when (e.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                logger.LogWarning("The web does not let worker {Worker} in: it is not registered there, was revoked, or one of the two clocks is wrong. Trying again.", identity.Id);
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                logger.LogWarning("The web cannot be reached: {Reason} Trying again.", e.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            try
            {
                await pause.WaitAsync(stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task OneConnectionAsync(LicenceRunner director, WorkerIdentity identity, Uri url, string web, Action connected, CancellationToken stopping)
    {
        var id = identity.Id;
        await using var connection = new HubConnectionBuilder()
            .WithUrl(url, http =>
            {
                http.AccessTokenProvider = () => Task.FromResult<string?>(identity.Pass(web, time.GetUtcNow()));
                options.ConfigureConnection?.Invoke(http);
            })
            .AddWorkerProtocol()
            .Build();
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // A cut cable is noticed within the term of a lease, so that a van that may go on without a connection knows that it has none.
        connection.ServerTimeout = Lease.Term;
        connection.KeepAliveInterval = Lease.KeepAlive;
        connection.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        // Orders are queued behind each other in the director; waiting for them here would hold up the next message, a stop for instance.
        connection.On<LicenceGrant>(nameof(IWorkerClient.Start), grant => { _ = Watch(director.StartAsync(grant)); });
        connection.On<Guid, Guid>(nameof(IWorkerClient.Withdraw), (licence, entry) => { _ = Watch(director.WithdrawAsync(licence, entry)); });
        connection.On<Guid>(nameof(IWorkerClient.Pause), licence => { _ = Watch(director.PauseAsync(licence)); });
        connection.On<Guid>(nameof(IWorkerClient.Resume), licence => { _ = Watch(director.ResumeAsync(licence)); });
        connection.On<Guid, string>(nameof(IWorkerClient.Stop), (licence, reason) => { _ = Watch(director.StopAsync(licence, reason)); });
        await connection.StartAsync(stopping);
        var link = new HubLink(connection);
        var asked = director.AskNow();
        var welcome = await link.Hello(Introduction(id));
        connected();
        logger.LogInformation("Connected to the web as {Name}.", options.Name);
        CompareClocks(director, welcome.Now, time.GetElapsedTime(asked.At));
        await director.ReopenAsync(welcome.Left);
        director.Hub = link;
        try
        {
            await director.WelcomeAsync(welcome, asked);
            alerts.Writer.TryWrite(true);
            await ReportAsync(director, link, id);
            await closed.Task.WaitAsync(stopping);
        }
        finally
        {
            director.Hub = null;
        }
    }

    private async Task Watch(Task order)
    {
        try
        {
            await order;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.LogError(e, "An order of the web could not be carried out.");
        }
    }

    private WorkerHello Introduction(Guid id)
    {
        var inspection = ModelStore.Inspect(options.ModelsFolder ?? ModelStore.FindFolder());
        return new WorkerHello(id, options.Name, WorkerIdentity.Version, inspection.Hashes, inspection.Problem ?? ChildDecoder.Missing()) { Outboxes = AlertOutbox.Left(options.DataFolder), EngineId = engineId };
    }

    /// <summary>Once a second: ends what is over, shows tiles, reports; while idle, reports every ten seconds.</summary>
    private async Task WatchAsync(LicenceRunner director, Guid id, CancellationToken stopping)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        try
        {
            while (await tick.WaitForNextTickAsync(stopping))
            {
                await Watch(director.EndWhatIsOverAsync());
                if (director.Hub is not { } hub)
                    continue;
                try
                {
                    // The report first: its answer is the lease, and says whether the web hears this connection at all.
                    if (director.Run is not null || director.Status(null).State != reported || time.GetElapsedTime(reportedAt) >= IdleReport)
                        await ReportAsync(director, hub, id);
                    if (director.Run is { } run)
                    {
                        foreach (var tile in run.TakeTiles())
                            await hub.ShowTile(tile);
                    }
                }
                catch (Exception e) when (!stopping.IsCancellationRequested)
                {
                    logger.LogDebug(e, "A status could not be sent.");
                }
            }
        }
        catch (OperationCanceledException)
        {
            logger.LogDebug("The worker is stopping.");
        }
    }

    /// <summary>Reports, and does what the answer says. A web that does not answer within the term of a lease is as good as away.</summary>
    private async Task ReportAsync(LicenceRunner director, IWorkerHub hub, Guid id)
    {
        var asked = director.AskNow();
        var status = director.Status(clockProblem);
        (reportedAt, reported) = (asked.At, status.State);
        Lease lease;
        try
        {
            lease = await hub.ReportStatus(status).WaitAsync(Lease.Term, time);
        }
        catch (HubException e) when (e.Message.Contains(IWorkerHub.NotIntroduced, StringComparison.Ordinal))
        {
            logger.LogWarning("The web hears another connection with this worker's key. Saying hello again.");
            await SayHelloAgainAsync(director, hub, id);
            return;
        }

        CompareClocks(director, lease.Now, time.GetElapsedTime(asked.At));
        director.Run?.Took(status);
        if (await director.HeedAsync(lease, status.LicenceId, asked))
        {
            strange = 0;
            return;
        }

        // A grant may be on its way; one that does not come is asked for.
        if (++strange < ReportsBeforeAskingAgain)
            return;
        strange = 0;
        await SayHelloAgainAsync(director, hub, id);
    }

    private async Task SayHelloAgainAsync(LicenceRunner director, IWorkerHub hub, Guid id)
    {
        var asked = director.AskNow();
        await director.WelcomeAsync(await hub.Hello(Introduction(id)).WaitAsync(Lease.Term, time), asked);
    }

    private void CompareClocks(LicenceRunner director, DateTimeOffset web, TimeSpan underWay)
    {
        var difference = (web - time.GetUtcNow()).Duration();
        director.ClockFits = difference <= Lease.ClockTolerance + underWay;
        clockProblem = !director.ClockFits
            ? $"This worker's clock differs from Lfr's by {difference.TotalSeconds:0} seconds: set it right. Nothing is compared until then."
            : null;
    }

    /// <summary>Delivers as soon as an alert is safe on the disk, and again with growing pauses while the web has trouble.</summary>
    private async Task DeliverAsync(LicenceRunner director, CancellationToken stopping)
    {
        var pause = new GrowingPause(TimeSpan.FromSeconds(1), LongestPause, time);
        try
        {
            while (await alerts.Reader.WaitToReadAsync(stopping))
            {
                alerts.Reader.TryRead(out _);
                var done = false;
                try
                {
                    done = director.Hub is null || await director.DeliverAsync(stopping);
                }
                catch (Exception e) when (!stopping.IsCancellationRequested)
                {
                    logger.LogWarning("Alerts wait on this worker: {Reason}", e.Message);
                }

                if (done)
                {
                    pause.Reset();
                    continue;
                }

                await pause.WaitAsync(stopping);
                alerts.Writer.TryWrite(true);
            }
        }
        catch (OperationCanceledException)
        {
            logger.LogDebug("The worker is stopping.");
        }
    }
}
