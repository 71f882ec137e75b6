using Lfr.Shared.Identity;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Watchlists;

/// <summary>What approvers answer about an entry.</summary>
public sealed partial class WatchlistEntry
{
    /// <summary>How long an approver may take a slip back, as for every other answer.</summary>
    public static readonly TimeSpan TakeBackTime = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Signs off, rejects or sends back. An approval needs the findings met.
    /// A child's entry is approved when two different people have approved it. Somebody who looks like another person on the list is signed off with the reason
    /// why they are two people: one key is not enough where two names have the same face. A covered face is signed off with the reason why its photograph must do.
    /// </summary>
    /// <param name="verdict">The answer.</param>
    /// <param name="reasons">Why.</param>
    /// <param name="entryHashSeen">Hash of the entry that was on the screen.</param>
    /// <param name="lookedForSeconds">How long it was there, whole seconds.</param>
    /// <param name="approver">Who answers.</param>
    /// <param name="findings">What the entry rules say to this approver.</param>
    /// <param name="now">Now.</param>
    /// <param name="looksLike">Reference of the entry with the same face; <see langword="null"/> when there is none.</param>
    public Outcome Decide(
        EntryVerdict verdict, string reasons, string entryHashSeen, int lookedForSeconds, Actor approver, IEnumerable<Finding> findings, DateTimeOffset now,
        string? looksLike = null)
    {
        if (!Enum.IsDefined(verdict) || verdict == EntryVerdict.TakenBack)
            return Outcome.Incomplete("An entry is signed off, rejected or sent back.", "Choose one of the three.");
        if (State != EntryState.Proposed)
            return Outcome.WrongState($"{Reference} does not wait for sign-off: it is {State.InWords()}.");
        if (WasHandedOnBy(approver.UserId))
            return Outcome.WrongState($"You know this person and handed {Reference} on.", "Leave it to another watchlist approver.");
        if (verdict != EntryVerdict.Approved && string.IsNullOrWhiteSpace(reasons))
            return Outcome.Incomplete("No reason is given.", verdict == EntryVerdict.Rejected ? "Enter why the entry is rejected." : "Enter what the compiler should correct.");
        if (!HasHash(entryHashSeen))
            return Outcome.Conflict($"{Reference} was changed while you were looking at it.", "Look at it again, then decide.");
        if (verdict == EntryVerdict.Approved)
        {
            if (Outcome.From(findings) is { Succeeded: false } refused)
                return refused;
            if (looksLike is { } other && string.IsNullOrWhiteSpace(reasons))
                return Outcome.Incomplete($"{Reference} looks like {other}: two names may have the same face.", "Look at both. Enter why they are two people, or send the entry back.");
            if (Photograph?.Cover?.Hidden() is { } hidden && string.IsNullOrWhiteSpace(reasons))
                return Outcome.Incomplete($"{hidden} covered in the photograph of {Reference}: covered faces are mistaken for one another.", "Send the entry back for a photograph of the whole face, or enter why this one must do.");
            if (CurrentApprovals.Any(d => d.By.UserId == approver.UserId))
                return Outcome.WrongState($"You have already signed {Reference} off; a second person must, too.", "Leave it to another watchlist approver.");
        }

        Decisions = [.. Decisions, new EntryDecision(verdict, reasons.Trim(), approver.Sign(now), Hash(), lookedForSeconds)];
        State = verdict switch
        {
            EntryVerdict.Approved => CurrentApprovals.Count() >= (IsChild ? 2 : 1) ? EntryState.Approved : EntryState.Proposed,
            EntryVerdict.Rejected => EntryState.Rejected,
            _ => EntryState.Returned,
        };
        (DecidedBy, DecidedAt, LastVerdict) = (approver.UserId, now, verdict);
        if (State == EntryState.Returned)
            ReturnedAs = AsItIs();
        return Outcome.Done;
    }

    /// <summary>The authorising officer drew the entry and found its sign-off not sound: it goes back to the compiler, and the approvals it had cover nothing any more once it is changed.</summary>
    internal Outcome SendBackFromSample(string why, int lookedForSeconds, Actor officer, DateTimeOffset now)
    {
        if (State != EntryState.Approved)
            return Outcome.WrongState($"{Reference} is not signed off any more: it is {State.InWords()}.");
        Decisions = [.. Decisions, new EntryDecision(EntryVerdict.Returned, why.Trim(), officer.Sign(now), Hash(), lookedForSeconds)];
        State = EntryState.Returned;
        ReturnedAs = AsItIs();
        (DecidedBy, DecidedAt, LastVerdict) = (officer.UserId, now, EntryVerdict.Returned);
        return Outcome.Done;
    }

    /// <summary>Takes the answer given last back, as a slip: the entry waits for sign-off as before. Both stay on record.</summary>
    public Outcome TakeBack(Actor approver, DateTimeOffset now)
    {
        if (MayTakeBack(approver, now) is { Succeeded: false } refused)
            return refused;
        Decisions = [.. Decisions, new EntryDecision(EntryVerdict.TakenBack, "", approver.Sign(now), Hash(), 0)];
        State = EntryState.Proposed;
        // It never went anywhere.
        if (Decisions[^2].Verdict == EntryVerdict.Returned)
            ReturnedAs = null;
        (DecidedBy, DecidedAt, LastVerdict) = (null, null, EntryVerdict.TakenBack);
        return Outcome.Done;
    }

    /// <summary>Returns whether <paramref name="approver"/> may still take back the answer given last.</summary>
    private Outcome MayTakeBack(Actor approver, DateTimeOffset now)
    {
        if (Decisions is not [.., { } last] || last.Verdict is EntryVerdict.TakenBack || last.By.UserId != approver.UserId)
            return Outcome.WrongState($"The last answer about {Reference} is not yours.", "Ask the person who gave it.");
        if (last.Verdict == EntryVerdict.Rejected)
            return Outcome.WrongState($"{Reference} was rejected and its photograph is destroyed.", "The compiler can propose the person again.");
        if (State is not (EntryState.Proposed or EntryState.Approved or EntryState.Returned) || !HasHash(last.EntryHash))
            return Outcome.WrongState($"{Reference} has changed since you answered: it is {State.InWords()}.", "Look at it again.");
        return (now - last.By.At).Duration() <= TakeBackTime
            ? Outcome.Done
            : Outcome.WrongState($"You answered about {Reference} more than a minute ago.", "Take the entry off the list, or suspend it, with a reason.");
    }
}
