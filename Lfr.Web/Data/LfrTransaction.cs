using Lfr.Shared;
using Lfr.Shared.Audit;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Lfr.Web.Data;

/// <summary>
/// Runs one intent of one person: load, ask the domain, save, audit, all in one transaction that nobody else writes beside; then tell the open screens. A refusal
/// changes nothing and is logged with the rules that refused. If somebody else changed the same thing at the same moment the intent is tried
/// again from what the database holds then.
/// </summary>
public sealed class LfrTransaction(IDbContextFactory<LfrDbContext> contexts, CommitListener committed, StepUp stepUp, TimeProvider time)
{
    private static Outcome InDoubt => Outcome.WrongState(
        "Your account is not as the audit log left it: somebody changed it in the database.",
        "Tell the data protection officer. Stopping and pausing a run work all the same; nothing else does until the database is put right.");

    private async Task<Outcome> RetryAsync(Actor actor, string action, Func<CommandContext, CancellationToken, Task<Outcome>> intent, CancellationToken cancellationToken)
    {
        using var measured = new MeasuredCommand(action, time);
        try
        {
            var (outcome, context) = await DatabaseFault.RetryAsync(() => TryAsync(actor, action, intent, cancellationToken), cancellationToken);
            if (outcome.Succeeded)
                await TellAsync(context);
            return measured.Ended(outcome);
        }
        catch (Exception e) when (DatabaseFault.IsCollision(e))
        {
            return measured.Ended(Outcome.Busy());
        }
    }

    // Once, and not among what is tried again: a command that was committed is never run a second time.
    private async Task TellAsync(CommandContext context)
    {
        committed(context.Changes);
        foreach (var tell in context.Afterwards)
            await tell();
    }

    /// <summary>Begins a command about one thing: who asks, what it is about. What every command asks first is asked there once.</summary>
    /// <param name="command">The command; its type's name is the action in the audit log.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="subject">What it is about.</param>
    public CommandCall<T> For<T>(object command, Actor actor, Subject<T> subject)
        where T : class, IAggregate => new(this, command, actor, subject);

    /// <summary>
    /// Runs <paramref name="intent"/>; what it did or why it was refused is in the outcome and in the audit log. For what is about one thing that can be loaded,
    /// <see cref="For{T}"/> asks the common questions first.
    /// </summary>
    /// <param name="command">The command; its type's name is the action in the audit log.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="intent">Loads, asks the domain and returns its answer. May run more than once: it changes nothing but the database.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public Task<Outcome> RunAsync(object command, Actor actor, Func<CommandContext, CancellationToken, Task<Outcome>> intent, CancellationToken cancellationToken) =>
        RetryAsync(actor, command.GetType().Name, async (context, cancel) =>
        {
            // Before the intent, which may change the very account; refused after it, so that the log says what it was about.
            var mayAct = actor == Actor.System || command.GetType().IsDefined(typeof(EvenInDoubtAttribute), inherit: false) || await AccountRows.MayActAsync(context.Db, actor.UserId, cancel);
            var outcome = await AskAsync(intent, context, cancel);
            if (outcome.Succeeded && !mayAct)
                return InDoubt;
            // Asked last: nobody gets out a phone for what would be refused anyway. Nothing is committed yet.
            return outcome.Succeeded ? await stepUp.MissingAsync(command, context, cancel) ?? outcome : outcome;
        }, cancellationToken);

    // What somebody changed in the vault stops the command that needs it, in words and on record, like a row that was changed.
    private static async Task<Outcome> AskAsync(Func<CommandContext, CancellationToken, Task<Outcome>> intent, CommandContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await intent(context, cancellationToken);
        }
        catch (ChangedByHandException e)
        {
            return e.Refusal;
        }
    }

    private async Task<(Outcome Outcome, CommandContext Context)> TryAsync(Actor actor, string action, Func<CommandContext, CancellationToken, Task<Outcome>> intent, CancellationToken cancellationToken)
    {
        CommandContext context;
        Outcome outcome;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await using var transaction = await WriteLock.BeginAsync(db, cancellationToken);
            context = new CommandContext(db, actor, time.GetUtcNow());
            var touched = new TouchedEvidence(db);
            outcome = await intent(context, cancellationToken);
            if (outcome.Succeeded)
            {
                if (context.DeploymentId is { } about && await touched.LookAsync(db, about, context.Accepted, cancellationToken) is { Count: > 0 } altered)
                    context.Beside(NotVouchedFor(altered));
                // The rows first: the link that follows vouches for them as the database holds them.
                await db.SaveChangesAsync(cancellationToken);
                if (await LookAtPeopleAsync(touched, cancellationToken) is { Count: > 0 } people)
                    context.Beside(NotVouchedFor(people));
                var link = await AppendAsync(context, action, outcome, touched, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
                await CommitAsync(transaction, link, cancellationToken);
            }
        }

        if (outcome.Succeeded)
            return (outcome, context);

        // What the intent touched before it was refused went away with its context; only the refusal itself is kept.
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await using var transaction = await WriteLock.BeginAsync(db, cancellationToken);
            var refused = new CommandContext(db, actor, context.Now);
            refused.About(context.DeploymentId, context.Subject);
            var link = await AppendAsync(refused, action, outcome, null, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await CommitAsync(transaction, link, cancellationToken);
        }

        return (outcome, context);
    }

    // Once all is saved, so that all is known that was touched; but as it was before this command, from outside of its transaction.
    private async Task<IReadOnlyList<string>> LookAtPeopleAsync(TouchedEvidence touched, CancellationToken cancellationToken)
    {
        if (!touched.TouchesPeople)
            return [];
        await using var before = await contexts.CreateDbContextAsync(cancellationToken);
        return await touched.LookAtPeopleAsync(before, cancellationToken);
    }

    private static string NotVouchedFor(IReadOnlyList<string> altered)
    {
        const int named = 5;
        string[] rows = [.. altered.Take(named), .. altered.Count > named ? (string[])[$"{altered.Count - named} more"] : []];
        return altered.Count == 1
            ? $"{rows[0]} was not as the audit log left it: this event does not vouch for it."
            : $"{Words.AndList(rows)} were not as the audit log left them: this event does not vouch for them.";
    }

    // A connection may break after the database has committed and before it could say so. The link of the audit log tells: it is there, or nothing is.
    private async Task CommitAsync(IDbContextTransaction transaction, AuditEvent link, CancellationToken cancellationToken)
    {
        try
        {
            await transaction.CommitAsync(cancellationToken);
        }
        catch (Exception e) when (!DatabaseFault.IsCollision(e))
        {
            // Whoever asked may have gone meanwhile; what was done is told all the same.
            await using var fresh = await contexts.CreateDbContextAsync(CancellationToken.None);
            if (!await fresh.AuditEvents.AnyAsync(a => a.Number == link.Number && a.Hash == link.Hash, CancellationToken.None))
                throw;
        }
    }

    // Each audit line says when the person was acting.
    private static string Told(Actor actor, string sentence) => actor.Acting is { } acting ? $"{sentence} As {acting}." : sentence;

    private static async Task<AuditEvent> AppendAsync(CommandContext context, string action, Outcome outcome, TouchedEvidence? touched, CancellationToken cancellationToken)
    {
        var last = await context.Db.AuditEvents.AsNoTracking().OrderByDescending(e => e.Number).FirstOrDefaultAsync(cancellationToken);
        var covers = touched is null ? [] : await touched.ReadAsync(context.Db, (last?.Number ?? 0) + 1, cancellationToken);
        AuditLook[] looks = [.. context.Seen.Select(e => new AuditLook((last?.Number ?? 0) + 1, e))];
        var link = AuditEvent.Append(
            last, context.Actor, action, outcome.Succeeded, context.DeploymentId, context.Subject,
            Told(context.Actor, outcome.Succeeded ? context.Sentence : outcome.Explanation),
            string.Join(',', outcome.Refusals.Select(r => r.RuleId).Distinct(StringComparer.Ordinal)),
            context.Now,
            AuditCover.Digest(covers, looks));
        context.Db.AuditCovers.AddRange(covers);
        context.Db.AuditLooks.AddRange(looks);
        context.Db.AuditEvents.Add(link);
        return link;
    }
}
