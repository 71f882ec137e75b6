using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>
/// A second administrator confirms what the first asked for somebody; it takes effect at once. While there is only one administrator who can sign in, a code that was printed at the
/// installation stands in for the second, once and loudly on record.
/// </summary>
[FreshSecondFactor]
public sealed class ConfirmGrant(LfrTransaction transaction, AccountChange accounts, ILogger<ConfirmGrant> logger)
{
    /// <summary>Confirms it.</summary>
    /// <param name="actor">An administrator.</param>
    /// <param name="grantId">What was asked.</param>
    /// <param name="code">A code of the installation; empty where a second administrator confirms.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid grantId, string code, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Grant(grantId)).By(Permissions.ManagePeople).RunAsync(async (context, grant, cancel) =>
        {
            context.About(null, Subjects.Account(grant.AccountId).Key);
            if (await accounts.StillAdministratorAsync(context, cancel) is { Succeeded: false } notAnyMore)
                return notAnyMore;
            if (grant.GivesDuties && accounts.OnlyLocal() is { Succeeded: false } elsewhere)
                return elsewhere;
            if (await context.Db.Users.FindAsync([grant.AccountId], cancel) is not { } account)
                return Permissions.NotFound("This account");
            if (await DoubtAsync(context, grant, account, cancel) is { Succeeded: false } doubt)
                return doubt;

            var byCode = !string.IsNullOrWhiteSpace(code);
            var outcome = grant.Confirm(actor, byCode, context.Now);
            if (!outcome.Succeeded)
                return outcome;
            if (byCode && await UseAsync(context, code, cancel) is { Succeeded: false } wrong)
                return wrong;
            if (grant.Duty is { } duty)
                await AccountChange.GiveAsync(context, account, duty, cancel);
            else if (grant.Rank is { } rank)
                account.Take(account.Particulars with { Rank = rank });
            else if (grant.IsReturn)
                account.RetiredAt = null;
            else
                context.Db.Entry(account).State = EntityState.Modified;
            context.Did($"{(byCode ? "CONFIRMED WITH A CODE OF THE INSTALLATION, without a second administrator" : "Confirmed")} for {account.DisplayName}: {grant.InWords(accounts.Policy)}. {grant.AskedBy.Name} had asked for it.");
            if (byCode)
                context.AfterCommit(() => WarnAsync(account.Id));
            return outcome;
        }, cancellationToken);

    private async Task<Outcome> DoubtAsync(CommandContext context, AccountGrant grant, LfrUser account, CancellationToken cancellationToken)
    {
        if (await accounts.AsLoggedAsync(context, account, cancellationToken) is { Succeeded: false } altered)
            return altered;
        if (await accounts.AsLoggedAsync(context, grant, "This request", cancellationToken) is { Succeeded: false } madeUp)
            return madeUp;
        if (!grant.IsWaiting(context.Now))
            return Outcome.Done;
        if (grant.IsReturn == account.RetiredAt is null)
        {
            return account.RetiredAt is null
                ? Outcome.WrongState($"The account of {account.DisplayName} is not retired any more.", "There is nothing to confirm.")
                : Outcome.WrongState($"The account of {account.DisplayName} is retired.", "Decline this, or have the person brought back first.");
        }

        if (grant.Duty is { } duty && (await AccountChange.DutiesOfAsync(context.Db, account.Id, cancellationToken)).Contains(duty))
            return Outcome.WrongState($"{account.DisplayName} has this duty already.", "There is nothing to confirm.");
        if (grant.Rank <= account.Rank)
            return Outcome.WrongState($"{account.DisplayName} has this rank, or a higher one, already.", "There is nothing to confirm.");
        if (grant.Acting is { } acting && await AskToAct.RefusalAsync(context, account, grant.Id, acting, accounts.Policy, cancellationToken) is { Succeeded: false } notAnyMore)
            return notAnyMore;
        return await accounts.ActiveAdministrators(context.Db, context.Now).AnyAsync(u => u.Id == grant.AskedBy.UserId, cancellationToken)
            ? Outcome.Done
            : Outcome.WrongState($"{grant.AskedBy.Name}, who asked for this, is not an administrator any more.", "If it is right, ask for it yourself and have another administrator confirm it.");
    }

    private async Task<Outcome> UseAsync(CommandContext context, string typed, CancellationToken cancellationToken)
    {
        if (await accounts.ActiveAdministrators(context.Db, context.Now).CountAsync(cancellationToken) >= TwoAdministrators.Enough)
            return Outcome.WrongState("There is a second administrator now, and a code does not stand in for one any more.", "Ask another administrator to confirm this.");
        var hash = InstallationCode.HashOf(typed);
        if (await context.Db.InstallationCodes.FirstOrDefaultAsync(c => c.Hash == hash, cancellationToken) is not { } code)
            return Outcome.Incomplete("This is none of the codes that were printed at the installation.", "Enter one as it was printed: four groups of five.");
        if (code.IsForRecovery)
            return Outcome.WrongState($"This is the code that {code.Keeper} keeps for the recovery of the installation. It confirms no duty.", "Enter one of the two that were printed without a name.");
        if (code.UsedBy is { } before)
            return Outcome.WrongState($"This code was used on {Words.Moment(before.At)}. Each works once.", "Enter the other one.");
        if (await accounts.AsLoggedAsync(context, code, "This code", cancellationToken) is { Succeeded: false } madeUp)
            return madeUp;
        code.Use(context.Actor, context.Now);
        return Outcome.Done;
    }

    private Task WarnAsync(Guid account)
    {
        logger.LogWarning("A code of the installation stood in for a second administrator, for account {Account}.", account);
        return Task.CompletedTask;
    }
}
