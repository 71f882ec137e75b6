using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>The first second factor of somebody who has only a password yet: a passkey. Part of signing in.</summary>
[EvenInDoubt]
public sealed class EnrolPasskey(LfrTransaction transaction)
{
    /// <summary>Keeps it.</summary>
    public Task<Outcome> RunAsync(Actor actor, UserPasskeyInfo passkey, string? name, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(deploymentId: null, $"Account {actor.UserId}");
            return (await SecondFactors.OfAsync(context.Db, actor.UserId, cancel)).Any
                ? Outcome.WrongState("The account has a second factor already.", "Sign in again and use it.")
                : await AddPasskey.KeepAsync(context, passkey, name, cancel);
        }, cancellationToken);
}
