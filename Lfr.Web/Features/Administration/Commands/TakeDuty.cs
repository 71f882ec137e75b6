using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>An administrator takes a duty away, at once: it stops working in pages that are open within seconds. The last administrators keep theirs.</summary>
[FreshSecondFactor]
public sealed class TakeDuty(AccountChange accounts)
{
    /// <summary>Takes it away.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid accountId, string duty, string reason, long? revisionSeen, CancellationToken cancellationToken) =>
        accounts.RunAsync(this, actor, accountId, revisionSeen, async (context, account, cancel) =>
        {
            if (string.IsNullOrWhiteSpace(reason))
                return Outcome.Incomplete("No reason is given.", "Say why the duty is taken away.");
            if (!(await AccountChange.DutiesOfAsync(context.Db, accountId, cancel)).Contains(duty))
                return Outcome.WrongState($"{account.DisplayName} does not have this duty.", "There is nothing to take away.");
            if (duty == Roles.Administrator && await accounts.MayLoseAsync(context, account, cancel) is { Succeeded: false } last)
                return last;
            await AccountChange.TakeAsync(context, account, [duty], cancel);
            context.Did($"Took the duty {Roles.InSentence(duty)} from {account.DisplayName}: {Words.AsSentence(reason.Trim())}");
            return Outcome.Done;
        }, cancellationToken);
}
