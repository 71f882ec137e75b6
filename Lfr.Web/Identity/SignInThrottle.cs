namespace Lfr.Web.Identity;

/// <summary>
/// Makes whoever types wrong passwords wait, and nobody else. Counted for the e-mail address that was typed, whether it has an account or not, so that waiting
/// tells nothing. Kept in memory: a restart forgives.
/// <list type="bullet">
/// <item>Account and address: five attempts are free, then each wrong one doubles the pause, from half a minute to a quarter of an hour.</item>
/// <item>Account and all addresses that it never came from: after twenty attempts, one every ten seconds for all of them together. An officer who signed in from
/// this address within the last month, or who has a session open, does not share that queue.</item>
/// </list>
/// </summary>
public sealed class SignInThrottle(TimeProvider time)
{
    /// <summary>Attempts from one address before it must wait.</summary>
    public const int Free = 5;

    /// <summary>Attempts from all unknown addresses together before they must wait.</summary>
    public const int FreeForStrangers = 20;

    /// <summary>The first pause of an address; each further one is twice as long.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);

    /// <summary>The longest pause of an address.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    /// <summary>The pause of all unknown addresses together.</summary>
    public static readonly TimeSpan StrangersPause = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    /// <summary>Most attempts that are remembered; the oldest go first.</summary>
    private const int Most = 20_000;

    private readonly Lock gate = new();
    private readonly Dictionary<(string Account, string Source), Attempts> all = [];

    /// <summary>
    /// Asks to try a password. Counted at once as wrong, so that a hundred at the same moment are no way around; <see cref="Succeeded"/> takes it back.
    /// </summary>
    /// <param name="email">Address that was typed.</param>
    /// <param name="source">Where from.</param>
    /// <param name="known">Whether the account signed in from there before, or has a session open in this browser.</param>
    /// <returns>How long to wait before it may be tried; zero when it may be tried now.</returns>
    public TimeSpan Begin(string email, string source, bool known)
    {
        var account = Normal(email);
        lock (gate)
        {
            var address = Of(account, source);
            var strangers = known ? null : Of(account, "");
            var wait = Max(Left(address), strangers is null ? TimeSpan.Zero : Left(strangers));
            if (wait > TimeSpan.Zero)
                return wait;
            Count(address, Free, over => Min(FirstPause * Math.Pow(2, Math.Min(over, 10)), LongestPause));
            if (strangers is not null)
                Count(strangers, FreeForStrangers, _ => StrangersPause);
            return TimeSpan.Zero;
        }
    }

    /// <summary>The password was right: this address starts afresh. What strangers did from elsewhere still counts.</summary>
    public void Succeeded(string email, string source)
    {
        var account = Normal(email);
        lock (gate)
        {
            all.Remove((account, source));
            if (all.TryGetValue((account, ""), out var strangers) && strangers.Number > 0)
                strangers.Number--;
        }
    }

    private static string Normal(string email) => email.Trim().ToUpperInvariant() is { Length: > 256 } long_ ? long_[..256] : email.Trim().ToUpperInvariant();

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private TimeSpan Left(Attempts attempts)
    {
        var left = attempts.Pause - time.GetElapsedTime(attempts.LastAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void Count(Attempts attempts, int free, Func<int, TimeSpan> pause)
    {
        attempts.Number++;
        attempts.LastAt = time.GetTimestamp();
        attempts.Pause = attempts.Number >= free ? pause(attempts.Number - free) : TimeSpan.Zero;
    }

    private Attempts Of(string account, string source)
    {
        if (all.TryGetValue((account, source), out var attempts) && time.GetElapsedTime(attempts.LastAt) < Remembered)
            return attempts;
        if (all.Count >= Most)
            Forget();
        return all[(account, source)] = new Attempts { LastAt = time.GetTimestamp() };
    }

    // Rare, and never all: somebody who floods the memory forgets the oldest quarter, not the whole.
    private void Forget()
    {
        foreach (var key in all.OrderBy(a => a.Value.LastAt).Take(Most / 4).Select(a => a.Key).ToArray())
            all.Remove(key);
    }

    private sealed class Attempts
    {
        public int Number { get; set; }

        public long LastAt { get; set; }

        public TimeSpan Pause { get; set; }
    }
}
