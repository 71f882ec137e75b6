using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

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
