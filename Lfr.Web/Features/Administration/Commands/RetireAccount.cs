using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>
/// A person left: sessions, duties, invitations and what was asked for them end. The account is never deleted, because its name stands in records; two administrators can bring it back
/// (<see cref="AskForReturn"/>).
/// </summary>
[FreshSecondFactor]
public sealed class RetireAccount(AccountChange accounts, StaffSessions sessions)
{
    /// <summary>Retires it.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid accountId, string reason, long? revisionSeen, CancellationToken cancellationToken) =>
        accounts.RunAsync(this, actor, accountId, revisionSeen, async (context, account, cancel) =>
        {
            if (string.IsNullOrWhiteSpace(reason))
                return Outcome.Incomplete("No reason is given.", "Say why the account is retired.");
            if (account.RetiredAt is { } since)
                return Outcome.WrongState($"The account of {account.DisplayName} was retired on {Words.Moment(since)}.", "There is nothing to do.");
            if (await accounts.MayLoseAsync(context, account, cancel) is { Succeeded: false } last)
                return last;
            account.RetiredAt = context.Now;
            await AccountChange.TakeAsync(context, account, Roles.All, cancel);
            await sessions.EndAllAsync(context, accountId, SessionEnd.AccountClosed, cancel);
            foreach (var invitation in await context.Db.Invitations.Where(i => i.AccountId == accountId && i.EndedAt == null).ToListAsync(cancel))
                invitation.End(InvitationEnd.Withdrawn, context.Now);
            foreach (var asked in (await context.Db.AccountGrants.Where(g => g.AccountId == accountId && g.Confirmed == null).ToListAsync(cancel)).Where(g => g.IsWaiting(context.Now)))
                asked.Decline(actor, context.Now);
            foreach (var acting in (await context.Db.AccountGrants.Where(g => g.AccountId == accountId && g.ActingUntil != null && g.Confirmed == true).ToListAsync(cancel)).Where(g => g.Acts(context.Now.ForceDay())))
                acting.End(actor, context.Now);
            var systems = (await context.Db.SystemClients.Where(c => c.ResponsibleId == accountId && c.ConfirmedBy != null && c.RevokedBy == null).ToListAsync(cancel)).Where(c => c.Works(context.Now)).Select(c => c.Name).ToArray();
            if (systems.Length > 0)
                context.Beside($"Nobody answers for {Words.AndList(systems)} any more: every call is refused until two administrators hand it to somebody else.");
            context.Did($"Retired the account of {account.DisplayName}; its duties ended: {Words.AsSentence(reason.Trim())}");
            return Outcome.Done;
        }, cancellationToken);
}
