using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>
/// An administrator makes a link with which somebody who forgot their password chooses another. Until then the one before works, and the second factor stays in any case: whoever has the link
/// alone gets in nowhere. Of one account nobody gives both a new password and a new second factor (<see cref="ResetSecondFactor"/>).
/// </summary>
[FreshSecondFactor]
public sealed class ResetPassword(AccountChange accounts)
{
    /// <summary>Makes it; other links to the account end.</summary>
    /// <param name="actor">The administrator.</param>
    /// <param name="accountId">Whose password.</param>
    /// <param name="reason">Why, and how the administrator knows who is asking.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What came of it, and the key of the link.</returns>
    public async Task<(Outcome Outcome, string Key)> RunAsync(Actor actor, Guid accountId, string reason, CancellationToken cancellationToken)
    {
        var key = StaffSessions.NewKey();
        var outcome = await accounts.RunAsync(this, actor, accountId, revisionSeen: null, async (context, account, cancel) =>
        {
            if (accounts.OnlyLocal() is { Succeeded: false } elsewhere)
                return elsewhere;
            if (accountId == actor.UserId)
                return Outcome.WrongState("Nobody resets their own password.", "Change it under Your account, or ask another administrator.");
            if (account.RetiredAt is not null || account.LockoutEnd > context.Now)
                return Outcome.WrongState($"The account of {account.DisplayName} is {(account.RetiredAt is null ? "locked" : "retired")}.", "Open the account again first.");
            if (account.PasswordHash is null)
                return Outcome.WrongState($"{account.DisplayName} has no password yet.", "Make another link for the invitation.");
            // Without a factor to ask for, the link would be the account itself. Read in the transaction: the factor may be reset at this very moment.
            if (!(await SecondFactors.OfAsync(context.Db, accountId, cancel)).Any)
                return Outcome.WrongState($"{account.DisplayName} has no second factor now, so whoever opened the link would have the account.", "The person signs in with the password and sets one up first. If both are lost, retire the account and invite the person again.");
            if (string.IsNullOrWhiteSpace(reason))
                return Outcome.Incomplete("No reason is given.", "Say what happened, and how you know who is asking.");
            foreach (var before in await context.Db.Invitations.Where(i => i.AccountId == accountId && i.EndedAt == null).ToListAsync(cancel))
                before.End(InvitationEnd.Replaced, context.Now);
            context.Db.Invitations.Add(Invitation.Make(context.NewId(), accountId, StaffSessions.IdOf(key), actor, context.Now, forNewPassword: true));
            context.Did($"Made a link for a new password of {account.DisplayName}: {Words.AsSentence(reason.Trim())}");
            return Outcome.Done;
        }, cancellationToken);
        return (outcome, outcome.Succeeded ? key : "");
    }
}
