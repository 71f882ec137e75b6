using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>A second administrator confirms that another system may talk to Lfr. Its key is made here, and shown this once.</summary>
[FreshSecondFactor]
public sealed class ConfirmSystem(LfrTransaction transaction, AccountChange accounts)
{
    /// <summary>Confirms it; the key is empty when it is refused.</summary>
    /// <param name="actor">An administrator other than the one who asked.</param>
    /// <param name="clientId">The system.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(Outcome Outcome, string Key)> RunAsync(Actor actor, Guid clientId, CancellationToken cancellationToken)
    {
        var key = "";
        var outcome = await transaction.For(this, actor, Subjects.OtherSystem(clientId)).By(Permissions.ManageSystems).RunAsync(async (context, client, cancel) =>
        {
            key = "";
            if (await accounts.StillAdministratorAsync(context, cancel) is { Succeeded: false } notAnyMore)
                return notAnyMore;
            if (await accounts.AsLoggedAsync(context, client, $"The system {client.Name}", cancel) is { Succeeded: false } madeUp)
                return madeUp;
            if (!await accounts.ActiveAdministrators(context.Db, context.Now).AnyAsync(u => u.Id == client.AskedBy.UserId, cancel))
                return Outcome.WrongState($"{client.AskedBy.Name}, who asked for this, is not an administrator any more.", "If it is right, ask for it yourself and have another administrator confirm it.");
            if (await context.Db.Users.FindAsync([client.ResponsibleId], cancel) is not { RetiredAt: null })
                return Outcome.WrongState($"{client.ResponsibleName}, who was to answer for this system, was retired.", "Decline this, and ask for it with somebody else who answers for it.");
            return context.Did(
                client.Confirm(actor, context.Now, out key),
                $"Confirmed that the system {client.Name} may {Words.AndList([.. client.Scopes.Select(SystemScopes.InWords)])}. {client.AskedBy.Name} had asked for it.");
        }, cancellationToken);
        return (outcome, outcome.Succeeded ? key : "");
    }
}
