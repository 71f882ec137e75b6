using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>An administrator ends that somebody acts before its last day: at once, and alone. What was decided meanwhile stays.</summary>
[FreshSecondFactor]
public sealed class EndActing(LfrTransaction transaction, AccountChange accounts)
{
    /// <summary>Ends it.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid grantId, string reason, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Grant(grantId)).By(Permissions.ManagePeople).RunAsync(async (context, grant, cancel) =>
        {
            context.About(null, Subjects.Account(grant.AccountId).Key);
            if (await accounts.StillAdministratorAsync(context, cancel) is { Succeeded: false } notAnyMore)
                return notAnyMore;
            if (string.IsNullOrWhiteSpace(reason))
                return Outcome.Incomplete("No reason is given.", "Say why it ends.");
            if (await accounts.AsLoggedAsync(context, grant, "This request", cancel) is { Succeeded: false } madeUp)
                return madeUp;
            return context.Did(grant.End(actor, context.Now), $"Ended early: {grant.InWords(accounts.Policy)}. {Words.AsSentence(reason.Trim())}");
        }, cancellationToken);
}
