namespace Lfr.Web.Data;

/// <summary>
/// One browser that signed in. The browser holds a random key, the database its hash: whoever reads the database cannot use a session, and whoever copied a
/// cookie has nothing once the row is ended. Rows are kept for a month after their end.
/// </summary>
public sealed class StaffSession
{
    /// <summary>SHA-256 of the key in the browser's cookie, lower-case hex.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>When the person signed in.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the person last did something, to the minute.</summary>
    public required DateTimeOffset LastActiveAt { get; set; }

    /// <summary>Address it was opened from; an IPv6 address as its network of 64 bits.</summary>
    public required string Source { get; init; }

    /// <summary>Browser and system in words, such as <c>Chrome on Windows</c>; empty where the browser did not say.</summary>
    public string Browser { get; init; } = "";

    /// <summary>When the person last gave a second factor in this session; <see langword="null"/> where none was asked for.</summary>
    public DateTimeOffset? SecondFactorAt { get; set; }

    /// <summary>When it ended; <see langword="null"/> while it is open.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Why it ended.</summary>
    public SessionEnd? EndedBecause { get; private set; }

    /// <summary>Ends it; the first reason stands.</summary>
    public void End(SessionEnd because, DateTimeOffset now)
    {
        if (EndedAt is not null)
            return;
        (EndedAt, EndedBecause) = (now, because);
    }
}

/// <summary>Why a session ended.</summary>
public enum SessionEnd
{
    /// <summary>The person signed out.</summary>
    SignedOut,

    /// <summary>The person signed out on all devices.</summary>
    SignedOutEverywhere,

    /// <summary>Somebody signed in again in the same browser.</summary>
    Replaced,

    /// <summary>Nobody did anything for too long.</summary>
    Idle,

    /// <summary>It reached the longest time that a session may last.</summary>
    TooOld,

    /// <summary>The account was locked, retired or removed.</summary>
    AccountClosed,

    /// <summary>An administrator ended it.</summary>
    ByAdministrator,

    /// <summary>The person ended it from another device.</summary>
    EndedElsewhere,

    /// <summary>The person changed the password from another device.</summary>
    PasswordChanged,

    /// <summary>An administrator reset the second factor.</summary>
    SecondFactorReset,
}
