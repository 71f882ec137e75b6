using System.Security.Claims;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Identity;

/// <summary>Ends every session of a person, on whichever device, and the address of their calendar program: for a lost phone, or a van that was left open.</summary>
[EvenInDoubt]
public sealed class SignOutEverywhere(LfrTransaction transaction, StaffSessions sessions)
{
    /// <summary>Ends them.</summary>
    /// <param name="actor">Whose.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(deploymentId: null, $"Account {actor.UserId}");
            await sessions.EndAllAsync(context, actor.UserId, SessionEnd.SignedOutEverywhere, cancel);
            context.Did("Signed out on all devices.");
            return Outcome.Done;
        }, cancellationToken);
}
