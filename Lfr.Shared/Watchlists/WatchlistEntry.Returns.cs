using Lfr.Shared.Identity;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Watchlists;

/// <summary>An approver knows the person and leaves the entry to others. Appended, never changed.</summary>
/// <param name="Reason">How, as far as it bears on the decision.</param>
/// <param name="By">Who and when.</param>
public sealed record EntryHandOn(string Reason, Signature By);

/// <summary>An entry as it was when it was sent back.</summary>
/// <param name="Details">What was written.</param>
/// <param name="TemplateHash">Names the photograph's template.</param>
public sealed record ReturnedEntry(EntryDetails Details, string? TemplateHash);

/// <summary>What happens between two looks at an entry: it goes back and comes again, or goes on to another approver.</summary>
public sealed partial class WatchlistEntry
{
    /// <summary>The entry as it was when it was last sent back, so that whoever decides again sees what changed; <see langword="null"/> when it never was, and after the purge.</summary>
    public ReturnedEntry? ReturnedAs { get; private set; }

    /// <summary>Who handed it on, oldest first; <see langword="null"/> while nobody has.</summary>
    public IReadOnlyList<EntryHandOn>? HandedOn { get; private set; }

    /// <summary>Whether <paramref name="userId"/> knows the person and handed the entry on: it never comes back to them.</summary>
    public bool WasHandedOnBy(Guid userId) => HandedOn?.Any(h => h.By.UserId == userId) == true;

    /// <summary>An approver knows the person: others decide.</summary>
    /// <param name="reason">How.</param>
    /// <param name="approver">Who.</param>
    /// <param name="now">When.</param>
    public Outcome HandOn(string reason, Actor approver, DateTimeOffset now)
    {
        if (State != EntryState.Proposed)
            return Outcome.WrongState($"{Reference} does not wait for sign-off: it is {State.InWords()}.");
        if (string.IsNullOrWhiteSpace(reason))
            return Outcome.Incomplete("Nothing says how you know the person.", "Enter it in a few words.");
        if (WasHandedOnBy(approver.UserId))
            return Outcome.WrongState($"You have handed {Reference} on already.", "Take the next entry.");
        if (ApproverIds.Contains(approver.UserId))
            return Outcome.WrongState($"You have already signed {Reference} off.", "Send the entry back if your answer should not count.");
        HandedOn = [.. HandedOn ?? [], new EntryHandOn(reason.Trim(), approver.Sign(now))];
        return Outcome.Done;
    }

    private ReturnedEntry AsItIs() => new(Details, TemplateHash);
}
