using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>
/// An administrator asks that somebody stands in for a while. It counts when a second administrator confirms it within a day (<see cref="ConfirmGrant"/>), from its first day to its last. With Entra in a
/// higher rank alone: duties are the tenant's.
/// </summary>
[FreshSecondFactor]
public sealed class AskToAct(AccountChange accounts)
{
    /// <summary>Asks for it.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid accountId, Acting acting, CancellationToken cancellationToken) =>
        accounts.RunAsync(this, actor, accountId, revisionSeen: null, async (context, account, cancel) =>
        {
            if (acting.Duties.Count > 0 && accounts.OnlyLocal() is { Succeeded: false } elsewhere)
                return elsewhere;
            if (AccountGrant.NotForOneself(actor, accountId) is { Succeeded: false } own)
                return own;
            if (account.RetiredAt is not null)
                return Outcome.WrongState($"The account of {account.DisplayName} is retired.", "Have the person brought back first.");
            var asked = acting with { For = acting.For.Trim(), Reason = acting.Reason.Trim(), Duties = [.. Roles.All.Where(acting.Duties.Contains)] };
            if (acting.Duties.Any(d => !Roles.All.Contains(d)))
                return Outcome.Incomplete("No such duty.", "Choose the duty.");
            if (await RefusalAsync(context, account, Guid.Empty, asked, accounts.Policy, cancel) is { Succeeded: false } refused)
                return refused;
            var grant = AccountGrant.AskToAct(context.NewId(), accountId, asked, actor, context.Now);
            context.Db.AccountGrants.Add(grant);
            context.Did($"Asked for {account.DisplayName}: {grant.InWords(accounts.Policy)}. It waits for a second administrator until {Words.Moment(grant.LapsesAt)}. Reason: {Words.AsSentence(asked.Reason)}");
            return Outcome.Done;
        }, cancellationToken);

    /// <summary>Done when it fits the person as they are now; asked again when it is confirmed, because a day may lie between.</summary>
    /// <param name="context">The command's.</param>
    /// <param name="account">Who is to act.</param>
    /// <param name="itself">What is confirmed; empty while it is asked for.</param>
    /// <param name="acting">In what and how long.</param>
    /// <param name="policy">The policy in force.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal static async Task<Outcome> RefusalAsync(CommandContext context, LfrUser account, Guid itself, Acting acting, PolicyPack? policy, CancellationToken cancellationToken)
    {
        var today = context.Now.ForceDay();
        if (itself != Guid.Empty && acting.Until < today)
            return Outcome.WrongState($"Its last day, {Words.Day(acting.Until)}, is over.", "Decline this, and ask again for other days.");
        // What was asked in the evening may be confirmed on the next morning: it counts from then.
        var judged = itself == Guid.Empty || acting.From >= today ? acting : acting with { From = today };
        if (judged.Check(account.Rank, await AccountChange.DutiesOfAsync(context.Db, account.Id, cancellationToken), today, policy) is { Succeeded: false } wrong)
            return wrong;
        var others = await context.Db.AccountGrants.Where(g => g.AccountId == account.Id && g.Id != itself && g.ActingUntil >= today).ToListAsync(cancellationToken);
        return others.Find(g => (g.Acts(today) || (itself == Guid.Empty && g.IsWaiting(context.Now))) && g.Acting!.Meets(acting)) is { Acting: { } other }
            ? Outcome.WrongState($"{account.DisplayName} acts from {Words.Day(other.From)} to {Words.Day(other.Until)} already, or it waits to be confirmed.", "Choose other days, or end that first.")
            : Outcome.Done;
    }
}
