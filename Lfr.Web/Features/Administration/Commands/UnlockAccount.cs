using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>An administrator unlocks an account; its person signs in again.</summary>
[FreshSecondFactor]
public sealed class UnlockAccount(AccountChange accounts)
{
    /// <summary>Unlocks it.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid accountId, string reason, long? revisionSeen, CancellationToken cancellationToken) =>
        accounts.RunAsync(this, actor, accountId, revisionSeen, (context, account, _) =>
        {
            if (string.IsNullOrWhiteSpace(reason))
                return Task.FromResult(Outcome.Incomplete("No reason is given.", "Say why the account is unlocked."));
            if (account.LockoutEnd is not { } until || until <= context.Now)
                return Task.FromResult(Outcome.WrongState($"The account of {account.DisplayName} is not locked.", "There is nothing to do."));
            account.LockoutEnd = null;
            context.Did($"Unlocked the account of {account.DisplayName}: {Words.AsSentence(reason.Trim())}");
            return Task.FromResult(Outcome.Done);
        }, cancellationToken);
}
