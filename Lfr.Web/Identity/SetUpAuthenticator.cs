using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>Sets up an authenticator app, or another in place of the one there is.</summary>
[FreshSecondFactor]
public sealed class SetUpAuthenticator(LfrTransaction transaction, SecondFactors factors)
{
    /// <inheritdoc cref="EnrolAuthenticator.RunAsync"/>
    public Task<Outcome> RunAsync(Actor actor, string key, string code, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, (context, cancel) =>
        {
            context.About(deploymentId: null, $"Account {actor.UserId}");
            return KeepAsync(context, factors, key, code, cancel);
        }, cancellationToken);

    internal static async Task<Outcome> KeepAsync(CommandContext context, SecondFactors factors, string key, string code, CancellationToken cancellationToken)
    {
        if (TimeCodes.Match(key, code, context.Now) is not { } step)
            return Outcome.Incomplete("The code is not the one the app should show now.", "Enter the six digits the app shows now. If it still fails, check that the phone sets its time by itself.");
        var account = context.Actor.UserId;
        var before = await context.Db.AuthenticatorApps.FirstOrDefaultAsync(a => a.AccountId == account, cancellationToken);
        if (before is not null)
        {
            context.Db.AuthenticatorApps.Remove(before);
            await context.Db.SaveChangesAsync(cancellationToken);
        }

        // The code that confirmed it is used up with that.
        context.Db.AuthenticatorApps.Add(new AuthenticatorApp { AccountId = account, ProtectedKey = factors.Protect(key), AddedAt = context.Now, LastStep = step });
        context.Did(before is null ? "Set up an authenticator app." : "Set up another authenticator app; the one before counts no longer.");
        return Outcome.Done;
    }
}
