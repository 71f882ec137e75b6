using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>An administrator asks for a duty for somebody else. It is given when a second administrator confirms it within a day (<see cref="ConfirmGrant"/>).</summary>
[FreshSecondFactor]
public sealed class AskForDuty(AccountChange accounts)
{
    /// <summary>Asks for it.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid accountId, string duty, CancellationToken cancellationToken) =>
        accounts.RunAsync(this, actor, accountId, revisionSeen: null, async (context, account, cancel) =>
        {
            if (accounts.OnlyLocal() is { Succeeded: false } elsewhere)
                return elsewhere;
            if (!Roles.All.Contains(duty))
                return Outcome.Incomplete("No duty is chosen.", "Choose the duty.");
            if (account.RetiredAt is not null)
                return Outcome.WrongState($"The account of {account.DisplayName} is retired.", "Have the person brought back first.");
            if ((await AccountChange.DutiesOfAsync(context.Db, accountId, cancel)).Contains(duty))
                return Outcome.WrongState($"{account.DisplayName} has this duty already.", "There is nothing to do.");
            return await GrantAsking.AskAsync(context, account, duty, cancel);
        }, cancellationToken);
}

/// <summary>An administrator asks that a retired person comes back. A second administrator confirms it within a day; duties are asked for afterwards.</summary>
[FreshSecondFactor]
public sealed class AskForReturn(AccountChange accounts)
{
    /// <summary>Asks for it.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid accountId, CancellationToken cancellationToken) =>
        accounts.RunAsync(this, actor, accountId, revisionSeen: null, (context, account, cancel) => account.RetiredAt is null
            ? Task.FromResult(Outcome.WrongState($"The account of {account.DisplayName} is not retired.", "There is nothing to do."))
            : GrantAsking.AskAsync(context, account, duty: null, cancel), cancellationToken);
}

/// <summary>Asking, whatever for.</summary>
internal static class GrantAsking
{
    /// <summary>Adds the request; not for oneself, and not twice.</summary>
    public static async Task<Outcome> AskAsync(CommandContext context, LfrUser account, string? duty, CancellationToken cancellationToken)
    {
        if (AccountGrant.NotForOneself(context.Actor, account.Id) is { Succeeded: false } own)
            return own;
        var asked = (await context.Db.AccountGrants.Where(g => g.AccountId == account.Id && g.Duty == duty && g.Confirmed == null).ToListAsync(cancellationToken)).Find(g => g.IsWaiting(context.Now));
        if (asked is not null)
            return Outcome.WrongState($"{asked.AskedBy.Name} asked for this on {Words.Moment(asked.AskedBy.At)}, and it waits to be confirmed.", "Another administrator confirms it at the top of People.");
        var grant = AccountGrant.Ask(context.NewId(), account.Id, duty, context.Actor, context.Now);
        context.Db.AccountGrants.Add(grant);
        context.Did($"Asked for {account.DisplayName}: {grant.InWords}. It waits for a second administrator until {Words.Moment(grant.LapsesAt)}.");
        return Outcome.Done;
    }
}
