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
            return await GrantAsking.AskAsync(context, account, duty, accounts.Policy, cancel);
        }, cancellationToken);
}
