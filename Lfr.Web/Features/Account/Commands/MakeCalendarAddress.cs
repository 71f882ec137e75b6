using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Account.Commands;

/// <summary>
/// Somebody makes the secret address at which their own calendar program reads the deployments. An earlier one counts no longer. Whoever has it reads without signing in, so it needs a fresh second
/// factor.
/// </summary>
[FreshSecondFactor]
public sealed class MakeCalendarAddress(LfrTransaction transaction)
{
    /// <summary>Makes it.</summary>
    /// <returns>The outcome, and the key of the address where it is done: the database keeps only its hash.</returns>
    public async Task<(Outcome Outcome, string? Key)> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        var key = StaffSessions.NewKey();
        var outcome = await transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(deploymentId: null, $"Account {actor.UserId}");
            if (!Permissions.SeeDeployments.IsSeenBy(actor))
                return Outcome.NotYourRole("Your role does not see deployments.", "Ask an administrator if you need to.");
            if (await context.Db.CalendarAddresses.FirstOrDefaultAsync(a => a.AccountId == actor.UserId, cancel) is { } known)
                (known.KeyHash, known.MadeAt, known.ReadOn) = (StaffSessions.IdOf(key), context.Now, null);
            else
                context.Db.CalendarAddresses.Add(new CalendarAddress { AccountId = actor.UserId, KeyHash = StaffSessions.IdOf(key), MadeAt = context.Now });
            context.Did("Made an address for their calendar program; an earlier one counts no longer.");
            return Outcome.Done;
        }, cancellationToken);
        return (outcome, outcome.Succeeded ? key : null);
    }
}
