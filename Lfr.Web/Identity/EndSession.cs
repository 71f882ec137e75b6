using System.Security.Claims;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Identity;

/// <summary>Ends sessions that nobody ended: idle, too old, or of an account that was locked or removed.</summary>
public sealed class EndSession(LfrTransaction transaction, StaffSessions sessions)
{
    /// <summary>Ends one.</summary>
    public Task<Outcome> RunAsync(string id, SessionEnd because, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, Actor.System, async (context, cancel) =>
        {
            if (await context.Db.Sessions.FindAsync([id], cancel) is not { } session)
                return Outcome.WrongState("There is no such session.");
            context.About(deploymentId: null, $"Account {session.AccountId}");
            await sessions.EndAsync(context, context.Db.Sessions.Where(s => s.Id == id), because, cancel);
            context.Did(because switch
            {
                SessionEnd.Idle => "Signed out, because nothing was done for too long.",
                SessionEnd.TooOld => "Signed out, because the session had lasted as long as it may.",
                _ => "Signed out, because the account was locked, retired or removed.",
            });
            return Outcome.Done;
        }, cancellationToken);
}
