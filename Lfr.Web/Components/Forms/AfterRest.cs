namespace Lfr.Web.Components.Forms;

/// <summary>Does something once nobody has typed for a moment; every further keystroke begins the wait again.</summary>
public sealed class AfterRest(TimeProvider time) : IDisposable
{
    /// <summary>How long nobody types.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(900);

    private CancellationTokenSource? waiting;

    /// <summary>Waits and then runs <paramref name="work"/>; ends without it when called again or stopped meanwhile.</summary>
    public async Task RunAsync(Func<Task> work)
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

        await work();
    }

    /// <summary>Gives up what waits.</summary>
    public void Stop()
    {
        waiting?.Cancel();
        waiting?.Dispose();
        waiting = null;
    }

    /// <inheritdoc/>
    public void Dispose() => Stop();
}
