using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>A second administrator confirms that somebody else answers for another system from now on. What it proposed before stays the work of whoever answered for it then.</summary>
[FreshSecondFactor]
public sealed class ConfirmSystemHandover(LfrTransaction transaction, AccountChange accounts)
{
    /// <summary>Confirms it.</summary>
    /// <param name="actor">An administrator other than the one who asked.</param>
    /// <param name="clientId">The system.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid clientId, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.OtherSystem(clientId)).By(Permissions.ManageSystems).RunAsync(async (context, client, cancel) =>
        {
            if (await accounts.StillAdministratorAsync(context, cancel) is { Succeeded: false } notAnyMore)
                return notAnyMore;
            if (await accounts.AsLoggedAsync(context, client, $"The system {client.Name}", cancel) is { Succeeded: false } madeUp)
                return madeUp;
            var asked = client.HandedTo;
            if (asked is not null && !await accounts.ActiveAdministrators(context.Db, context.Now).AnyAsync(u => u.Id == asked.AskedBy.UserId, cancel))
                return Outcome.WrongState($"{asked.AskedBy.Name}, who asked for this, is not an administrator any more.", "If it is right, ask for it yourself and have another administrator confirm it.");
            if (asked is not null && await context.Db.Users.FindAsync([asked.UserId], cancel) is not { RetiredAt: null })
                return Outcome.WrongState($"{asked.Name} was retired meanwhile.", "Ask for somebody else.");
            var before = client.ResponsibleName;
            return context.Did(
                client.ConfirmHandover(actor, context.Now),
                $"Confirmed that {asked?.Name} answers for the system {client.Name} in place of {before}. {asked?.AskedBy.Name} had asked for it.");
        }, cancellationToken);
}
