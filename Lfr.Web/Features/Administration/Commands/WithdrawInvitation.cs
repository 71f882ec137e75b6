using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>An administrator takes an invitation back; its link ends at once.</summary>
public sealed class WithdrawInvitation(AccountChange accounts)
{
    /// <summary>Takes it back.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid accountId, string reason, CancellationToken cancellationToken) =>
        accounts.RunAsync(this, actor, accountId, revisionSeen: null, async (context, _, cancel) =>
        {
            if (string.IsNullOrWhiteSpace(reason))
                return Outcome.Incomplete("No reason is given.", "Say why the invitation is withdrawn.");
            var open = (await context.Db.Invitations.Where(i => i.AccountId == accountId && i.EndedAt == null).ToListAsync(cancel)).FindAll(i => i.IsOpen(context.Now));
            if (open.Count == 0)
                return Outcome.WrongState("There is no invitation that still works.", "There is nothing to withdraw.");
            open.ForEach(i => i.End(InvitationEnd.Withdrawn, context.Now));
            context.Did($"Withdrew the invitation: {Words.AsSentence(reason.Trim())}");
            return Outcome.Done;
        }, cancellationToken);
}
