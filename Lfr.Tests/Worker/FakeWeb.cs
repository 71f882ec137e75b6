using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Threading.Channels;
using Lfr.Inference.Hosting;
using Lfr.Shared.Live;
using Lfr.Web.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lfr.Tests.Worker;

/// <summary>A web with nothing but the worker's hub, on a real port: it signs licences, hands out a gallery and keeps alerts by id.</summary>
internal sealed class FakeWeb : IAsyncDisposable
{
    private readonly Channel<WorkerStatus> statuses = Channel.CreateUnbounded<WorkerStatus>();
    private readonly Channel<AlertMessage> arrivals = Channel.CreateUnbounded<AlertMessage>();
    private WebApplication? app;
    private int port;

    public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public byte[] OutboxKey { get; } = RandomNumberGenerator.GetBytes(32);

    public List<LicenceGrant> Grants { get; } = [];

    /// <summary>Licences whose run is over and whose list is kept.</summary>
    public HashSet<Guid> Ended { get; } = [];

    public IReadOnlyList<GalleryRow> Gallery { get; set; } = [];

    /// <summary>What happens when a worker asks for the gallery, before it gets the first row.</summary>
    public Func<CancellationToken, Task> BeforeGallery { get; set; } = _ => Task.CompletedTask;

    /// <summary>What the database has: each alert once.</summary>
    public ConcurrentDictionary<Guid, AlertMessage> Kept { get; } = new();

    /// <summary>What the worker confirmed to hold no template of, in order.</summary>
    public Channel<(Guid Licence, Guid Entry)> Withdrawn { get; } = Channel.CreateUnbounded<(Guid Licence, Guid Entry)>();

    public ConcurrentQueue<CameraTile> Tiles { get; } = new();

    public ConcurrentQueue<WorkerHello> Hellos { get; } = new();

    /// <summary>What happens after an alert was kept and before it is acknowledged.</summary>
    public Func<AlertMessage, Task<AlertAck>> Acknowledge { get; set; } = _ => Task.FromResult(new AlertAck(true, 1, null));

    /// <summary>What a report is answered with: the lease of what the worker says it runs.</summary>
    public Func<WorkerStatus, Task<Lease>> Answer { get; set; } = status => Task.FromResult(new Lease(
        status.LicenceId, status.LicenceId is null ? LeaseState.None : status.State == WorkerState.Paused ? LeaseState.Paused : LeaseState.Running, "", TimeProvider.System.GetUtcNow()));

    public string? Authorization { get; private set; }

    public Uri Url => new($"http://127.0.0.1:{port}/hubs/worker");

    public IHubContext<WorkerTestHub, IWorkerClient> Hub => app!.Services.GetRequiredService<IHubContext<WorkerTestHub, IWorkerClient>>();

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddSingleton(this);
        builder.Services.AddSignalR(hub =>
        {
            hub.SupportedProtocols = [WorkerProtocol.Name];
            hub.MaximumReceiveMessageSize = WorkerProtocol.LargestMessage;
            hub.EnableDetailedErrors = true;
            hub.KeepAliveInterval = Lease.KeepAlive;
        }).AddWorkerProtocol();
        app = builder.Build();
        app.Use((http, next) =>
        {
            Authorization = http.Request.Headers.Authorization;
            return next(http);
        });
        app.MapHub<WorkerTestHub>("/hubs/worker");
        await app.StartAsync();
        port = new Uri(app.Urls.First()).Port;
    }

    public async Task GoAwayAsync()
    {
        await app!.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
        app = null;
    }

    public LfrWorker Worker(string data, Action<WorkerOptions>? change = null, TimeProvider? time = null, ILogger<LfrWorker>? log = null)
    {
        var options = new WorkerOptions
        {
            HubUrl = () => Url,
            LicencePublicKey = Key.ExportSubjectPublicKeyInfoPem,
            Name = "Van 2",
            DataFolder = data,
            DemoFolder = Support.TestData.Demo,
        };
        change?.Invoke(options);
        return new LfrWorker(options, time ?? TimeProvider.System, log ?? NullLogger<LfrWorker>.Instance);
    }

    public LicenceGrant Grant(DeploymentLicence licence, bool paused = false) => new(LicenceSeal.Sign(licence, Key), OutboxKey, paused);

    /// <summary>The next status that fits; those before it are passed over.</summary>
    public async Task<WorkerStatus> StatusAsync(Func<WorkerStatus, bool> fits)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        while (true)
        {
            var status = await statuses.Reader.ReadAsync(patience.Token);
            if (fits(status))
                return status;
        }
    }

    /// <summary>The next alert that arrives, kept before or not.</summary>
    public async Task<AlertMessage> ArrivalAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        return await arrivals.Reader.ReadAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await GoAwayAsync();
        Key.Dispose();
    }

    internal sealed class WorkerTestHub(FakeWeb web) : Hub<IWorkerClient>, IWorkerHub
    {
        public Task<WorkerWelcome> Hello(WorkerHello hello)
        {
            web.Hellos.Enqueue(hello);
            return Task.FromResult(new WorkerWelcome([.. web.Grants], TimeProvider.System.GetUtcNow())
            {
                Left = [.. hello.Outboxes.Where(web.Ended.Contains).Select(l => new LeftOutbox(l, web.OutboxKey))],
            });
        }

        public async IAsyncEnumerable<GalleryRow[]> Gallery(Guid licenceId, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            await web.BeforeGallery(cancellationToken);
            foreach (var chunk in web.Gallery.Chunk(4))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return chunk;
            }
        }

        public Task<AlertAck> RaiseAlert(AlertMessage alert)
        {
            web.Kept.TryAdd(alert.AlertId, alert);
            web.arrivals.Writer.TryWrite(alert);
            return web.Acknowledge(alert);
        }

        public Task<Lease> ReportStatus(WorkerStatus status)
        {
            web.statuses.Writer.TryWrite(status);
            return web.Answer(status);
        }

        public Task ConfirmWithdrawn(Guid licenceId, IReadOnlyList<Guid> entryIds)
        {
            foreach (var entry in entryIds)
                web.Withdrawn.Writer.TryWrite((licenceId, entry));
            return Task.CompletedTask;
        }

        public Task ShowTile(CameraTile tile)
        {
            web.Tiles.Enqueue(tile);
            return Task.CompletedTask;
        }
    }
}
