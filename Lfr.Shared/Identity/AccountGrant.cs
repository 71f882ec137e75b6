using Lfr.Shared.Policy;

namespace Lfr.Shared.Identity;

/// <summary>
/// What one administrator asks for somebody and another one has to confirm within a day: a duty, a higher rank, to act for a while, or that a retired person comes back. Nobody asks or confirms for themselves. What
/// nobody confirms lapses by itself.
/// </summary>
public sealed class AccountGrant : IAggregate
{
    /// <summary>How long it can be confirmed.</summary>
    public static readonly TimeSpan Open = TimeSpan.FromHours(24);

    private AccountGrant()
    {
    }

    /// <inheritdoc/>
    public Guid Id { get; private set; }

    /// <inheritdoc/>
    public long Revision { get; private set; }

    /// <summary>For whom.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The duty, of <see cref="Roles"/>; <see langword="null"/> where something else is asked.</summary>
    public string? Duty { get; private set; }

    /// <summary>The higher rank; <see langword="null"/> where something else is asked.</summary>
    public Rank? Rank { get; private set; }

    /// <summary>In what and how long the person is to act; <see langword="null"/> for anything else.</summary>
    public Acting? Acting { get; private set; }

    /// <summary>Its last day, for the database to look for.</summary>
    public DateOnly? ActingUntil { get; private set; }

    /// <summary>Who ended it before its last day; <see langword="null"/> when nobody did.</summary>
    public Signature? EndedBy { get; private set; }

    /// <summary>Who asked, and when.</summary>
    public Signature AskedBy { get; private set; } = null!;

    /// <summary>Until when it can be confirmed (UTC).</summary>
    public DateTimeOffset LapsesAt { get; private set; }

    /// <summary>Who decided; <see langword="null"/> while nobody has.</summary>
    public Signature? DecidedBy { get; private set; }

    /// <summary>Whether it was confirmed; <see langword="null"/> while nobody decided.</summary>
    public bool? Confirmed { get; private set; }

    /// <summary>Whether a code of the installation stood in for the second administrator.</summary>
    public bool ByCode { get; private set; }

    /// <summary>What is asked, after "for somebody": <c>the duty operator</c>.</summary>
    public string InWords(PolicyPack? policy) => (Acting, Duty, Rank) switch
    {
        ({ } acting, _, _) => $"to act from {Words.Day(acting.From)} to {Words.Day(acting.Until)} as {Words.AndList([.. acting.Rank is { } higher ? [higher.InWords(policy)] : Array.Empty<string>(), .. acting.Duties.Select(Roles.InSentence)])}, for {acting.For}",
        (_, { } duty, _) => $"the duty {Roles.InSentence(duty)}",
        (_, _, { } rank) => $"the rank {rank.InWords(policy)}",
        _ => "to come back",
    };

    /// <summary>Whether it gives a duty, for good or for a while.</summary>
    public bool GivesDuties => Duty is not null || Acting is { Duties.Count: > 0 };

    /// <summary>Whether a retired person is to come back.</summary>
    public bool IsReturn => Duty is null && Acting is null && Rank is null;

    /// <summary>Asks for it.</summary>
    /// <param name="id">A fresh id.</param>
    /// <param name="account">For whom.</param>
    /// <param name="duty">The duty; <see langword="null"/> where a retired person is to come back.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">Now (UTC).</param>
    public static AccountGrant Ask(Guid id, Guid account, string? duty, Actor by, DateTimeOffset now) =>
        new() { Id = id, AccountId = account, Duty = duty, AskedBy = by.Sign(now), LapsesAt = now + Open };

    /// <summary>Asks for a higher rank.</summary>
    /// <param name="id">A fresh id.</param>
    /// <param name="account">For whom.</param>
    /// <param name="rank">The rank.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">Now (UTC).</param>
    public static AccountGrant AskForRank(Guid id, Guid account, Rank rank, Actor by, DateTimeOffset now) =>
        new() { Id = id, AccountId = account, Rank = rank, AskedBy = by.Sign(now), LapsesAt = now + Open };

    /// <summary>Asks that somebody acts.</summary>
    /// <param name="id">A fresh id.</param>
    /// <param name="account">Who is to act.</param>
    /// <param name="acting">In what and how long.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">Now (UTC).</param>
    public static AccountGrant AskToAct(Guid id, Guid account, Acting acting, Actor by, DateTimeOffset now) =>
        new() { Id = id, AccountId = account, Acting = acting, ActingUntil = acting.Until, AskedBy = by.Sign(now), LapsesAt = now + Open };

    /// <summary>Whether the person acts, or will: confirmed, not ended, and its last day is not over.</summary>
    public bool Acts(DateOnly today) => Acting is { } acting && Confirmed is true && EndedBy is null && acting.Until >= today;

    /// <summary>Ends it before its last day.</summary>
    public Outcome End(Actor by, DateTimeOffset now)
    {
        if (EndedBy is { } before)
            return Outcome.Conflict($"{before.Name} ended this on {Words.Moment(before.At)}.", "There is nothing left to do.");
        if (!Acts(now.ForceDay()))
            return Outcome.WrongState(Acting is null ? "Nobody acts by this." : "This is over, or was never confirmed.", "There is nothing to end.");
        EndedBy = by.Sign(now);
        return Outcome.Done;
    }

    /// <summary>Done when <paramref name="by"/> may ask for this person and confirm for this person: not for themselves.</summary>
    public static Outcome NotForOneself(Actor by, Guid account) => by.UserId == account
        ? Outcome.NotYourRole("Nobody gives a duty to themselves.", "Ask another administrator.")
        : Outcome.Done;

    /// <summary>Whether it still waits to be confirmed.</summary>
    public bool IsWaiting(DateTimeOffset now) => Confirmed is null && now < LapsesAt;

    /// <summary>Confirms it.</summary>
    /// <param name="by">Another administrator; with a code also the one who asked.</param>
    /// <param name="byCode">Whether a code of the installation stands in for the second administrator.</param>
    /// <param name="now">Now (UTC).</param>
    public Outcome Confirm(Actor by, bool byCode, DateTimeOffset now)
    {
        if (NotForOneself(by, AccountId) is { Succeeded: false } own)
            return own;
        if (Closed(now) is { Succeeded: false } closed)
            return closed;
        if (!byCode && AskedBy.UserId == by.UserId)
            return Outcome.NotYourRole("You asked for this yourself, and a second administrator has to confirm it.", "Ask another administrator to open this page.");
        (DecidedBy, Confirmed, ByCode) = (by.Sign(now), true, byCode);
        return Outcome.Done;
    }

    /// <summary>Declines it; whoever asked takes it back in this way.</summary>
    public Outcome Decline(Actor by, DateTimeOffset now)
    {
        if (Closed(now) is { Succeeded: false } closed)
            return closed;
        (DecidedBy, Confirmed) = (by.Sign(now), false);
        return Outcome.Done;
    }

    private Outcome Closed(DateTimeOffset now)
    {
        if (Confirmed is { } confirmed)
            return Outcome.Conflict($"{DecidedBy!.Name} {(confirmed ? "confirmed" : "declined")} this on {Words.Moment(DecidedBy.At)}.", "There is nothing left to decide.");
        return now < LapsesAt ? Outcome.Done : Outcome.WrongState($"This lapsed on {Words.Moment(LapsesAt)}: nobody had confirmed it within 24 hours.", "Ask for it again if it is still needed.");
    }
}
