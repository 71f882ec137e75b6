using System.Collections.Concurrent;
using Lfr.Shared.Policy;

namespace Lfr.Web.Features.Watchlists.Photographs;

/// <summary>
/// Remembers for a minute who looked at what, so that scrolling back and forth is one line of the audit log and not a hundred. The look itself is
/// only granted once that line is committed.
/// </summary>
public sealed class PhotographLooks(TimeProvider time)
{
    private static readonly TimeSpan OneLook = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(Guid Who, Guid What), (DateTimeOffset At, Lazy<Task<Outcome>> Kept)> looks = new();

    /// <summary>Answers as <paramref name="keep"/> did within the last minute, or lets it write the look down now. A refusal is not remembered.</summary>
    public async Task<Outcome> OnceAsync(Guid who, Guid what, Func<Task<Outcome>> keep)
    {
        var now = time.GetUtcNow();
        foreach (var (key, look) in looks)
        {
            if (now - look.At >= OneLook)
                looks.TryRemove(new(key, look));
        }

        var kept = looks.GetOrAdd((who, what), _ => (now, new Lazy<Task<Outcome>>(keep)));
        var granted = false;
        try
        {
            var outcome = await kept.Kept.Value;
            granted = outcome.Succeeded;
            return outcome;
        }
        finally
        {
            if (!granted)
                looks.TryRemove(new((who, what), kept));
        }
    }
}
