using Lfr.Shared.Policy;

namespace Lfr.Shared.Identity;

/// <summary>
/// A link with which somebody chooses the password of their new account, or another one for an account whose password they forgot, once and within a day. The database holds only the hash of the key in it. Kept after its end, so that whoever
/// opens it is told what happened.
/// </summary>
public sealed class Invitation
{
    /// <summary>How long the link works.</summary>
    public static readonly TimeSpan Valid = TimeSpan.FromHours(24);

    private Invitation()
    {
    }

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; }

    /// <summary>Whose account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>SHA-256 of the key in the link, lower-case hex.</summary>
    public string KeyHash { get; private set; } = "";

    /// <summary>Whether the account has a password, which the person forgot.</summary>
    public bool IsForNewPassword { get; private set; }

    /// <summary>Who invited.</summary>
    public Signature MadeBy { get; private set; } = null!;

    /// <summary>Until when it works (UTC).</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>When it ended otherwise; <see langword="null"/> while it has not.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Why it ended.</summary>
    public InvitationEnd? EndedBecause { get; private set; }

    /// <summary>Makes one.</summary>
    /// <param name="id">A fresh id.</param>
    /// <param name="account">Whose account.</param>
    /// <param name="keyHash">Hash of the key.</param>
    /// <param name="by">Who invites.</param>
    /// <param name="now">Now (UTC).</param>
    /// <param name="forNewPassword">Whether the account has a password that its person forgot.</param>
    public static Invitation Make(Guid id, Guid account, string keyHash, Actor by, DateTimeOffset now, bool forNewPassword = false) =>
        new() { Id = id, AccountId = account, KeyHash = keyHash, MadeBy = by.Sign(now), ExpiresAt = now + Valid, IsForNewPassword = forNewPassword };

    /// <summary>The refusal of a link that nobody gave.</summary>
    public static Outcome Unknown() => Outcome.WrongState("This link is not complete, or it was never one of ours.", "Open it exactly as it was given to you; a mail program may have broken it over two lines.");

    /// <summary>Whether it can be used now.</summary>
    public bool IsOpen(DateTimeOffset now) => EndedAt is null && now < ExpiresAt;

    /// <summary>Done when it can be used now; otherwise why not.</summary>
    public Outcome MayBeUsed(DateTimeOffset now) => EndedBecause switch
    {
        InvitationEnd.Used => Outcome.WrongState(
            $"This link was used on {Words.Moment(EndedAt!.Value)}. It works once.", "Sign in with the password that was chosen then. If it was not you who chose it, tell an administrator at once."),
        InvitationEnd.Withdrawn => Outcome.WrongState($"An administrator withdrew this {(IsForNewPassword ? "link" : "invitation")} on {Words.Moment(EndedAt!.Value)}.", "Ask an administrator if you need an account."),
        InvitationEnd.Replaced => Outcome.WrongState($"You were sent another link on {Words.Moment(EndedAt!.Value)}, and this one ended then.", "Open the newest link that you were given."),
        _ when now >= ExpiresAt => Outcome.WrongState($"This link ended on {Words.Moment(ExpiresAt)}. It worked for 24 hours.", "Ask an administrator for another one."),
        _ => Outcome.Done,
    };

    /// <summary>Ends it; the first reason stands.</summary>
    public void End(InvitationEnd because, DateTimeOffset now)
    {
        if (EndedAt is null)
            (EndedAt, EndedBecause) = (now, because);
    }
}

/// <summary>Why an invitation ended.</summary>
public enum InvitationEnd
{
    /// <summary>Somebody chose a password with it.</summary>
    Used,

    /// <summary>An administrator withdrew it.</summary>
    Withdrawn,

    /// <summary>An administrator made another one.</summary>
    Replaced,
}
