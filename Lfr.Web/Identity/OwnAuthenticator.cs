using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>The first second factor of somebody who has only a password yet: an authenticator app. Part of signing in.</summary>
public sealed class EnrolAuthenticator(LfrTransaction transaction, SecondFactors factors)
{
    /// <summary>Keeps the app once its code shows that it has the key.</summary>
    /// <param name="actor">Whose.</param>
    /// <param name="key">Key that the app was given.</param>
    /// <param name="code">Code that the app shows.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, string key, string code, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(deploymentId: null, $"Account {actor.UserId}");
            if ((await SecondFactors.OfAsync(context.Db, actor.UserId, cancel)).Any)
                return Outcome.WrongState("The account has a second factor already.", "Sign in again and use it.");
            return await SetUpAuthenticator.KeepAsync(context, factors, key, code, cancel);
        }, cancellationToken);
}

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

/// <summary>Removes the authenticator app, unless it is the only second factor.</summary>
[FreshSecondFactor]
public sealed class RemoveAuthenticator(LfrTransaction transaction)
{
    /// <summary>Removes it.</summary>
    public Task<Outcome> RunAsync(Actor actor, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(deploymentId: null, $"Account {actor.UserId}");
            if (await context.Db.AuthenticatorApps.FirstOrDefaultAsync(a => a.AccountId == actor.UserId, cancel) is not { } app)
                return Outcome.WrongState("There is no authenticator app.");
            if ((await SecondFactors.OfAsync(context.Db, actor.UserId, cancel)).Count == 1)
                return Outcome.WrongState("The app is your only second factor, and nobody works without one.", "Add a passkey first, then remove the app. To change phones, set up the app on the new one.");
            context.Db.AuthenticatorApps.Remove(app);
            context.Did("Removed the authenticator app.");
            return Outcome.Done;
        }, cancellationToken);
}

/// <summary>Makes ten recovery codes; those from before count no longer. They are shown once.</summary>
[FreshSecondFactor]
public sealed class MakeRecoveryCodes(LfrTransaction transaction)
{
    /// <summary>Makes them.</summary>
    /// <returns>The outcome, and the codes where it is done.</returns>
    public async Task<(Outcome Outcome, IReadOnlyList<string> Codes)> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        var codes = RecoveryCodes.New();
        var outcome = await transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(deploymentId: null, $"Account {actor.UserId}");
            if (!(await SecondFactors.OfAsync(context.Db, actor.UserId, cancel)).Any)
                return Outcome.WrongState("Recovery codes stand in for a second factor, and you have none yet.", "Set up an authenticator app or a passkey first.");
            context.Db.RecoveryCodes.RemoveRange(await context.Db.RecoveryCodes.Where(c => c.AccountId == actor.UserId).ToListAsync(cancel));
            context.Db.RecoveryCodes.AddRange(codes.Select(c => new RecoveryCode { Id = RecoveryCodes.IdOf(actor.UserId, c), AccountId = actor.UserId }));
            context.Did("Made ten recovery codes; earlier ones count no longer.");
            return Outcome.Done;
        }, cancellationToken);
        return (outcome, outcome.Succeeded ? codes : []);
    }
}
