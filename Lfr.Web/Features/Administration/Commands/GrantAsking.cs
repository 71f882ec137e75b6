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
        var asked = (await context.Db.AccountGrants.Where(g => g.AccountId == account.Id && g.Duty == duty && g.Confirmed == null).ToListAsync(cancellationToken)).Find(g => g is { Acting: null, Rank: null } && g.IsWaiting(context.Now));
        if (asked is not null)
            return Outcome.WrongState($"{asked.AskedBy.Name} asked for this on {Words.Moment(asked.AskedBy.At)}, and it waits to be confirmed.", "Another administrator confirms it at the top of People.");
        var grant = AccountGrant.Ask(context.NewId(), account.Id, duty, context.Actor, context.Now);
        context.Db.AccountGrants.Add(grant);
        context.Did(Asked(account, grant, policy));
        return Outcome.Done;
    }

    /// <summary>Adds the request for a higher rank; of several that wait the last one counts, so that a slip of the hand is put right by asking again.</summary>
    /// <returns>What was done, for the audit log.</returns>
    public static async Task<string> AskForRankAsync(CommandContext context, LfrUser account, Rank rank, PolicyPack? policy, CancellationToken cancellationToken)
    {
        foreach (var before in (await context.Db.AccountGrants.Where(g => g.AccountId == account.Id && g.Rank != null && g.Confirmed == null).ToListAsync(cancellationToken)).Where(g => g.IsWaiting(context.Now)))
            before.Decline(context.Actor, context.Now);
        var grant = AccountGrant.AskForRank(context.NewId(), account.Id, rank, context.Actor, context.Now);
        context.Db.AccountGrants.Add(grant);
        return Asked(account, grant, policy);
    }

    private static string Asked(LfrUser account, AccountGrant grant, PolicyPack? policy) =>
        $"Asked for {account.DisplayName}: {grant.InWords(policy)}. It waits for a second administrator until {Words.Moment(grant.LapsesAt)}.";
}
