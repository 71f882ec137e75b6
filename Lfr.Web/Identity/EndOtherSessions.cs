using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Identity;

/// <summary>Ends all of a person's sessions but the one that asks.</summary>
[FreshSecondFactor]
[EvenInDoubt]
public sealed class EndOtherSessions(LfrTransaction transaction, StaffSessions sessions)
{
    /// <summary>Ends them.</summary>
    public Task<Outcome> RunAsync(Actor actor, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(deploymentId: null, $"Account {actor.UserId}");
            var ended = await sessions.EndAsync(context, context.Db.Sessions.Where(s => s.AccountId == actor.UserId && s.Id != actor.Session), SessionEnd.EndedElsewhere, cancel);
            context.Did($"Signed out {Words.Count(ended.Count, "other device", "other devices")}.");
            return Outcome.Done;
        }, cancellationToken);
}
