namespace Lfr.Web.Data;

/// <summary>Background work that looks again and again. Whatever one look meets, the next one comes: an exception that escaped would stop the whole program.</summary>
public static partial class Periodically
{
    /// <summary>Looks now and then every <paramref name="interval"/>, until the program stops.</summary>
    public static async Task RunAsync(Func<CancellationToken, Task> look, TimeSpan interval, TimeProvider time, ILogger logger, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            do
            {
                try
                {
                    await look(stopping);
                }
                catch (Exception e) when (!stopping.IsCancellationRequested)
                {
                    LogFailed(logger, e, interval);
                }
            }
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    /// <summary>Does each of several things. One that fails is logged, is tried again with the next look, and keeps none of the others from being done.</summary>
    public static async Task EachAsync<T>(IEnumerable<T> all, Func<T, Task> one, ILogger logger, CancellationToken cancellationToken)
    {
        foreach (var item in all)
        {
            try
            {
                await one(item);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                LogOneFailed(logger, e, $"{item}");
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "What was due in the background failed for {Item} and is tried again; the others were done.")]
    private static partial void LogOneFailed(ILogger logger, Exception e, string item);

    [LoggerMessage(LogLevel.Error, "A look in the background failed; the next one comes in {Interval}.")]
    private static partial void LogFailed(ILogger logger, Exception e, TimeSpan interval);
}
