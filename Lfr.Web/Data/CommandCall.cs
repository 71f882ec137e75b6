using Lfr.Shared;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Data;

/// <summary>
/// A command about one thing. Asks what every command asks before its own question: may this person do it, does the thing exist, is it still what the
/// person saw. Tells open screens when it was done.
/// </summary>
/// <param name="transaction">Runs it.</param>
/// <param name="command">The command; its type's name is the action in the audit log.</param>
/// <param name="actor">Who asks.</param>
/// <param name="subject">What it is about.</param>
public sealed class CommandCall<T>(LfrTransaction transaction, object command, Actor actor, Subject<T> subject)
    where T : class, IAggregate
{
    private string[] duties = [];
    private Permission? permission;
    private bool assigned;
    private long? seen;
    private string? afterConflict;
    private Func<CommandContext, T>? start;
    private Func<CancellationToken, Task>? first;

    /// <summary>
    /// Only people who may do what the line of the table says. Where it belongs to those whom the plan names, what is about an alert is open to everybody of the role once the run is
    /// over: outcomes are recorded then, and nobody may be missing for it. Without a call of this only Lfr itself may.
    /// </summary>
    public CommandCall<T> By(Permission permission)
    {
        (this.permission, duties, assigned) = (permission, [.. permission.Do], permission.OfThePlan);
        return this;
    }

    /// <summary>
    /// Refused as a conflict when somebody else changed the thing since <paramref name="revision"/>, the one on the person's screen. <see langword="null"/>
    /// asks nothing: for what must always work, such as Stop.
    /// </summary>
    /// <param name="revision">Revision that the person's screen showed; 0 for a thing that was not there yet.</param>
    /// <param name="afterConflict">What the person does about a conflict; reading again and deciding again when it is not said.</param>
    public CommandCall<T> Seen(long? revision, string? afterConflict = null)
    {
        (seen, this.afterConflict) = (revision, afterConflict);
        return this;
    }

    /// <summary>The first save makes the thing: with <paramref name="start"/>, at revision 0.</summary>
    public CommandCall<T> OrNew(Func<CommandContext, T> start)
    {
        this.start = start;
        return this;
    }

    /// <summary>What takes long and changes nothing: done once, before the transaction for which everybody else waits, and only for whoever has the duty.</summary>
    public CommandCall<T> First(Func<CancellationToken, Task> look)
    {
        first = look;
        return this;
    }

    /// <summary>Runs <paramref name="intent"/> on the thing as the database holds it now.</summary>
    public Task<Outcome> RunAsync(Func<CommandContext, T, Outcome> intent, CancellationToken cancellationToken) =>
        RunAsync((context, it, _) => Task.FromResult(intent(context, it)), cancellationToken);

    /// <summary>Runs <paramref name="intent"/> on the thing as the database holds it now.</summary>
    public async Task<Outcome> RunAsync(Func<CommandContext, T, CancellationToken, Task<Outcome>> intent, CancellationToken cancellationToken)
    {
        if (first is not null && (actor == Actor.System || Permissions.Of(actor, duties).Succeeded))
            await first(cancellationToken);
        return await transaction.RunAsync(command, actor, async (context, cancel) =>
        {
            context.About(subject.DeploymentId, subject.Key);
            if (actor != Actor.System && (permission is null ? Permissions.Of(actor, duties) : Permissions.Of(actor, permission)) is { Succeeded: false } refused)
                return refused;
            var it = await subject.LoadAsync(context.Db, cancel);
            if (it is null && start is null)
                return subject.Missing ?? Permissions.NotFound(subject.Name);
            if (it is not null && await AssignedAsync(context.Db, it, cancel) is { Succeeded: false } another)
                return another;
            if (seen is { } revision && revision != (it?.Revision ?? 0))
            {
                var others = await WhatOthersDidAsync(context.Db, cancel);
                return afterConflict is null ? Outcome.Conflict(others) : Outcome.Conflict(others, afterConflict);
            }

            if (it is null)
                context.Db.Add(it = start!(context));
            context.About(subject.DeploymentOf(it), subject.Key);
            var outcome = await intent(context, it, cancel);
            if (outcome.Succeeded)
                context.Tell(subject.Kind, subject.DeploymentOf(it) ?? Guid.Empty, subject.SequenceOf(it));
            return outcome;
        }, cancellationToken);
    }

    private async Task<Outcome> AssignedAsync(LfrDbContext db, T it, CancellationToken cancellationToken)
    {
        if (!assigned || actor == Actor.System || await db.Deployments.FindAsync([subject.DeploymentOf(it)], cancellationToken) is not { } deployment)
            return Outcome.Done;
        return it is Deployment || deployment.CurrentRun is not null ? Assignment.Of(actor, deployment.Plan, duties) : Outcome.Done;
    }

    private async Task<string> WhatOthersDidAsync(LfrDbContext db, CancellationToken cancellationToken)
    {
        // A notice and a list also change with a step of their deployment. Whoever looked or signed in changed nothing.
        var deployment = $"Deployment {subject.DeploymentId}";
        var last = await db.AuditEvents.AsNoTracking()
            .Where(e => (e.Subject == subject.Key || e.Subject == deployment) && e.Done && e.Covers != "" && !db.AuditLooks.Any(l => l.Number == e.Number))
            .OrderByDescending(e => e.Number).Select(e => new { e.ActorName, e.At, e.Sentence }).FirstOrDefaultAsync(cancellationToken);
        return last is null
            ? $"{subject.Name} was changed while you were looking at it."
            : $"{last.ActorName} changed this on {Words.Moment(last.At)} while you were looking at it: {last.Sentence}";
    }
}
