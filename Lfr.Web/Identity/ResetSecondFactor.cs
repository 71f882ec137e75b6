using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>
/// An administrator takes away the second factors of somebody who lost them; that person sets up new ones at the next sign-in. Who asks must have been identified in
/// person: from then on the password alone leads to the set-up.
/// </summary>
[FreshSecondFactor]
public sealed class ResetSecondFactor(LfrTransaction transaction, StaffSessions sessions)
{
    /// <summary>Takes them away and ends all sessions.</summary>
    /// <param name="actor">The administrator.</param>
    /// <param name="accountId">Whose.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid accountId, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(deploymentId: null, $"Account {accountId}");
            if (Permissions.Of(actor, Roles.Administrator) is { Succeeded: false } refused)
                return refused;
            if (accountId == actor.UserId)
                return Outcome.WrongState("Nobody resets their own second factor.", "Ask another administrator.");
            if (await context.Db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == accountId, cancel) is not { } user)
                return Permissions.NotFound("This account");
            context.Db.AuthenticatorApps.RemoveRange(await context.Db.AuthenticatorApps.Where(a => a.AccountId == accountId).ToListAsync(cancel));
            context.Db.UserPasskeys.RemoveRange(await context.Db.UserPasskeys.Where(p => p.UserId == accountId).ToListAsync(cancel));
            context.Db.RecoveryCodes.RemoveRange(await context.Db.RecoveryCodes.Where(c => c.AccountId == accountId).ToListAsync(cancel));
            var ended = await sessions.EndAsync(context, context.Db.Sessions.Where(s => s.AccountId == accountId), SessionEnd.SecondFactorReset, cancel);
            context.Did($"Reset the second factor of {user.DisplayName}; {Words.Count(ended.Count, "session", "sessions")} ended.");
            return Outcome.Done;
        }, cancellationToken);
}
