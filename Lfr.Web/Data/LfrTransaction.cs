using Lfr.Shared.Audit;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Data;

/// <summary>
/// Runs one intent of one person: load, ask the domain, save, audit, all in one serialisable transaction; then tell the open screens. A refusal
/// changes nothing and is logged with the rules that refused. If somebody else changed the same thing at the same moment the intent is tried
/// again from what the database holds then.
/// </summary>
public sealed class LfrTransaction(IDbContextFactory<LfrDbContext> contexts, ChangeFeed changes, TimeProvider time)
{
    private const int Attempts = 5;

    /// <summary>Runs <paramref name="intent"/>; what it did or why it was refused is in the outcome and in the audit log.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="action">Name of the command, as the audit log keeps it.</param>
    /// <param name="intent">Loads, asks the domain and says what became of it. May run more than once: it changes nothing but the database.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<Outcome> RunAsync(Actor actor, string action, Func<CommandContext, CancellationToken, Task<Outcome>> intent, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(actor, action, intent, cancellationToken);
            }
            catch (Exception e) when (IsCollision(e))
            {
                if (attempt == Attempts)
                    return Outcome.Conflict("Somebody else changed this at the same moment.", "Look at it again, then try again.");
            }
        }
    }

    private static bool IsCollision(Exception e) => e switch
    {
        DbUpdateConcurrencyException => true,
        DbUpdateException { InnerException: { } inner } => IsCollision(inner),
        SqliteException { SqliteErrorCode: 5 or 6 or 19 } => true,
        SqlException { Number: 1205 or 2601 or 2627 or 3960 } => true,
        _ => false,
    };

    private async Task<Outcome> TryAsync(Actor actor, string action, Func<CommandContext, CancellationToken, Task<Outcome>> intent, CancellationToken cancellationToken)
    {
        CommandContext work;
        Outcome outcome;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, cancellationToken);
            work = new CommandContext(db, actor, time.GetUtcNow());
            outcome = await intent(work, cancellationToken);
            if (outcome.Succeeded)
            {
                await AppendAsync(work, action, outcome, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }
        }

        if (outcome.Succeeded)
        {
            changes.Publish(work.Changes);
            return outcome;
        }

        // What the intent touched before it was refused went away with its context; only the refusal itself is kept.
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, cancellationToken);
            var refused = new CommandContext(db, actor, work.Now);
            refused.About(work.DeploymentId, work.Subject);
            await AppendAsync(refused, action, outcome, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return outcome;
    }

    private static async Task AppendAsync(CommandContext work, string action, Outcome outcome, CancellationToken cancellationToken)
    {
        var last = await work.Db.AuditEvents.AsNoTracking().OrderByDescending(e => e.Number).FirstOrDefaultAsync(cancellationToken);
        work.Db.AuditEvents.Add(AuditEvent.Append(
            last, work.Actor, action, outcome.Succeeded, work.DeploymentId, work.Subject,
            outcome.Succeeded ? work.Sentence : outcome.Explanation,
            string.Join(',', outcome.Refusals.Select(r => r.RuleId).Distinct(StringComparer.Ordinal)),
            work.Now));
    }
}

/// <summary>What an intent works with: the database inside its transaction, who asks, and one instant that counts as now.</summary>
public sealed class CommandContext(LfrDbContext db, Actor actor, DateTimeOffset now)
{
    private readonly List<ChangeNotice> changes = [];

    /// <summary>The database.</summary>
    public LfrDbContext Db { get; } = db;

    /// <summary>Who asks.</summary>
    public Actor Actor { get; } = actor;

    /// <summary>Now, the same for everything in this transaction.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>Deployment concerned, for the audit log.</summary>
    public Guid? DeploymentId { get; private set; }

    /// <summary>Object concerned, for the audit log.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>What was done, for the audit log.</summary>
    public string Sentence { get; private set; } = "";

    /// <summary>What open screens are told after the commit.</summary>
    public IReadOnlyList<ChangeNotice> Changes => changes;

    /// <summary>A fresh id.</summary>
    public Guid NewId() => Guid.CreateVersion7(Now);

    /// <summary>Says what it is about, before anything can be refused.</summary>
    public void About(Guid? deploymentId, string subject) => (DeploymentId, Subject) = (deploymentId, subject);

    /// <summary>Says what was done, in a sentence without names of listed people.</summary>
    public void Did(string sentence) => Sentence = sentence;

    /// <summary>Tells open screens after the commit.</summary>
    public void Tell(ChangeKind kind, Guid deploymentId, long sequence = 0) => changes.Add(new ChangeNotice(kind, deploymentId, sequence));
}
