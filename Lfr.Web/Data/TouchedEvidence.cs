using Lfr.Shared;
using Lfr.Shared.Alerts;
using Lfr.Shared.Assessments;
using Lfr.Shared.Audit;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Notices;
using Lfr.Shared.Records;
using Lfr.Shared.Watchlists;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Data;

/// <summary>The aggregates, accounts and workers that a command adds or changes, and their hashes as the database then holds them.</summary>
internal sealed class TouchedEvidence
{
    /// <summary>As many at a time as a query may name.</summary>
    private const int AtOnce = 500;

    private readonly HashSet<(Type Type, Guid Id)> touched = [];
    private readonly HashSet<Guid> accounts = [];
    private readonly HashSet<Guid> workers = [];
    private readonly HashSet<string> altered = new(StringComparer.Ordinal);

    /// <summary>Watches what a context saves, in however many steps.</summary>
    public TouchedEvidence(LfrDbContext db) => db.SavingChanges += (_, _) =>
    {
        foreach (var entry in db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted))
        {
            _ = (entry.Entity, entry.State) switch
            {
                // Of an account the log vouches for what it means, its roles with it.
                (LfrUser user, not EntityState.Deleted) => accounts.Add(user.Id),
                // A role that is given or taken away is a row of its own.
                (IdentityUserRole<Guid> held, _) => accounts.Add(held.UserId),
                // A passkey changes with each use, but not what is vouched for of it.
                (IdentityUserPasskey<Guid> passkey, EntityState.Added or EntityState.Deleted) => accounts.Add(passkey.UserId),
                (_, EntityState.Deleted) => false,
                (IAggregate aggregate, _) when Evidence.Covers(aggregate) => touched.Add((aggregate.GetType(), aggregate.Id)),
                (RegisteredWorker worker, _) => workers.Add(worker.Id),
                _ => false,
            };
        }
    };

    /// <summary>
    /// Looks, before anything is saved, which rows of a deployment are about to be changed that are not as the audit log left them. The command does not vouch for those: what somebody wrote into
    /// the database would become what it left. Rows that the log never vouched for, or in another form, are not judged.
    /// </summary>
    /// <param name="db">Database.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="accepted">Keys of rows that the command vouches for however they came to be as they are.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Their names.</returns>
    public async Task<IReadOnlyList<string>> LookAsync(LfrDbContext db, Guid deploymentId, IReadOnlySet<string> accepted, CancellationToken cancellationToken)
    {
        IAggregate[] changed =
            [.. db.ChangeTracker.Entries<IAggregate>().Where(e => e.State == EntityState.Modified && Evidence.Covers(e.Entity) && !accepted.Contains(Evidence.KeyOf(e.Entity))).Select(e => e.Entity)];
        return
        [
            .. await LookAsync<Deployment>(db, deploymentId, changed, cancellationToken),
            .. await LookAsync<Notice>(db, deploymentId, changed, cancellationToken),
            .. await LookAsync<Watchlist>(db, deploymentId, changed, cancellationToken),
            .. await LookAsync<WatchlistEntry>(db, deploymentId, changed, cancellationToken),
            .. await LookAsync<Alert>(db, deploymentId, changed, cancellationToken),
            .. await LookAsync<DeploymentRecord>(db, deploymentId, changed, cancellationToken),
            .. await LookAsync<ListSample>(db, deploymentId, changed, cancellationToken),
            .. await LookAsync<ListCriteria>(db, deploymentId, changed, cancellationToken),
            .. await LookAsync<AssessmentDocument>(db, deploymentId, changed, cancellationToken),
        ];
    }

    private async Task<List<string>> LookAsync<T>(LfrDbContext db, Guid deploymentId, IAggregate[] changed, CancellationToken cancellationToken)
        where T : class, IAggregate
    {
        var names = new List<string>();
        foreach (var ids in changed.OfType<T>().Select(r => r.Id).Chunk(AtOnce))
        {
            var stored = (await db.Set<T>().AsNoTracking().Where(r => ids.Contains(r.Id)).ToListAsync(cancellationToken)).ToDictionary(Evidence.KeyOf, StringComparer.Ordinal);
            var keys = stored.Keys.ToArray();
            var covers = await db.AuditCovers.AsNoTracking()
                .Where(c => keys.Contains(c.Key) && db.AuditEvents.Any(e => e.Number == c.Number && e.DeploymentId == deploymentId)).ToListAsync(cancellationToken);
            foreach (var last in covers.GroupBy(c => c.Key, StringComparer.Ordinal).Select(c => c.MaxBy(k => k.Number)!))
            {
                var row = stored[last.Key];
                if (!Evidence.IsAnother(last.Hash, Evidence.HashLike(last.Hash, row)))
                    continue;
                altered.Add(last.Key);
                names.Add(RowName.Of(row));
            }
        }

        return names;
    }

    /// <summary>Whether accounts, workers, or what is asked for accounts are among them.</summary>
    public bool TouchesPeople => accounts.Count + workers.Count > 0 || touched.Any(t => IsOfPeople(t.Type));

    /// <summary>
    /// The same of accounts, workers, and what is asked for accounts, which belong to no deployment: a role that somebody gave themselves in the database would become what the log left as soon as
    /// they chose when to get e-mails.
    /// </summary>
    /// <param name="before">The database as it was before the command.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Their names.</returns>
    public async Task<IReadOnlyList<string>> LookAtPeopleAsync(LfrDbContext before, CancellationToken cancellationToken)
    {
        var ids = touched.Where(t => IsOfPeople(t.Type)).Select(t => t.Id).ToArray();
        (string Key, Func<string, string> Like, string Name)[] rows =
        [
            .. (await AccountRows.ReadAsync(before, accounts, cancellationToken)).Select(a => (Evidence.KeyOf(a), (Func<string, string>)(stored => Evidence.HashLike(stored, a)), $"The account of {a.Name}")),
            .. (await before.RegisteredWorkers.AsNoTracking().Where(w => workers.Contains(w.Id)).ToListAsync(cancellationToken)).Select(w => (Evidence.KeyOf(w), (Func<string, string>)(_ => Evidence.HashOf(w)), $"The worker {w.Name}")),
            .. (await before.AccountGrants.AsNoTracking().Where(g => ids.Contains(g.Id)).ToListAsync(cancellationToken)).Select(g => (Evidence.KeyOf(g), (Func<string, string>)(_ => Evidence.HashOf(g)), $"What {g.AskedBy.Name} asked for an account")),
            .. (await before.InstallationCodes.AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(cancellationToken)).Select(c => (Evidence.KeyOf(c), (Func<string, string>)(_ => Evidence.HashOf(c)), "A code of the installation")),
            .. (await before.RegisteredCameras.AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(cancellationToken)).Select(c => (Evidence.KeyOf(c), (Func<string, string>)(_ => Evidence.HashOf(c)), $"The camera {c.Name}")),
            .. (await before.SystemClients.AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(cancellationToken)).Select(c => (Evidence.KeyOf(c), (Func<string, string>)(_ => Evidence.HashOf(c)), $"The system {c.Name}")),
        ];
        var names = new List<string>();
        foreach (var (key, like, name) in rows)
        {
            // What the log never vouched for is not judged here; it is found as what it is.
            if (!await before.AuditCovers.AnyAsync(c => c.Key == key, cancellationToken) || await AccountRows.IsAsLeftAsync(before, key, like, cancellationToken))
                continue;
            altered.Add(key);
            names.Add(name);
        }

        return names;
    }

    private static bool IsOfPeople(Type type) => type == typeof(AccountGrant) || type == typeof(InstallationCode) || type == typeof(SystemClient) || type == typeof(RegisteredCamera);

    /// <summary>Reads them back, inside the transaction: what is hashed is what whoever checks will read.</summary>
    public async Task<IReadOnlyList<AuditCover>> ReadAsync(LfrDbContext db, long number, CancellationToken cancellationToken) =>
    [
        .. await OfAsync<Deployment>(db, number, cancellationToken),
        .. await OfAsync<Notice>(db, number, cancellationToken),
        .. await OfAsync<Watchlist>(db, number, cancellationToken),
        .. await OfAsync<WatchlistEntry>(db, number, cancellationToken),
        .. await OfAsync<Alert>(db, number, cancellationToken),
        .. await OfAsync<DeploymentRecord>(db, number, cancellationToken),
        .. await OfAsync<ListSample>(db, number, cancellationToken),
        .. await OfAsync<ListCriteria>(db, number, cancellationToken),
        .. await OfAsync<AssessmentDocument>(db, number, cancellationToken),
        .. await OfAsync<AccountGrant>(db, number, cancellationToken),
        .. await OfAsync<InstallationCode>(db, number, cancellationToken),
        .. await OfAsync<RegisteredCamera>(db, number, cancellationToken),
        .. await OfAsync<SystemClient>(db, number, cancellationToken),
        .. (await AccountRows.ReadAsync(db, accounts, cancellationToken)).Where(a => !altered.Contains(Evidence.KeyOf(a))).Select(a => new AuditCover(number, Evidence.KeyOf(a), Evidence.HashOf(a))),
        .. (await db.RegisteredWorkers.AsNoTracking().Where(w => workers.Contains(w.Id)).ToListAsync(cancellationToken)).Where(w => !altered.Contains(Evidence.KeyOf(w))).Select(w => new AuditCover(number, Evidence.KeyOf(w), Evidence.HashOf(w))),
    ];

    private async Task<List<AuditCover>> OfAsync<T>(LfrDbContext db, long number, CancellationToken cancellationToken)
        where T : class, IAggregate
    {
        var covers = new List<AuditCover>();
        foreach (var ids in touched.Where(t => t.Type == typeof(T)).Select(t => t.Id).Chunk(AtOnce))
        {
            foreach (var row in await db.Set<T>().AsNoTracking().Where(r => ids.Contains(r.Id)).ToListAsync(cancellationToken))
            {
                if (!altered.Contains(Evidence.KeyOf(row)))
                    covers.Add(new AuditCover(number, Evidence.KeyOf(row), Evidence.HashOf(row)));
            }
        }

        return covers;
    }
}
