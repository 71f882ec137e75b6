namespace Lfr.Web.Data;

/// <summary>
/// That somebody is told by e-mail of one thing that needs them, from the moment it was found until it is over. Holds no name of a listed person and no place, because mails leave Lfr; and
/// nothing rests on it, so the audit log does not vouch for it.
/// </summary>
public sealed class TaskMail
{
    /// <summary>Longest <see cref="Key"/>.</summary>
    public const int LongestKey = 200;

    /// <summary>How the keys begin of what is about the person's own account: sent at once, whatever they chose.</summary>
    public const string OfOwnAccount = "own ";

    /// <summary>Whether it is about the person's own account.</summary>
    public bool IsOfOwnAccount => Key.StartsWith(OfOwnAccount, StringComparison.Ordinal);

    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <summary>Whom it needs.</summary>
    public Guid AccountId { get; init; }

    /// <summary>What it is, so that it is told once however often it is found.</summary>
    public string Key { get; init; } = "";

    /// <summary>What is to be done: <c>Sign off 14 entries (2026-014)</c>.</summary>
    public string Sentence { get; set; } = "";

    /// <summary>Where it is done, without the site's address.</summary>
    public string Path { get; init; } = "";

    /// <summary>When it was found.</summary>
    public DateTimeOffset FoundAt { get; init; }

    /// <summary>When it did not need the person any more; <see langword="null"/> while it does.</summary>
    public DateTimeOffset? OverAt { get; set; }

    /// <summary>When the mail server took the mail; <see langword="null"/> while nothing was sent.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>How often the server did not take it.</summary>
    public int Failures { get; set; }

    /// <summary>Not tried before this moment.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>Why it failed the last time.</summary>
    public string LastFailure { get; set; } = "";
}
