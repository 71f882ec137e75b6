using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>An administrator declines what was asked for somebody; whoever asked takes it back in this way.</summary>
public sealed class DeclineGrant(LfrTransaction transaction, AccountChange accounts)
{
    /// <summary>Declines it.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid grantId, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Grant(grantId)).By(Permissions.ManagePeople).RunAsync(async (context, grant, cancel) =>
        {
            context.About(null, Subjects.Account(grant.AccountId).Key);
            if (await accounts.StillAdministratorAsync(context, cancel) is { Succeeded: false } notAnyMore)
                return notAnyMore;
            if (await accounts.AsLoggedAsync(context, grant, "This request", cancel) is { Succeeded: false } madeUp)
                return madeUp;
            return context.Did(grant.Decline(actor, context.Now), actor.UserId == grant.AskedBy.UserId ? $"Took back what was asked: {grant.InWords(accounts.Policy)}." : $"Declined what {grant.AskedBy.Name} had asked: {grant.InWords(accounts.Policy)}.");
        }, cancellationToken);
}
