using System.Collections.Concurrent;

namespace Lfr.Inference.Pipeline;

/// <summary>
/// Remembers when each entry last alerted, over all cameras of a run, so that one person is not announced again and again. An alert that was wrong
/// must not silence the right person: a clearly higher score is announced all the same, and so is everybody once people said that the alert was not the person, or
/// that the person was lost.
/// </summary>
public sealed class RepeatSuppression(TimeSpan interval)
{
    /// <summary>
    /// By how much a score must be above that of the alert before to be announced all the same. On the shipped card a cosine higher by 0.06 makes a false match
    /// ten times rarer (0.409, 0.471, 0.536); 0.12 makes it a hundred times rarer: this pass speaks for itself. The same person in a better shot may be announced once
    /// or twice more, which costs a look; somebody else silenced for minutes costs the person.
    /// </summary>
    public const float ClearlyHigher = 0.12f;

    private readonly ConcurrentDictionary<Guid, Entry> entries = new();

    /// <summary>
    /// Raises an alert for this entry unless it repeats one of the interval. Only an alert that is safe counts: when <paramref name="raise"/> fails,
    /// the next sighting is announced. Another camera that sees the same entry meanwhile waits for the result.
    /// </summary>
    /// <param name="entryId">Entry.</param>
    /// <param name="now">When it was seen.</param>
    /// <param name="score">Cosine with the entry, in [-1, 1].</param>
    /// <param name="raise">Makes the alert and returns its id once it is safe. What it throws is passed on.</param>
    /// <returns>The alert that this one repeats, and which therefore was not raised; <see langword="null"/> when it was.</returns>
    public Guid? Raise(Guid entryId, DateTimeOffset now, float score, Func<Guid> raise)
    {
        var entry = entries.GetOrAdd(entryId, static _ => new Entry());
        lock (entry.Gate)
        {
            if (entry.Last is { } before && now - before.At < interval && score < before.Score + ClearlyHigher)
                return before.AlertId;
            entry.Last = new Announced(raise(), now, score);
            return null;
        }
    }

    /// <summary>Takes note of an alert that was raised before this process started.</summary>
    public void Remember(Guid entryId, DateTimeOffset raisedAt, Guid alertId, float score)
    {
        var entry = entries.GetOrAdd(entryId, static _ => new Entry());
        lock (entry.Gate)
        {
            if (entry.Last is null || entry.Last.At < raisedAt)
                entry.Last = new Announced(alertId, raisedAt, score);
        }
    }

    /// <summary>People said that an alert was not the person, or that the person was lost: whoever comes next is announced. Said twice, it means no more than once.</summary>
    public void Rearm(Guid alertId)
    {
        foreach (var entry in entries.Values)
        {
            lock (entry.Gate)
            {
                if (entry.Last?.AlertId == alertId)
                    entry.Last = null;
            }
        }
    }

    private sealed record Announced(Guid AlertId, DateTimeOffset At, float Score);

    private sealed class Entry
    {
        public Lock Gate { get; } = new();

        public Announced? Last { get; set; }
    }
}
