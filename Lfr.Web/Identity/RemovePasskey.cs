using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>Removes a passkey, unless it is the only second factor.</summary>
[FreshSecondFactor]
public sealed class RemovePasskey(LfrTransaction transaction)
{
    /// <summary>Removes it.</summary>
    /// <param name="actor">Whose.</param>
    /// <param name="id">Its id as pages name it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, string id, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(deploymentId: null, $"Account {actor.UserId}");
            if (await PasskeyRows.FindAsync(context.Db, actor.UserId, id, cancel) is not { } passkey)
                return Permissions.NotFound("This passkey");
            if ((await SecondFactors.OfAsync(context.Db, actor.UserId, cancel)).Count == 1)
                return Outcome.WrongState("This passkey is your only second factor, and nobody works without one.", "Add another passkey or an authenticator app first, then remove this one.");
            context.Db.UserPasskeys.Remove(passkey);
            context.Did($"Removed the passkey \"{passkey.Data.Name}\".");
            return Outcome.Done;
        }, cancellationToken);
}
