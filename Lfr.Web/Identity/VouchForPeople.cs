using Lfr.Shared.Audit;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>
/// At the first start with a database from before the audit log vouched for accounts and workers: takes down what each is, on record. From then on whatever is changed past the
/// commands is found. Lfr's own command.
/// </summary>
public sealed class VouchForPeople(IDbContextFactory<LfrDbContext> contexts, LfrTransaction transaction)
{
    /// <summary>Takes them down, once; where there are none yet, the commands that add them do it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (!await db.Users.AnyAsync(cancellationToken) && !await db.RegisteredWorkers.AnyAsync(cancellationToken))
                return;
            if (await db.AuditCovers.AnyAsync(c => c.Key.StartsWith(Evidence.Account) || c.Key.StartsWith(Evidence.Worker), cancellationToken))
                return;
        }

        await transaction.RunAsync(this, Actor.System, async (context, cancel) =>
        {
            context.About(null, "Accounts and workers");
            // Whoever took out what it vouched for would have it vouch for what they wrote into the database instead.
            if (AuditChain.FirstBreak(context.Db.AuditEvents.AsNoTracking().OrderBy(e => e.Number).AsEnumerable()) is { } broken)
                return Outcome.WrongState($"The audit log does not hold together at event {broken}, so that it vouches for nobody as they are now.", "Restore the newest backup of the database.");
            var (accounts, workers) = (await context.Db.Users.ToListAsync(cancel), await context.Db.RegisteredWorkers.ToListAsync(cancel));
            // What a command changes is what its event vouches for; nothing of them changes.
            foreach (var row in accounts.Concat<object>(workers))
                context.Db.Entry(row).State = EntityState.Modified;
            context.Did($"The audit log vouches from now on for {Words.Count(accounts.Count, "account", "accounts")} and {Words.Count(workers.Count, "worker", "workers")}, as they are now.");
            return Outcome.Done;
        }, cancellationToken);
    }
}
