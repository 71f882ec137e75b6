using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Lfr.Inference.Hosting;

/// <summary>Adds a worker to a host, be it the web or the console.</summary>
public static class WorkerRegistration
{
    /// <summary>Adds the worker as a hosted service; it connects, as a client, once the host runs.</summary>
    public static IServiceCollection AddLfrWorker(this IServiceCollection services, Action<WorkerOptions> configure) =>
        services.AddLfrWorker((options, _) => configure(options));

    /// <summary>Adds the worker as a hosted service, with options that need other services, such as the server's address.</summary>
    public static IServiceCollection AddLfrWorker(this IServiceCollection services, Action<WorkerOptions, IServiceProvider> configure)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider =>
        {
            var options = new WorkerOptions();
            configure(options, provider);
            return options;
        });
        services.AddSingleton<LfrWorker>();
        return services.AddHostedService(provider => provider.GetRequiredService<LfrWorker>());
    }
}
