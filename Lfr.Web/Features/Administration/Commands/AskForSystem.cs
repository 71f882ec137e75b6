using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>An administrator asks that another system of the force may talk to Lfr; a second one confirms it, and only then is there a key.</summary>
[FreshSecondFactor]
public sealed class AskForSystem(LfrTransaction transaction, AccountChange accounts)
{
    /// <summary>Asks for it.</summary>
    /// <param name="actor">An administrator.</param>
    /// <param name="wanted">What is asked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, SystemClientWanted wanted, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(null, "Other systems");
            if (Permissions.Of(actor, Permissions.ManageSystems) is { Succeeded: false } refused)
                return refused;
            if (await accounts.StillAdministratorAsync(context, cancel) is { Succeeded: false } notAnyMore)
                return notAnyMore;
            if (await context.Db.Users.FindAsync([wanted.ResponsibleId], cancel) is not { RetiredAt: null } responsible)
                return Outcome.Incomplete("Nobody is named who answers for the system, or the account is retired.", "Choose the person who answers for it.");
            var outcome = SystemClient.Ask(context.NewId(), wanted, responsible.DisplayName, actor, context.Now, out var client);
            if (client is null)
                return outcome;
            if (await context.Db.SystemClients.AnyAsync(c => c.Name == client.Name && c.RevokedBy == null && c.ExpiresAt > context.Now, cancel))
                return Outcome.WrongState($"A system called {client.Name} is there already.", "Give this one another name, or revoke that one first.");
            context.Db.SystemClients.Add(client);
            context.About(null, $"SystemClient {client.Id:D}");
            context.Did($"Asked that the system {client.Name}, for which {client.ResponsibleName} answers, may {Words.AndList([.. client.Scopes.Select(SystemScopes.InWords)])} until {Words.Moment(client.ExpiresAt)}.");
            context.Tell(ChangeKind.Account, Guid.Empty);
            return outcome;
        }, cancellationToken);
}
