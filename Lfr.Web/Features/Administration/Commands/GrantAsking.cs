using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>Asking, whatever for.</summary>
internal static class GrantAsking
{
    /// <summary>Adds the request; not for oneself, and not twice.</summary>
    public static async Task<Outcome> AskAsync(CommandContext context, LfrUser account, string? duty, PolicyPack? policy, CancellationToken cancellationToken)
    {
        if (AccountGrant.NotForOneself(context.Actor, account.Id) is { Succeeded: false } own)
            return own;
        var asked = (await context.Db.AccountGrants.Where(g => g.AccountId == account.Id && g.Duty == duty && g.Confirmed == null).ToListAsync(cancellationToken)).Find(g => g.Acting is null && g.IsWaiting(context.Now));
        if (asked is not null)
            return Outcome.WrongState($"{asked.AskedBy.Name} asked for this on {Words.Moment(asked.AskedBy.At)}, and it waits to be confirmed.", "Another administrator confirms it at the top of People.");
        var grant = AccountGrant.Ask(context.NewId(), account.Id, duty, context.Actor, context.Now);
        context.Db.AccountGrants.Add(grant);
        context.Did($"Asked for {account.DisplayName}: {grant.InWords(policy)}. It waits for a second administrator until {Words.Moment(grant.LapsesAt)}.");
        return Outcome.Done;
    }
}
