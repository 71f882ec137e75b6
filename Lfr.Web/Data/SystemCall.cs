namespace Lfr.Web.Data;

/// <summary>
/// A call of another system that changes something, by the key that the system gave it (<c>Idempotency-Key</c>): the same call again, because its answer was lost on the way, gets the same answer and does
/// nothing a second time.
/// </summary>
public sealed class SystemCall
{
    /// <summary>Most characters of a key.</summary>
    public const int LongestKey = 100;

    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>How long a call without an answer counts as being answered: after that Lfr has ended in the middle, and it is done again.</summary>
    public static readonly TimeSpan Answering = TimeSpan.FromMinutes(10);

    private SystemCall()
    {
    }

    /// <summary>The system.</summary>
    public Guid ClientId { get; private set; }

    /// <summary>Its key for the call.</summary>
    public string Key { get; private set; } = "";

    /// <summary>SHA-256 of what it asked: another question under the same key is refused.</summary>
    public string AskedHash { get; private set; } = "";

    /// <summary>When it asked.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>Status of the answer; 0 while there is none.</summary>
    public int Status { get; private set; }

    /// <summary>The answer, as JSON.</summary>
    public string Answer { get; private set; } = "";

    /// <summary>Where to look on, of the answer.</summary>
    public string? Location { get; private set; }

    /// <summary>Begins one.</summary>
    public static SystemCall Begin(Guid clientId, string key, string askedHash, DateTimeOffset now) => new() { ClientId = clientId, Key = key, AskedHash = askedHash, At = now };

    /// <summary>Whether it is being answered somewhere.</summary>
    public bool IsBeingAnswered(DateTimeOffset now) => Status == 0 && (now - At).Duration() < Answering;

    /// <summary>Is answered again: Lfr had ended in the middle.</summary>
    public void Again(DateTimeOffset now) => At = now;

    /// <summary>Keeps the answer.</summary>
    public void Keep(int status, string answer, string? location) => (Status, Answer, Location) = (status, answer, location);
}
