namespace Lfr.Web.Components.Forms;

/// <summary>Does something once nobody has typed for a moment; every further keystroke begins the wait again.</summary>
/// <param name="time">Clock.</param>
/// <param name="dispatch">Brings work into the page's own thread: <c>InvokeAsync</c>.</param>
/// <param name="failed">Shows what the work threw: <c>DispatchExceptionAsync</c>.</param>
public sealed class AfterRest(TimeProvider time, Func<Func<Task>, Task> dispatch, Func<Exception, Task> failed) : IDisposable
{
    /// <summary>How long nobody types.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(900);

    private CancellationTokenSource? waiting;

    /// <summary>Begins the wait; <paramref name="work"/> runs after it, unless this is called again or stopped meanwhile.</summary>
    public void Begin(Func<Task> work) => _ = RunAsync(work);

    /// <summary>Gives up what waits.</summary>
    public void Stop()
    {
        waiting?.Cancel();
        waiting?.Dispose();
        waiting = null;
    }

    /// <inheritdoc/>
    public void Dispose() => Stop();

    private async Task RunAsync(Func<Task> work)
    {
        Stop();
        var mine = new CancellationTokenSource();
        waiting = mine;
        try
        {
            await Task.Delay(Rest, time, mine.Token);
        }
        catch (OperationCanceledException)
        {
            // More was typed, or the page was left; whoever stopped this one saves.
            return;
        }

        try
        {
            await dispatch(work);
        }
        catch (Exception e)
        {
            await failed(e);
        }
    }
}
