using Lfr.Shared;
using Lfr.Shared.Audit;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Telemetry;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Data;

/// <summary>
/// Runs one intent of one person: load, ask the domain, save, audit, all in one serialisable transaction; then tell the open screens. A refusal
/// changes nothing and is logged with the rules that refused. If somebody else changed the same thing at the same moment the intent is tried
/// again from what the database holds then.
/// </summary>
public sealed class LfrTransaction(IDbContextFactory<LfrDbContext> contexts, CommitListener committed, TimeProvider time)
{
    private const int Attempts = 5;

    private async Task<Outcome> RetryAsync(Actor actor, string action, Func<CommandContext, CancellationToken, Task<Outcome>> intent, CancellationToken cancellationToken)
    {
        using var measured = new MeasuredCommand(action, time);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return measured.Ended(await TryAsync(actor, action, intent, cancellationToken));
            }
            catch (Exception e) when (IsCollision(e))
            {
                if (attempt == Attempts)
                    return measured.Ended(Outcome.Busy());
            }
        }
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
        RetryAsync(actor, command.GetType().Name, intent, cancellationToken);

    private static bool IsCollision(Exception e) => e switch
    {
        DbUpdateConcurrencyException => true,
        // EF wraps what it takes for a passing fault of the server once more.
        DbUpdateException { InnerException: { } inner } => IsCollision(inner),
        InvalidOperationException { InnerException: { } inner } => IsCollision(inner),
        SqliteException { SqliteErrorCode: 5 or 6 or 19 } => true,
        SqlException { Number: 1205 or 2601 or 2627 or 3960 } => true,
        _ => false,
    };

    private async Task<Outcome> TryAsync(Actor actor, string action, Func<CommandContext, CancellationToken, Task<Outcome>> intent, CancellationToken cancellationToken)
    {
        CommandContext context;
        Outcome outcome;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, cancellationToken);
            context = new CommandContext(db, actor, time.GetUtcNow());
            outcome = await intent(context, cancellationToken);
            if (outcome.Succeeded)
            {
                await AppendAsync(context, action, outcome, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }
        }

        if (outcome.Succeeded)
        {
            committed(context.Changes);
            foreach (var tell in context.Afterwards)
                await tell();
            return outcome;
        }

        // What the intent touched before it was refused went away with its context; only the refusal itself is kept.
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, cancellationToken);
            var refused = new CommandContext(db, actor, context.Now);
            refused.About(context.DeploymentId, context.Subject);
            await AppendAsync(refused, action, outcome, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return outcome;
    }

    private static async Task AppendAsync(CommandContext context, string action, Outcome outcome, CancellationToken cancellationToken)
    {
        var last = await context.Db.AuditEvents.AsNoTracking().OrderByDescending(e => e.Number).FirstOrDefaultAsync(cancellationToken);
        context.Db.AuditEvents.Add(AuditEvent.Append(
            last, context.Actor, action, outcome.Succeeded, context.DeploymentId, context.Subject,
            outcome.Succeeded ? context.Sentence : outcome.Explanation,
            string.Join(',', outcome.Refusals.Select(r => r.RuleId).Distinct(StringComparer.Ordinal)),
            context.Now));
    }
}
