using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Account.Commands;

/// <summary>Somebody takes the address of their calendar program back: from then on it answers nobody.</summary>
public sealed class RevokeCalendarAddress(LfrTransaction transaction)
{
    /// <summary>Takes it back.</summary>
    public Task<Outcome> RunAsync(Actor actor, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(deploymentId: null, $"Account {actor.UserId}");
            if (await context.Db.CalendarAddresses.FirstOrDefaultAsync(a => a.AccountId == actor.UserId, cancel) is not { } address)
                return Outcome.WrongState("You have no address for a calendar program.", "There is nothing to do.");
            context.Db.CalendarAddresses.Remove(address);
            context.Did("Took back the address of their calendar program.");
            return Outcome.Done;
        }, cancellationToken);
}
