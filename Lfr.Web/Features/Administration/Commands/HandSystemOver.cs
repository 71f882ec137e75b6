using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>An administrator asks that somebody else answers for another system from now on; a second one confirms it (<see cref="ConfirmSystemHandover"/>). Its key stays as it is.</summary>
[FreshSecondFactor]
public sealed class HandSystemOver(LfrTransaction transaction, AccountChange accounts)
{
    /// <summary>Asks for it.</summary>
    /// <param name="actor">An administrator.</param>
    /// <param name="clientId">The system.</param>
    /// <param name="accountId">Who is to answer for it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid clientId, Guid accountId, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.OtherSystem(clientId)).By(Permissions.ManageSystems).RunAsync(async (context, client, cancel) =>
        {
            if (await accounts.StillAdministratorAsync(context, cancel) is { Succeeded: false } notAnyMore)
                return notAnyMore;
            if (await accounts.AsLoggedAsync(context, client, $"The system {client.Name}", cancel) is { Succeeded: false } madeUp)
                return madeUp;
            if (await context.Db.Users.FindAsync([accountId], cancel) is not { RetiredAt: null } person)
                return Outcome.Incomplete("Nobody is named who answers for the system, or the account is retired.", "Choose the person who answers for it from now on.");
            return context.Did(
                client.AskHandover(accountId, person.DisplayName, actor, context.Now),
                $"Asked that {person.DisplayName} answers for the system {client.Name} in place of {client.ResponsibleName}.");
        }, cancellationToken);
}
