using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>The first second factor of somebody who has only a password yet: an authenticator app. Part of signing in.</summary>
[EvenInDoubt]
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
