using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>
/// Opens a session for a person who proved who they are, and keeps every attempt in the audit log. Who fails is nobody: a stranger's attempts must not stand
/// under an officer's name.
/// </summary>
public sealed class SignIn(LfrTransaction transaction, StaffSessions sessions)
{
    /// <summary>Opens a session.</summary>
    /// <param name="account">Who signed in.</param>
    /// <param name="source">Where from.</param>
    /// <param name="before">Session that the same browser had; it ends.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What came of it, and the key of the session for the browser's cookie.</returns>
    public async Task<(Outcome Outcome, string Key)> RunAsync(AccountNow account, string source, string? before, CancellationToken cancellationToken)
    {
        var key = StaffSessions.NewKey();
        var actor = new Actor(account.Id, account.Name, account.Rank, CurrentActor.Nobody.RoleNames);
        var outcome = await transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(deploymentId: null, $"Account {account.Id}");
            if (before is not null)
                await sessions.EndAsync(context, context.Db.Sessions.Where(s => s.Id == before), SessionEnd.Replaced, cancel);
            context.Db.Sessions.Add(new StaffSession
            {
                Id = StaffSessions.IdOf(key),
                AccountId = account.Id,
                CreatedAt = context.Now,
                LastActiveAt = context.Now,
                Source = source,
            });
            await context.Db.Users.Where(u => u.Id == account.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.LastSeenAt, context.Now), cancel);
            context.Did($"Signed in from {source}.");
            return Outcome.Done;
        }, cancellationToken);
        return (outcome, key);
    }

    /// <summary>Keeps an attempt that failed. Whether the account exists is in the log only, never in the answer.</summary>
    /// <param name="account">Account that was tried; <see langword="null"/> when there is none with this address.</param>
    /// <param name="why">Why it failed, as a sentence.</param>
    /// <param name="source">Where from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RefuseAsync(Guid? account, string why, string source, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, CurrentActor.Nobody, (context, _) =>
        {
            context.About(deploymentId: null, account is null ? "" : $"Account {account}");
            return Task.FromResult(Outcome.Refused(new Finding(
                "SIGNIN", "People are who they say they are", Weight.Block, $"{why} The attempt came from {source}.", "Lfr: sign-in", "an administrator")));
        }, cancellationToken);
}
