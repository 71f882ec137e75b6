using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>An administrator makes another link for somebody who has not accepted yet; the one before ends.</summary>
[FreshSecondFactor]
public sealed class InviteAgain(AccountChange accounts)
{
    /// <summary>Makes it.</summary>
    /// <returns>What came of it, and the key of the link.</returns>
    public async Task<(Outcome Outcome, string Key)> RunAsync(Actor actor, Guid accountId, CancellationToken cancellationToken)
    {
        var key = StaffSessions.NewKey();
        var outcome = await accounts.RunAsync(this, actor, accountId, revisionSeen: null, async (context, account, cancel) =>
        {
            if (accounts.OnlyLocal() is { Succeeded: false } elsewhere)
                return elsewhere;
            if (account.PasswordHash is not null)
                return Outcome.WrongState($"{account.DisplayName} has chosen a password already.", "The person signs in with it.");
            if (account.RetiredAt is not null || account.LockoutEnd > context.Now)
                return Outcome.WrongState($"The account of {account.DisplayName} is {(account.RetiredAt is null ? "locked" : "retired")}.", "Open the account again first.");
            foreach (var before in await context.Db.Invitations.Where(i => i.AccountId == accountId && i.EndedAt == null).ToListAsync(cancel))
                before.End(InvitationEnd.Replaced, context.Now);
            context.Db.Invitations.Add(Invitation.Make(context.NewId(), accountId, StaffSessions.IdOf(key), actor, context.Now));
            context.Did("Made another link for the invitation; the one before ended.");
            return Outcome.Done;
        }, cancellationToken);
        return (outcome, outcome.Succeeded ? key : "");
    }
}
