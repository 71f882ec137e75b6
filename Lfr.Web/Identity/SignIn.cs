using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>What beside the password, or instead of it, shows that it is the person.</summary>
/// <param name="Factor">What was given.</param>
/// <param name="Passkey">The passkey as it is after its use, where it was one.</param>
public sealed record Proof(SecondFactor Factor, UserPasskeyInfo? Passkey = null)
{
    /// <summary><c>with a passkey</c>.</summary>
    internal string InWords => Factor switch
    {
        SecondFactor.Skipped => "without a second factor, as the demonstration may",
        SecondFactor.Entra => "through Entra",
        SecondFactor.AuthenticatorCode => "with a code of the authenticator app",
        SecondFactor.RecoveryCode => "with a recovery code",
        SecondFactor.Passkey => "with a passkey",
        _ => throw new InvalidOperationException($"Unknown second factor {Factor}."),
    };

    /// <summary>Whether Lfr itself asked for a second factor.</summary>
    internal bool IsGiven => Factor is not (SecondFactor.Skipped or SecondFactor.Entra);
}

/// <summary>
/// Opens a session for a person who proved who they are, and keeps every attempt in the audit log. Who fails is nobody: a stranger's attempts must not stand
/// under an officer's name.
/// </summary>
[EvenInDoubt]
public sealed class SignIn(LfrTransaction transaction, StaffSessions sessions)
{
    /// <summary>Opens a session.</summary>
    /// <param name="account">Who signed in.</param>
    /// <param name="place">Where from.</param>
    /// <param name="before">Session that the same browser had; it ends.</param>
    /// <param name="proof">The second factor.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What came of it, and the key of the session for the browser's cookie.</returns>
    public async Task<(Outcome Outcome, string Key)> RunAsync(AccountNow account, SignInPlace place, string? before, Proof proof, CancellationToken cancellationToken)
    {
        var key = StaffSessions.NewKey();
        var outcome = await transaction.RunAsync(this, account.AsActor(), async (context, cancel) =>
        {
            context.About(deploymentId: null, $"Account {account.Id}");
            if (before is not null)
                await sessions.EndAsync(context, context.Db.Sessions.Where(s => s.Id == before), SessionEnd.Replaced, cancel);
            if (proof.Passkey is { } used && !await PasskeyRows.UsedAsync(context.Db, account.Id, used, cancel))
                return Outcome.WrongState("This passkey was removed a moment ago.", "Sign in with another second factor.");
            context.Db.Sessions.Add(new StaffSession
            {
                Id = StaffSessions.IdOf(key),
                AccountId = account.Id,
                CreatedAt = context.Now,
                LastActiveAt = context.Now,
                Source = place.Source,
                Browser = place.Browser,
                SecondFactorAt = proof.IsGiven ? context.Now : null,
            });
            await context.Db.Users.Where(u => u.Id == account.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.LastSeenAt, context.Now), cancel);
            context.Did($"Signed in from {place.Source}, {proof.InWords}.");
            return Outcome.Done;
        }, cancellationToken);
        return (outcome, key);
    }

    /// <summary>Keeps an attempt that failed. Whether the account exists is in the log only, never in the answer.</summary>
    /// <param name="account">Account that was tried; <see langword="null"/> when there is none with this address.</param>
    /// <param name="why">Why it failed, as a sentence.</param>
    /// <param name="source">Where from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RefuseAsync(Guid? account, string why, string source, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, CurrentActor.Nobody, (context, _) =>
        {
            context.About(deploymentId: null, account is null ? "" : $"Account {account}");
            return Task.FromResult(Outcome.Refused(new Finding(
                "SIGNIN", "People are who they say they are", Weight.Block, $"{why} The attempt came from {source}.", "Lfr: sign-in", "an administrator")));
        }, cancellationToken);
}
