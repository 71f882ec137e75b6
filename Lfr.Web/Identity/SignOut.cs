using System.Security.Claims;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Identity;

/// <summary>Ends the session of this browser: its pages, its connections and every copy of its cookie.</summary>
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

/// <summary>Ends every session of a person, on whichever device: for a lost phone, or a van that was left open.</summary>
public sealed class SignOutEverywhere(LfrTransaction transaction, StaffSessions sessions)
{
    /// <summary>Ends them.</summary>
    /// <param name="actor">Whose.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(deploymentId: null, $"Account {actor.UserId}");
            await sessions.EndAsync(context, context.Db.Sessions.Where(s => s.AccountId == actor.UserId), SessionEnd.SignedOutEverywhere, cancel);
            context.Did("Signed out on all devices.");
            return Outcome.Done;
        }, cancellationToken);
}

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

/// <summary>Every few seconds: ends sessions that are overdue, so that the record says when and why.</summary>
internal sealed class SessionWatch(StaffSessions sessions, EndSession end, TimeProvider time, ILogger<SessionWatch> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.RunAsync(LookAsync, CurrentActor.MaximumAge, time, logger, stoppingToken);

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var (id, because) in await sessions.ToEndAsync(cancellationToken))
            await end.RunAsync(id, because, cancellationToken);
        await sessions.ForgetAsync(cancellationToken);
    }
}
