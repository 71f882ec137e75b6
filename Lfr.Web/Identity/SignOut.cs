using System.Security.Claims;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Identity;

/// <summary>Ends the session of this browser: its pages, its connections and every copy of its cookie.</summary>
[EvenInDoubt]
public sealed class SignOut(LfrTransaction transaction, StaffSessions sessions)
{
    /// <summary>Ends it.</summary>
    /// <param name="person">Who is signed in.</param>
    /// <param name="actor">The same person, for the audit log.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(ClaimsPrincipal person, Actor actor, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(deploymentId: null, $"Account {actor.UserId}");
            var id = StaffSessions.Of(person);
            await sessions.EndAsync(context, context.Db.Sessions.Where(s => s.Id == id), SessionEnd.SignedOut, cancel);
            context.Did("Signed out.");
            return Outcome.Done;
        }, cancellationToken);
}
