using Lfr.Shared.Identity;
using Lfr.Shared.Looks;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>
/// The one gate before names, photographs, alerts, the engage page and every table that leaves Lfr (R40, R41; DPA 2018 s.62). Nothing is shown before the audit
/// log says who saw what of which deployment, and why. Why follows from the person's task at this deployment; whoever has the duty but no task gives a reason
/// first (<see cref="SayWhyYouLook"/>). Whoever has no duty is refused.
/// </summary>
public sealed partial class LookGate(IDbContextFactory<LfrDbContext> contexts, LfrTransaction transaction, RecentLooks recent, TimeProvider time, ILogger<LookGate> logger)
{
    private const string AskWhy = "Enter why you need to see it. The reason goes into the audit log and holds for half an hour.";

    /// <summary>Asks whether <paramref name="look"/> may be shown, and writes it down if it may. Shown only after an outcome that succeeded.</summary>
    /// <param name="query">What reads it; its type's name is the action in the audit log.</param>
    /// <param name="actor">Who looks.</param>
    /// <param name="look">What would be shown.</param>
    /// <param name="cancellationToken">Gives up before anything is written down.</param>
    public async Task<Outcome> AskAsync(object query, Actor actor, Look look, CancellationToken cancellationToken)
    {
        try
        {
            if (Permissions.Of(actor, [.. look.Kind.Duties()]) is { Succeeded: false } notTheirs)
                return await RefuseAsync(query, actor, look, notTheirs, cancellationToken);
            // A page without anybody on it shows nobody.
            if (look.Things.Count == 0 && !look.Kind.LeavesLfr())
                return Outcome.Done;
            return await WhyAsync(actor, look, cancellationToken) is { } why
                ? await OnceAsync(query, actor, look, why, cancellationToken)
                : Outcome.Incomplete("You have no task at this deployment now, so nothing is shown yet.", AskWhy);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogNotWritten(e, query.GetType().Name);
            return Outcome.WrongState(
                "The audit log cannot be written at the moment, and nobody sees this without a line in it.",
                "Try again in a minute. If it does not help, tell whoever runs Lfr.");
        }
    }

    /// <summary>Asks, and reads only what may be shown.</summary>
    /// <param name="query">What reads it.</param>
    /// <param name="actor">Who looks.</param>
    /// <param name="look">What would be shown.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Looked<T>> ShowAsync<T>(object query, Actor actor, Look look, Func<Task<T?>> read, CancellationToken cancellationToken)
        where T : class =>
        await AskAsync(query, actor, look, cancellationToken) is { Succeeded: false } closed ? new Looked<T>(closed, null) : new Looked<T>(Outcome.Done, await read());

    private Task<Outcome> RefuseAsync(object query, Actor actor, Look look, Outcome refusal, CancellationToken cancellationToken) =>
        transaction.RunAsync(query, actor, (context, _) =>
        {
            context.About(look.DeploymentId, look.Subject);
            return Task.FromResult(refusal);
        }, cancellationToken);

    private async Task<Outcome> OnceAsync(object query, Actor actor, Look look, string why, CancellationToken cancellationToken)
    {
        var turn = recent.TurnOf(actor.UserId);
        await turn.WaitAsync(cancellationToken);
        try
        {
            var leaves = look.Kind.LeavesLfr();
            // Each export is a disclosure of its own.
            var fresh = leaves ? look.Things : recent.NotSeen(actor.UserId, look.Kind, why, look.Things);
            if (fresh.Count == 0 && !leaves)
                return Outcome.Done;
            // What the log must keep is kept even if the browser has gone away meanwhile: another request may wait for the same line.
            var outcome = await transaction.RunAsync(query, actor, (context, _) =>
            {
                var line = look with { Things = fresh };
                context.About(look.DeploymentId, line.Subject);
                context.Shows(fresh.Select(t => t.EntryId));
                return Task.FromResult(context.Did(Outcome.Done, line.Sentence(why)));
            }, CancellationToken.None);
            if (outcome.Succeeded && !leaves)
                recent.Remember(actor.UserId, look.Kind, why, fresh);
            return outcome;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The reason in words; <see langword="null"/> when the person has to give one.</summary>
    private async Task<string?> WhyAsync(Actor actor, Look look, CancellationToken cancellationToken)
    {
        if (look.Kind.IsOfTheLog())
            return LookReason.ReadsTheLog.InWords();
        if (look.DeploymentId is not { } deploymentId)
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var now = time.GetUtcNow();
        if (await SceneAsync(db, deploymentId, look.Kind, now, cancellationToken) is { } scene && LookReasons.Derive(actor, look.Kind, scene) is { } task)
            return task.InWords();
        return await SayWhyYouLook.SaidAsync(db, actor, deploymentId, now, cancellationToken) is { } said ? $"\"{said}\"" : null;
    }

    private static async Task<LookScene?> SceneAsync(LfrDbContext db, Guid deploymentId, LookKind kind, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await db.Deployments.FirstOrDefaultAsync(d => d.Id == deploymentId, cancellationToken) is not { } deployment)
            return null;
        if (!kind.IsOfTheList())
            return new LookScene(deployment, false, false, false);
        var list = await db.Watchlists.FirstOrDefaultAsync(w => w.DeploymentId == deploymentId, cancellationToken);
        var isOpen = list is null or { State: WatchlistState.Compiling } && deployment.MayChangeList(now).Succeeded;
        if (!isOpen)
            return new LookScene(deployment, false, false, false);
        var entries = db.Entries.Where(e => e.DeploymentId == deploymentId);
        var wait = await entries.AnyAsync(e => e.State == EntryState.Proposed, cancellationToken);
        var isDecided = !wait && await entries.AnyAsync(e => e.State == EntryState.Approved, cancellationToken)
            && !await entries.AnyAsync(e => e.State == EntryState.Returned, cancellationToken);
        return new LookScene(deployment, true, wait, isDecided);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A look ({Action}) could not be written into the audit log, so nothing was shown.")]
    private partial void LogNotWritten(Exception fault, string action);
}
