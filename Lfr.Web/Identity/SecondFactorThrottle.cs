namespace Lfr.Web.Identity;

/// <summary>
/// Makes whoever enters wrong codes wait, exactly as <see cref="SignInThrottle"/> does with wrong passwords, and counted apart from them: a right password must not
/// forgive wrong codes. Nobody else has to wait, and the account is never locked.
/// </summary>
public sealed class SecondFactorThrottle(SignInThrottle throttle, StaffSessions sessions)
{
    /// <summary>Asks to try a code. Counted at once as wrong; <see cref="Succeeded"/> takes it back.</summary>
    /// <param name="account">Whose code.</param>
    /// <param name="source">Where from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How long to wait before it may be tried; zero when it may be tried now.</returns>
    public async Task<TimeSpan> BeginAsync(Guid account, string source, CancellationToken cancellationToken) =>
        throttle.Begin(NameOf(account), source, await sessions.KnowsAsync(account, source, cancellationToken));

    /// <summary>The code was right.</summary>
    public void Succeeded(Guid account, string source) => throttle.Succeeded(NameOf(account), source);

    // Nobody can type this as an e-mail address: it has none of its signs.
    private static string NameOf(Guid account) => $"second factor of {account:N}";
}
