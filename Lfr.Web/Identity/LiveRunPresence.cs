namespace Lfr.Web.Identity;

/// <summary>
/// Watching a live run is work: while one is on a page, the idle limit does not count, so that nobody is signed out between two alerts because nothing
/// happened. The longest time of a session holds all the same. One for each circuit.
/// </summary>
public sealed class LiveRunPresence
{
    private Func<bool>? watches;

    /// <summary>Whether a run that is going on is on the page.</summary>
    public bool IsWatching => watches?.Invoke() == true;

    /// <summary>The page says, until it is closed, whether it shows a run that is going on.</summary>
    public IDisposable Watch(Func<bool> whether)
    {
        watches = whether;
        return new Watching(this, whether);
    }

    private sealed class Watching(LiveRunPresence presence, Func<bool> mine) : IDisposable
    {
        // The next page may have begun to watch before this one is gone.
        public void Dispose() => Interlocked.CompareExchange(ref presence.watches, null, mine);
    }
}
