using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>An administrator adds a person, who chooses a password with a link. The key in the link is returned once; the database keeps its hash.</summary>
[FreshSecondFactor]
public sealed class InvitePerson(LfrTransaction transaction, AccountChange accounts, IServiceScopeFactory scopes)
{
    /// <summary>Invites the person, and asks for the duties.</summary>
    /// <returns>What came of it, and the key of the link.</returns>
    public async Task<(Outcome Outcome, string Key)> RunAsync(Actor actor, NewPerson person, CancellationToken cancellationToken)
    {
        var key = StaffSessions.NewKey();
        await using var scope = scopes.CreateAsyncScope();
        var outcome = await transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(null, "Accounts");
            if (Permissions.Of(actor, Permissions.ManagePeople) is { Succeeded: false } refused)
                return refused;
            if (await accounts.StillAdministratorAsync(context, cancel) is { Succeeded: false } notAnyMore)
                return notAnyMore;
            if (accounts.OnlyLocal() is { Succeeded: false } elsewhere)
                return elsewhere;
            var added = await NewAccount.AddAsync(context, AccountsInCommand.Of(context, scope.ServiceProvider), person, key, cancel);
            if (added.Succeeded)
                context.Did(NewAccount.Sentence(person, accounts.Policy));
            return added;
        }, cancellationToken);
        return (outcome, outcome.Succeeded ? key : "");
    }
}
