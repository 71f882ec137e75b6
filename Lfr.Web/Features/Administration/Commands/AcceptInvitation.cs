using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>Whoever holds the link of an invitation chooses the password of the account, once. Nobody is signed in by it.</summary>
public sealed class AcceptInvitation(IDbContextFactory<LfrDbContext> contexts, LfrTransaction transaction, AccountChange accounts, StaffSessions sessions, IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>Who is invited, or why the link opens nothing; changes nothing.</summary>
    /// <param name="key">Key in the link.</param>
    /// <param name="signedInAs">Account that is signed in in this browser.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(Outcome Outcome, string Email)> LookAsync(string key, Guid? signedInAs, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (outcome, _, account) = await FindAsync(db, key, signedInAs, time.GetUtcNow(), cancellationToken);
        return (outcome, outcome.Succeeded ? account!.Email ?? "" : "");
    }

    /// <summary>Sets the password.</summary>
    /// <param name="key">Key in the link.</param>
    /// <param name="password">The password, which has to be as good as any other.</param>
    /// <param name="signedInAs">Account that is signed in in this browser.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome> RunAsync(string key, string password, Guid? signedInAs, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await transaction.RunAsync(this, await WhoAsync(key, signedInAs, cancellationToken), async (context, cancel) =>
        {
            var (outcome, invitation, account) = await FindAsync(context.Db, key, signedInAs, context.Now, cancel);
            context.About(null, invitation is null ? "Invitations" : Subjects.Account(invitation.AccountId).Key);
            if (!outcome.Succeeded)
                return outcome;
            if (await accounts.AsLoggedAsync(context, account!, cancel) is { Succeeded: false } altered)
                return altered;
            var users = AccountsInCommand.Of(context, scope.ServiceProvider);
            // Nothing is saved before the end: a new password that is refused leaves the one before.
            if (invitation!.IsForNewPassword)
                await users.RemovePasswordAsync(account!);
            var chosen = await users.AddPasswordAsync(account!, password);
            if (!chosen.Succeeded)
                return Outcome.Incomplete(string.Join(" ", chosen.Errors.Select(e => e.Description)), "Choose another password.");
            account!.EmailConfirmed = true;
            invitation.End(InvitationEnd.Used, context.Now);
            context.Tell(ChangeKind.Account, Guid.Empty);
            if (invitation.IsForNewPassword)
            {
                var (ended, _) = await sessions.EndAllAsync(context, account.Id, SessionEnd.PasswordChanged, cancel);
                context.Did($"Chose a new password with a link; {Words.Count(ended.Count, "session", "sessions")} ended.");
                return Outcome.Done;
            }

            context.Did("Accepted the invitation and chose a password.");
            return Outcome.Done;
        }, cancellationToken);
    }

    // Whoever holds a key that works is the person. Whoever holds one that does not is nobody: a stranger's attempts must not be under an officer's name.
    private async Task<Actor> WhoAsync(string key, Guid? signedInAs, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, key, signedInAs, time.GetUtcNow(), cancellationToken) is ({ Succeeded: true }, _, { } account)
            ? new Actor(account.Id, account.DisplayName, account.Rank, CurrentActor.Nobody.RoleNames)
            : CurrentActor.Nobody;
    }

    private static async Task<(Outcome Outcome, Invitation? Invitation, LfrUser? Account)> FindAsync(
        LfrDbContext db, string key, Guid? signedInAs, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hash = StaffSessions.IdOf(key);
        if (await db.Invitations.FirstOrDefaultAsync(i => i.KeyHash == hash, cancellationToken) is not { } invitation
            || await db.Users.FindAsync([invitation.AccountId], cancellationToken) is not { } account)
        {
            return (Invitation.Unknown(), null, null);
        }

        if (signedInAs is { } other && other != account.Id)
        {
            return (Outcome.WrongState(
                "You are signed in as somebody else in this browser, and the link is for one person.",
                "If it is yours, sign out and open the link again. If it is not, tell an administrator that you were given it."), invitation, account);
        }

        if (invitation.MayBeUsed(now) is { Succeeded: false } ended)
            return (ended, invitation, account);
        if (account.RetiredAt is not null || account.LockoutEnd > now)
            return (Outcome.WrongState("This account was closed after the link was made.", "Ask an administrator."), invitation, account);
        return (account.PasswordHash is null || invitation.IsForNewPassword ? Outcome.Done : Outcome.WrongState("This account has a password already.", "Sign in with it."), invitation, account);
    }
}
