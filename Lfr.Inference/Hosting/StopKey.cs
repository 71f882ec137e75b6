using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lfr.Inference.Hosting;

/// <summary>
/// The key at a van: S on the worker's keyboard, or a line <c>stop</c> where its input comes from another program, such as a button's. It stops what runs, with or
/// without a connection.
/// </summary>
internal sealed class StopKey(LfrWorker worker, ILogger<StopKey> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        logger.LogInformation("Press S to stop what runs on this worker.");
        try
        {
            while (await PressedAsync(stoppingToken))
            {
                await StopWhatRunsAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("The worker is stopping.");
        }
    }

    private async Task StopWhatRunsAsync()
    {
        try
        {
            if (await worker.StopHereAsync())
                logger.LogWarning("Stopped with the key at this worker.");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.LogError(e, "The stop key did not end everything. Press it again, or end this program.");
        }
    }

    /// <summary>Waits for the key.</summary>
    /// <returns>Whether it was pressed; otherwise nothing can be pressed any more.</returns>
    private static async Task<bool> PressedAsync(CancellationToken cancellationToken)
    {
        if (Console.IsInputRedirected)
        {
            while (await Console.In.ReadLineAsync(cancellationToken) is { } line)
            {
                if (string.Equals(line.Trim(), "stop", StringComparison.OrdinalIgnoreCase))
                    return true;
            }

            return false;
        }

        while (!Console.KeyAvailable || Console.ReadKey(intercept: true).Key != ConsoleKey.S)
            await Task.Delay(Look, cancellationToken);
        return true;
    }
}
