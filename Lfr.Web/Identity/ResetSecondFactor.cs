using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>
/// An administrator takes away the second factors of somebody who lost them; that person sets up new ones at the next sign-in. Who asks must have been identified in
/// person: from then on the password alone leads to the set-up.
/// </summary>
[FreshSecondFactor]
public sealed class ResetSecondFactor(AccountChange accounts, StaffSessions sessions, SignInOptions options)
{
    /// <summary>Takes them away, and ends all sessions and the address of the calendar program.</summary>
    /// <param name="actor">The administrator.</param>
    /// <param name="accountId">Whose.</param>
    /// <param name="reason">Why, and how the administrator knows who is asking.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid accountId, string reason, CancellationToken cancellationToken) =>
        accounts.RunAsync(this, actor, accountId, revisionSeen: null, async (context, account, cancel) =>
        {
            if (accountId == actor.UserId)
                return Outcome.WrongState("Nobody resets their own second factor.", "Ask another administrator.");
            if (options.Mode == IdentityMode.Entra)
                return Outcome.WrongState("Second factors are kept in the force's Entra tenant.", "Reset it there.");
            if (await GaveThePasswordAsync(context, actor, accountId, cancel))
                return Outcome.WrongState($"You made the link for the password of {account.DisplayName}, and nobody gives both.", "Ask another administrator.");
            if (string.IsNullOrWhiteSpace(reason))
                return Outcome.Incomplete("No reason is given.", "Say what was lost, and how you know who is asking.");
            context.Db.AuthenticatorApps.RemoveRange(await context.Db.AuthenticatorApps.Where(a => a.AccountId == accountId).ToListAsync(cancel));
            context.Db.UserPasskeys.RemoveRange(await context.Db.UserPasskeys.Where(p => p.UserId == accountId).ToListAsync(cancel));
            context.Db.RecoveryCodes.RemoveRange(await context.Db.RecoveryCodes.Where(c => c.AccountId == accountId).ToListAsync(cancel));
            var (ended, _) = await sessions.EndAllAsync(context, accountId, SessionEnd.SecondFactorReset, cancel);
            context.Did($"Reset the second factor of {account.DisplayName}; {Words.Count(ended.Count, "session", "sessions")} ended: {Words.AsSentence(reason.Trim())}");
            return Outcome.Done;
        }, cancellationToken);

    // Until the person has shown a second factor of their own, whoever made the link may be the one who chose the password with it.
    private static async Task<bool> GaveThePasswordAsync(CommandContext context, Actor actor, Guid accountId, CancellationToken cancellationToken)
    {
        var links = await context.Db.Invitations.AsNoTracking().Where(i => i.AccountId == accountId && i.IsForNewPassword).ToListAsync(cancellationToken);
        var shown = await context.Db.Sessions.Where(s => s.AccountId == accountId).MaxAsync(s => s.SecondFactorAt, cancellationToken);
        return links.Exists(l => l.MadeBy.UserId == actor.UserId && (l.IsOpen(context.Now) || (l.EndedBecause == InvitationEnd.Used && (shown is null || shown <= l.EndedAt))));
    }
}
