using Lfr.Shared.Looks;

namespace Lfr.Web.Identity;

/// <summary>
/// Remembers for five minutes who saw what and why, so that a page that is read again and again is one line of the audit log and not a hundred. Only what
/// is committed is remembered; what is forgotten early costs a line more, never one less.
/// </summary>
public sealed class RecentLooks(TimeProvider time) : IDisposable
{
    /// <summary>How long the same look is the same line.</summary>
    public static readonly TimeSpan OneLook = TimeSpan.FromMinutes(5);

    /// <summary>Most looks that are remembered.</summary>
    internal const int Most = 50_000;

    private readonly Lock gate = new();
    private readonly Dictionary<Key, long> seen = [];
    private readonly Queue<(Key Key, long At)> order = [];
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>One person's looks are taken one after the other: what is asked for twice at once waits for the line of the first.</summary>
    public SemaphoreSlim TurnOf(Guid who) => turns[(uint)who.GetHashCode() % turns.Length];

    /// <summary>The things that are not in the log yet.</summary>
    public IReadOnlyList<LookedAt> NotSeen(Guid who, LookKind kind, string why, IEnumerable<LookedAt> things)
    {
        lock (gate)
        {
            Forget();
            return [.. things.Where(t => !seen.ContainsKey(new Key(who, kind, t.Id, why)))];
        }
    }

    /// <summary>Remembers what was committed.</summary>
    public void Remember(Guid who, LookKind kind, string why, IEnumerable<LookedAt> things)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            foreach (var thing in things)
            {
                var key = new Key(who, kind, thing.Id, why);
                seen[key] = now;
                order.Enqueue((key, now));
            }

            Forget();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(turns, t => t.Dispose());

    private void Forget()
    {
        while (order.TryPeek(out var oldest) && (order.Count > Most || time.GetElapsedTime(oldest.At) >= OneLook))
        {
            order.Dequeue();
            if (seen.TryGetValue(oldest.Key, out var at) && at == oldest.At)
                seen.Remove(oldest.Key);
        }
    }

    private readonly record struct Key(Guid Who, LookKind Kind, Guid What, string Why);
}
