using Lfr.Web.Features.Live.Queries;

namespace Lfr.Web.Features.Live;

/// <summary>
/// The alerts as one open screen holds them: all that are open, and of the others the newest, with older ones brought in by the page. From
/// <see cref="From"/> on it never shows a gap: what is missing between two numbers is asked for, and until it is there <see cref="IsWhole"/> says so.
/// </summary>
/// <param name="time">Clock.</param>
public sealed class AlertQueue(TimeProvider time)
{
    private readonly Dictionary<long, long> seen = [];
    private readonly SortedDictionary<long, AlertLine> lines = [];

    /// <summary>Number from which on the screen holds every alert; of those before it only the ones that are open.</summary>
    public long From { get; private set; } = 1;

    /// <summary>Highest number seen; 0 before the first.</summary>
    public long LastSequence => lines.Count == 0 ? 0 : lines.Keys.Last();

    /// <summary>Up to which number everything is there: a screen asks for what lies after it.</summary>
    public long WholeUpTo
    {
        get
        {
            var expected = From - 1;
            foreach (var number in lines.Keys.SkipWhile(n => n < From))
            {
                if (number != expected + 1)
                    break;
                expected = number;
            }

            return expected;
        }
    }

    /// <summary>Whether nothing is missing in between.</summary>
    public bool IsWhole => WholeUpTo == LastSequence;

    /// <summary>Alert on the screen; <see langword="null"/> when there is none.</summary>
    public long? Selected { get; private set; }

    /// <summary>Its line.</summary>
    public AlertLine? Current => Selected is { } number ? lines.GetValueOrDefault(number) : null;

    /// <summary>Alerts without an answer, the oldest first: that is the order in which they are looked at.</summary>
    public IReadOnlyList<AlertLine> Waiting => [.. lines.Values.Where(l => l.IsWaiting)];

    /// <summary>Alerts with an answer, those without an outcome first, then the newest.</summary>
    public IReadOnlyList<AlertLine> Answered => [.. lines.Values.Where(l => !l.IsWaiting).OrderBy(l => l.IsResolved).ThenByDescending(l => l.Sequence)];

    /// <summary>Takes a page of lines: the first one that the screen reads, or the one before those that it has.</summary>
    public void Take(AlertPage page)
    {
        Take(page.Lines);
        From = page.From;
    }

    /// <summary>Takes lines as the database has them now.</summary>
    /// <returns>Whether there is an alert among them that this screen had not seen.</returns>
    public bool Take(IEnumerable<AlertLine> fresh)
    {
        var added = false;
        foreach (var line in fresh)
        {
            added |= !lines.ContainsKey(line.Sequence);
            seen.TryAdd(line.Sequence, time.GetTimestamp());
            lines[line.Sequence] = line;
        }

        return added;
    }

    /// <summary>
    /// How long an alert has waited: since it was raised, and at least as long as this screen has shown it by a clock that nobody sets. A clock that is set back
    /// must not keep a second person from being called.
    /// </summary>
    public TimeSpan Waited(AlertLine line)
    {
        var (since, shown) = (time.GetUtcNow() - line.RaisedAt, seen.TryGetValue(line.Sequence, out var at) ? time.GetElapsedTime(at) : TimeSpan.Zero);
        return since > shown ? since : shown;
    }

    /// <summary>Shows an alert.</summary>
    public void Select(long? sequence) => Selected = sequence;

    /// <summary>
    /// The alert to look at next: the oldest that waits, other than the one on the screen and after it if there is one; <see langword="null"/>
    /// when nobody waits.
    /// </summary>
    public long? Next()
    {
        var waiting = Waiting.Where(l => l.Sequence != Selected).ToArray();
        return (waiting.FirstOrDefault(l => l.Sequence > Selected) ?? waiting.FirstOrDefault())?.Sequence;
    }

    /// <summary>
    /// Whether an alert may come onto the screen by itself. Never in place of another one: a finger that is about to answer must not find a
    /// different face under it.
    /// </summary>
    public bool MayAdvance => Current is null;
}
