using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>An administrator locks an account: its sessions and the address of its calendar end at once, and it cannot sign in until it is unlocked. Its duties stay.</summary>
public sealed class LockAccount(AccountChange accounts, StaffSessions sessions)
{
    /// <summary>Locks it.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid accountId, string reason, long? revisionSeen, CancellationToken cancellationToken) =>
        accounts.RunAsync(this, actor, accountId, revisionSeen, async (context, account, cancel) =>
        {
            if (string.IsNullOrWhiteSpace(reason))
                return Outcome.Incomplete("No reason is given.", "Say why the account is locked.");
            if (account.RetiredAt is not null)
                return Outcome.WrongState($"The account of {account.DisplayName} is retired, and cannot sign in anyway.", "There is nothing to do.");
            if (account.LockoutEnd > context.Now)
                return Outcome.WrongState($"The account of {account.DisplayName} is locked already.", "There is nothing to do.");
            if (await accounts.MayLoseAsync(context, account, cancel) is { Succeeded: false } last)
                return last;
            account.LockoutEnd = DateTimeOffset.MaxValue;
            await sessions.EndAllAsync(context, accountId, SessionEnd.AccountClosed, cancel);
            context.Did($"Locked the account of {account.DisplayName}: {Words.AsSentence(reason.Trim())}");
            return Outcome.Done;
        }, cancellationToken);
}
