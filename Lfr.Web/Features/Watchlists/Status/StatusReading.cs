using System.Globalization;
using Lfr.Shared.Watchlists;

namespace Lfr.Web.Features.Watchlists.Status;

/// <summary>
/// Judges what a source says, line by line. Whatever it says, it can take somebody out of the cameras' sight and it can confirm a check; it can put nobody on a list, bring nobody back and say nothing
/// about anybody who was not asked for.
/// </summary>
public sealed class StatusReading(IReadOnlyCollection<string> asked, TimeProvider time)
{
    /// <summary>Two clocks may differ by so much.</summary>
    private static readonly TimeSpan Clocks = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, StatusSaid> people = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> known = new(asked, StringComparer.OrdinalIgnoreCase);
    private int notBelieved;

    /// <summary>What was understood.</summary>
    public StatusReply Reply(string? problem) => new(people, notBelieved, problem);

    /// <summary>Takes a line.</summary>
    /// <param name="reference">Reference in the source system.</param>
    /// <param name="status"><c>sought</c>, <c>no-longer-wanted</c>, <c>arrested</c> or <c>located</c>.</param>
    /// <param name="checkedAt">When that was checked, with its zone; without one the answer is as of now.</param>
    public void Take(string? reference, string? status, string? checkedAt)
    {
        if (reference is null || !known.Contains(reference.Trim()) || !TryRead(status, out var fate))
        {
            notBelieved++;
            return;
        }

        var (now, at) = (time.GetUtcNow(), time.GetUtcNow());
        var isReadable = string.IsNullOrWhiteSpace(checkedAt)
            || DateTimeOffset.TryParse(checkedAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);
        // Who is not sought any more is suspended whenever that was checked; a check confirms somebody only when it can have happened.
        if (fate is null && (!isReadable || at > now + Clocks))
        {
            notBelieved++;
            return;
        }

        var said = new StatusSaid(fate, isReadable && at < now ? at : now);
        // Said twice: what takes the person out of sight counts, and of two checks the older.
        if (!people.TryGetValue(reference.Trim(), out var before) || (before.Fate is null && (fate is not null || said.CheckedAt < before.CheckedAt)))
            people[reference.Trim()] = said;
    }

    private static bool TryRead(string? status, out EntryFate? fate)
    {
        fate = status?.Trim().ToLowerInvariant() switch
        {
            "no-longer-wanted" => EntryFate.NoLongerWanted,
            "arrested" => EntryFate.Arrested,
            "located" => EntryFate.Located,
            _ => null,
        };
        return fate is not null || string.Equals(status?.Trim(), "sought", StringComparison.OrdinalIgnoreCase);
    }
}
