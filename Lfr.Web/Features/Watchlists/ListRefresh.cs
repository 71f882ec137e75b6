using Lfr.Web.Changes;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Watchlists;

/// <summary>
/// Loads a page again when its list or its deployment changed, at most a few times a second however many entries an import brings.
/// </summary>
internal sealed class ListRefresh : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private readonly Func<Task> refresh;
    private readonly Func<Exception, Task> failed;
    private readonly IDisposable subscription;
    private readonly ITimer timer;
    private int waiting;

    /// <summary>Begins; <paramref name="refresh"/> and <paramref name="failed"/> are called outside of the page's own thread.</summary>
    public ListRefresh(ChangeFeed changes, TimeProvider time, Guid deploymentId, Func<Task> refresh, Func<Exception, Task> failed)
    {
        this.refresh = refresh;
        this.failed = failed;
        timer = time.CreateTimer(_ => Running = RunAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        subscription = changes.Subscribe(change =>
        {
            if (change.DeploymentId == deploymentId && change.Kind is ChangeKind.Watchlist or ChangeKind.Deployment && Interlocked.Exchange(ref waiting, 1) == 0)
                timer.Change(Pause, Timeout.InfiniteTimeSpan);
            return Task.CompletedTask;
        });
    }

    /// <summary>The last refresh.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        subscription.Dispose();
        timer.Dispose();
    }

    private async Task RunAsync()
    {
        Interlocked.Exchange(ref waiting, 0);
        try
        {
            await refresh();
        }
        catch (ObjectDisposedException)
        {
            // The page was left while it loaded; there is nobody to show anything to.
            subscription.Dispose();
        }
        catch (OperationCanceledException)
        {
            subscription.Dispose();
        }
        catch (Exception e)
        {
            await failed(e);
        }
    }
}
