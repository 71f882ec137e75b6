using Lfr.Inference.Children;
using Lfr.Inference.Hosting;
using Lfr.Shared.Live;
using Lfr.Web.Biometrics;
using Lfr.Web.Changes;
using Lfr.Web.Data;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Claims;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Oversight;
using Lfr.Web.Features.Records;
using Lfr.Web.Hosting;
using Lfr.Web.Settings;
using Lfr.Web.Workers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.SignalR;

namespace Lfr.Web.Hosting;

/// <summary>SignalR, the worker's hub and the co-hosted worker.</summary>
public static class LiveRegistration
{
    /// <summary>Address of the worker hub.</summary>
    public const string WorkerHubPath = "/hubs/worker";

    /// <summary>Registers fleet, watches and, where <paramref name="coHostsWorker"/> says so, a worker inside this process.</summary>
    public static void AddLfrLive(this WebApplicationBuilder builder, bool coHostsWorker)
    {
        // Larger messages are refused before they are read. Of this hub alone: pages send far less, and speak a protocol of their own.
        builder.Services.AddSignalR().AddWorkerProtocol().AddHubOptions<WorkerHub>(hub =>
        {
            hub.SupportedProtocols = [WorkerProtocol.Name];
            hub.MaximumReceiveMessageSize = WorkerProtocol.LargestMessage;
            hub.KeepAliveInterval = Lease.KeepAlive;
        });
        builder.Services.AddSingleton<ChangeFeed>();
        builder.Services.AddSingleton<CommitListener>(services => services.GetRequiredService<ChangeFeed>().Publish);
        builder.Services.AddSingleton<EngineCalibrations>();
        builder.Services.AddSingleton<WorkerClients>(services =>
        {
            var hub = services.GetRequiredService<IHubContext<WorkerHub, IWorkerClient>>();
            return connection => hub.Clients.Client(connection);
        });
        builder.Services.AddSingleton<EveryWorker>(services =>
        {
            var hub = services.GetRequiredService<IHubContext<WorkerHub, IWorkerClient>>();
            return () => hub.Clients.All;
        });
        builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, WorkerAuthentication>(WorkerAuthentication.Name, configureOptions: null);
        builder.Services.AddAuthorizationBuilder().AddPolicy(WorkerAuthentication.Name, policy => policy
            .AddAuthenticationSchemes(WorkerAuthentication.Name).RequireClaim(WorkerAuthentication.WorkerId));
        builder.Services.AddSingleton<PassesTaken>();
        // For alerts alone; uploads have another.
        builder.Services.AddSingleton(services => new PictureDecoder(services.GetRequiredService<LfrOptions>().PicturesAtOnce));
        builder.Services.AddSingleton<WorkerRefusals>();
        builder.Services.AddSingleton<WorkerConnections>();
        builder.Services.AddSingleton<RevokedWorkerWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<RevokedWorkerWatch>());
        builder.Services.AddSingleton<WorkerFleet>();
        builder.Services.AddSingleton<HaltFiles>();
        builder.Services.AddSingleton<RunHalts>();
        builder.Services.AddSingleton<RunOrders>();
        builder.Services.AddSingleton<EntryWithdrawals>();
        builder.Services.AddSingleton<WithdrawalStore>();
        builder.Services.AddSingleton<LicenceGrants>();
        builder.Services.AddSingleton<LicenceMint>();
        builder.Services.AddSingleton<RememberedCounts>();
        builder.Services.AddSingleton<FaceCountStore>();
        builder.Services.AddSingleton<RepeatStore>();
        builder.Services.AddSingleton<StopConfirmations>();
        builder.Services.AddSingleton<Data.DatabaseSweep>();
        builder.Services.AddSingleton<WindowCloser>();
        builder.Services.AddHostedService(services => services.GetRequiredService<WindowCloser>());
        builder.Services.AddSingleton<PresenceWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PresenceWatch>());
        builder.Services.AddSingleton<WithdrawalWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<WithdrawalWatch>());
        builder.Services.AddHostedService<HaltRecorder>();
        builder.Services.AddSingleton<ClockWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ClockWatch>());
        builder.Services.AddSingleton<RetentionWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<RetentionWatch>());
        var listener = new WorkerListener();
        builder.Services.AddSingleton(listener);
        if (!coHostsWorker)
            return;
        builder.WebHost.ConfigureKestrel(listener.Open);
        // The outermost of all.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter>(listener));
        builder.Services.AddLfrWorker((worker, services) =>
        {
            var paths = services.GetRequiredService<LfrPaths>();
            worker.Name = RegisterCoHostedWorker.Name;
            worker.HubUrl = () => HubUrl(services);
            worker.Register = async (identity, cancellationToken) =>
            {
                if (await services.GetRequiredService<RegisterCoHostedWorker>().RunAsync(identity.PublicKey, cancellationToken) is { Succeeded: false } refused)
                    throw new InvalidOperationException(refused.Explanation);
            };
            worker.LicencePublicKey = () => services.GetRequiredService<KeyFolder>().LicencePublicKey;
            worker.DataFolder = Path.Combine(paths.Data, "worker");
            worker.DemoFolder = Path.Combine(AppContext.BaseDirectory, "Demo");
            worker.ModelsFolder = paths.Models;
        });
    }

    /// <summary>Maps the hub and the pictures of alerts.</summary>
    public static void MapLfrLive(this WebApplication app)
    {
        app.MapHub<WorkerHub>(WorkerHubPath);
        app.MapAlertPictures();
        app.MapAuditExport();
        app.MapOversightBundle();
    }

    // Known only once the server listens: before that another program may be what answers there.
    private static Uri? HubUrl(IServiceProvider services) =>
        services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.IsCancellationRequested ? services.GetRequiredService<WorkerListener>().HubAddress : null;
}
