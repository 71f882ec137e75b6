using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Identity;

/// <summary>Ends one of a person's own sessions, on another device.</summary>
[FreshSecondFactor]
[EvenInDoubt]
public sealed class EndOwnSession(LfrTransaction transaction, StaffSessions sessions)
{
    /// <summary>Ends it.</summary>
    /// <param name="actor">Whose.</param>
    /// <param name="id">Id of the session.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, string id, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(deploymentId: null, $"Account {actor.UserId}");
            var ended = await sessions.EndAsync(context, context.Db.Sessions.Where(s => s.Id == id && s.AccountId == actor.UserId && s.Id != actor.Session), SessionEnd.EndedElsewhere, cancel);
            if (ended.Count == 0)
                return Outcome.WrongState("This session has ended already.");
            context.Did($"Signed out another device: {Device(ended[0])}.");
            return Outcome.Done;
        }, cancellationToken);

    private static string Device(StaffSession session) => session.Browser.Length == 0 ? session.Source : $"{session.Browser}, {session.Source}";
}
