using Microsoft.Extensions.Hosting;

namespace Lfr.Inference.Hosting;

/// <summary>Stays connected to the web and runs the licences it grants.</summary>
public sealed class LfrWorker(WorkerOptions options, TimeProvider time) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options.HubUrl() is null)
            await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
    }
}
