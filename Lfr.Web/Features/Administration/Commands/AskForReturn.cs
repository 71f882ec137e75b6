using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>An administrator asks that a retired person comes back. A second administrator confirms it within a day; duties are asked for afterwards.</summary>
[FreshSecondFactor]
public sealed class AskForReturn(AccountChange accounts)
{
    /// <summary>Asks for it.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid accountId, CancellationToken cancellationToken) =>
        accounts.RunAsync(this, actor, accountId, revisionSeen: null, (context, account, cancel) => account.RetiredAt is null
            ? Task.FromResult(Outcome.WrongState($"The account of {account.DisplayName} is not retired.", "There is nothing to do."))
            : GrantAsking.AskAsync(context, account, duty: null, accounts.Policy, cancel), cancellationToken);
}
