using Lfr.Shared;
using Lfr.Shared.Audit;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Dossiers;

/// <summary>
/// Whether the rows of a deployment are as the audit log left them. Whoever has the database file can change a row; without the log behind it that is seen here,
/// before a licence is minted, before figures are published, and when somebody checks the log.
/// </summary>
public static class EvidenceCheck
{
    /// <summary>The command that starts a deployment, as the log names it; areas are above this.</summary>
    private const string Drafting = "DraftDeployment";

    /// <summary>What a deployment begins with: nothing else makes one.</summary>
    private static readonly string[] Beginnings = [Drafting, "EnterHistoricalCase"];

    /// <summary>
    /// What is not as the log says, a sentence each; empty when all is. What was kept before the log vouched for rows, and rows under an earlier form of the hash, are
    /// not judged.
    /// </summary>
    /// <param name="db">Where to look.</param>
    /// <param name="deploymentId">Whose rows.</param>
    /// <param name="walk">How far the log was walked before, and found whole; what came since is walked here. <see langword="null"/> when somebody else judges the chain.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<string>> FindAsync(LfrDbContext db, Guid deploymentId, LogWalk? walk, CancellationToken cancellationToken)
    {
        // Refusals too: an event that was made to look like one would take what it vouches for out of sight.
        var events = await db.AuditEvents.AsNoTracking().Where(e => e.DeploymentId == deploymentId).OrderBy(e => e.Number).ToListAsync(cancellationToken);
        var covers = (await db.AuditCovers.AsNoTracking()
            .Where(c => db.AuditEvents.Any(e => e.Number == c.Number && e.DeploymentId == deploymentId)).ToListAsync(cancellationToken)).ToLookup(c => c.Number);
        var looks = (await db.AuditLooks.AsNoTracking()
            .Where(l => db.AuditEvents.Any(e => e.Number == l.Number && e.DeploymentId == deploymentId)).ToListAsync(cancellationToken)).ToLookup(l => l.Number);
        var found = new List<string>();
        if (events is [var first, ..])
        {
            if (walk is not null && await walk.OnAsync(db, cancellationToken) is { Broken: { } broken })
                found.Add($"The audit log does not hold together at event {broken}.");
            if (!Beginnings.Contains(first.Action) && await db.AuditEvents.AnyAsync(e => e.Number < first.Number && e.Covers != "", cancellationToken))
                found.Add("The event that began this deployment is not in the audit log any more.");
        }
        else if (await db.Deployments.AnyAsync(d => d.Id == deploymentId, cancellationToken) && await db.AuditEvents.AnyAsync(e => e.Covers != "", cancellationToken))
        {
            // Put in by hand, with all that belongs to it; or its events were made another's.
            found.Add("The deployment is in no event of the audit log.");
        }

        var latest = Latest(events, covers, looks, found);
        var isCoveredFromTheStart = IsCoveredFromTheStart(events);
        Compare((await RowsAsync(db, deploymentId, cancellationToken)).Select(r => (Evidence.KeyOf(r.Row), Like: (Func<string, string>)(stored => Evidence.HashLike(stored, r.Row)), r.Name)), latest, isCoveredFromTheStart, found);
        return found;
    }

    /// <summary>The rows of a deployment that are not as the log left them, or that it never left: what people may accept as it stands. Rows that are gone, and events that were altered, nobody can.</summary>
    internal static async Task<IReadOnlyList<(IAggregate Row, string Name)>> ChangedRowsAsync(LfrDbContext db, Guid deploymentId, CancellationToken cancellationToken)
    {
        var events = await db.AuditEvents.AsNoTracking().Where(e => e.DeploymentId == deploymentId && e.Covers != "").OrderBy(e => e.Number).ToListAsync(cancellationToken);
        var numbers = db.AuditEvents.Where(e => e.DeploymentId == deploymentId).Select(e => e.Number);
        var latest = (await db.AuditCovers.AsNoTracking().Where(c => numbers.Contains(c.Number)).ToListAsync(cancellationToken))
            .GroupBy(c => c.Key, StringComparer.Ordinal).ToDictionary(c => c.Key, c => c.MaxBy(k => k.Number)!.Hash, StringComparer.Ordinal);
        var all = IsCoveredFromTheStart(events);
        return
        [
            .. (await RowsAsync(db, deploymentId, cancellationToken)).Where(r => latest.TryGetValue(Evidence.KeyOf(r.Row), out var hash)
                ? Evidence.IsAnother(hash, Evidence.HashLike(hash, r.Row))
                : all),
        ];
    }

    /// <summary>
    /// The same of whoever may do something: roles, ranks and training of accounts, and the workers that may sign in. They belong to no deployment, and a role that somebody gave themselves
    /// makes every decision doubtful.
    /// </summary>
    public static async Task<IReadOnlyList<string>> FindOfPeopleAsync(LfrDbContext db, CancellationToken cancellationToken)
    {
        var events = await db.AuditEvents.AsNoTracking().Where(e => e.DeploymentId == null && e.Covers != "").OrderBy(e => e.Number).ToListAsync(cancellationToken);
        var covers = await db.AuditCovers.AsNoTracking()
            .Where(c => c.Key.StartsWith(Evidence.Account) || c.Key.StartsWith(Evidence.Worker) || c.Key.StartsWith(Evidence.Grant) || c.Key.StartsWith(Evidence.Code) || c.Key.StartsWith(Evidence.OtherSystem) || c.Key.StartsWith(Evidence.Camera) || db.AuditEvents.Any(e => e.Number == c.Number && e.DeploymentId == null)).ToListAsync(cancellationToken);
        var looks = (await db.AuditLooks.AsNoTracking().Where(l => db.AuditEvents.Any(e => e.Number == l.Number && e.DeploymentId == null)).ToListAsync(cancellationToken)).ToLookup(l => l.Number);
        var numbers = events.Select(e => e.Number).ToHashSet();
        // An event that is gone, or no longer says that it vouches for anything, leaves what it vouched for behind.
        var found = covers.Where(c => !numbers.Contains(c.Number)).Select(c => c.Number).Distinct().Order().Select(n => $"Event {n} of the audit log was altered.").ToList();
        var latest = Latest(events, covers.ToLookup(c => c.Number), looks, found);
        foreach (var key in latest.Keys.Where(k => !IsOfPeople(k)).ToArray())
            latest.Remove(key);
        var accounts = (await AccountRows.ReadAsync(db, null, cancellationToken)).Select(a => (Evidence.KeyOf(a), Like: (Func<string, string>)(stored => Evidence.HashLike(stored, a)), $"The account of {a.Name}"));
        var workers = (await db.RegisteredWorkers.AsNoTracking().OrderBy(w => w.Name).ToListAsync(cancellationToken)).Select(w => (Evidence.KeyOf(w), Like: (Func<string, string>)(_ => Evidence.HashOf(w)), $"The worker {w.Name}"));
        // Once the log vouches for anybody it vouches for all: what was there before was taken down at the start (VouchForPeople).
        var grants = (await db.AccountGrants.AsNoTracking().OrderBy(g => g.Id).ToListAsync(cancellationToken)).Select(g => (Evidence.KeyOf(g), Like: (Func<string, string>)(_ => Evidence.HashOf(g)), $"What {g.AskedBy.Name} asked for an account"));
        var codes = (await db.InstallationCodes.AsNoTracking().OrderBy(c => c.Id).ToListAsync(cancellationToken)).Select(c => (Evidence.KeyOf(c), Like: (Func<string, string>)(_ => Evidence.HashOf(c)), "A code of the installation"));
        var systems = (await db.SystemClients.AsNoTracking().OrderBy(c => c.Id).ToListAsync(cancellationToken)).Select(c => (Evidence.KeyOf(c), Like: (Func<string, string>)(_ => Evidence.HashOf(c)), $"The system {c.Name}"));
        var cameras = (await db.RegisteredCameras.AsNoTracking().OrderBy(c => c.Id).ToListAsync(cancellationToken)).Select(c => (Evidence.KeyOf(c), Like: (Func<string, string>)(_ => Evidence.HashOf(c)), $"The camera {c.Name}"));
        Compare([.. accounts, .. workers, .. grants, .. codes, .. systems, .. cameras], latest, latest.Count > 0, found);
        return found;
    }

    /// <summary>
    /// Everything that a licence rests on: the deployment's rows, whoever may do something, and that nothing was cut from the end of the log. The whole log is walked, most of it before the
    /// transaction began (<paramref name="walk"/>): who may do what was often given long before the deployment, and an event that does not say any more what it vouches for would be missed by nobody.
    /// </summary>
    public static async Task<IReadOnlyList<string>> BeforeRunAsync(LfrDbContext db, Guid deploymentId, RememberedHead head, LogWalk walk, CancellationToken cancellationToken) =>
        [.. await FindAsync(db, deploymentId, walk, cancellationToken), .. await FindOfPeopleAsync(db, cancellationToken), .. await head.FindAsync(db, cancellationToken) is { } missing ? (string[])[missing] : []];

    // From its first line on, a command left every row of it.
    private static bool IsCoveredFromTheStart(List<AuditEvent> events) => events.Exists(e => e is { Action: Drafting, Done: true, Covers.Length: > 0 });

    private static bool IsOfPeople(string key) => key.StartsWith(Evidence.Account, StringComparison.Ordinal) || key.StartsWith(Evidence.Worker, StringComparison.Ordinal)
        || key.StartsWith(Evidence.Grant, StringComparison.Ordinal) || key.StartsWith(Evidence.Code, StringComparison.Ordinal) || key.StartsWith(Evidence.OtherSystem, StringComparison.Ordinal) || key.StartsWith(Evidence.Camera, StringComparison.Ordinal);

    // What the last event that names it vouches for, by key. An event that does not fit what it vouches for is told.
    private static Dictionary<string, AuditCover> Latest(IEnumerable<AuditEvent> events, ILookup<long, AuditCover> covers, ILookup<long, AuditLook> looks, List<string> found)
    {
        var latest = new Dictionary<string, AuditCover>(StringComparer.Ordinal);
        foreach (var e in events)
        {
            AuditCover[] mine = [.. covers[e.Number]];
            if (e.ComputeHash() != e.Hash || AuditCover.Digest(mine, [.. looks[e.Number]]) != e.Covers)
                found.Add($"Event {e.Number} of the audit log was altered.");
            foreach (var cover in mine)
                latest[cover.Key] = cover;
        }

        return latest;
    }

    private static void Compare(IEnumerable<(string Key, Func<string, string> Like, string Name)> rows, Dictionary<string, AuditCover> latest, bool all, List<string> found)
    {
        foreach (var (key, like, name) in rows)
        {
            if (!latest.Remove(key, out var cover))
            {
                if (all)
                    found.Add($"{name} is in no event of the audit log.");
            }
            else if (Evidence.IsAnother(cover.Hash, like(cover.Hash)))
            {
                found.Add($"{name} is not as event {cover.Number} of the audit log left it.");
            }
        }

        found.AddRange(latest.Values.OrderBy(c => c.Number).Select(c => $"{c.Key}, which event {c.Number} of the audit log left, is gone."));
    }

    private static async Task<IReadOnlyList<(IAggregate Row, string Name)>> RowsAsync(LfrDbContext db, Guid id, CancellationToken cancellationToken)
    {
        IAggregate[] rows =
        [
            .. await db.Deployments.AsNoTracking().Where(d => d.Id == id).ToListAsync(cancellationToken),
            .. await db.Notices.AsNoTracking().Where(n => n.DeploymentId == id).ToListAsync(cancellationToken),
            .. await db.Watchlists.AsNoTracking().Where(w => w.DeploymentId == id).ToListAsync(cancellationToken),
            .. await db.Entries.AsNoTracking().Where(e => e.DeploymentId == id).ToListAsync(cancellationToken),
            .. await db.Alerts.AsNoTracking().Where(a => a.DeploymentId == id).ToListAsync(cancellationToken),
            .. await db.Records.AsNoTracking().Where(r => r.DeploymentId == id).ToListAsync(cancellationToken),
            .. await db.ListCriteria.AsNoTracking().Where(c => c.DeploymentId == id).ToListAsync(cancellationToken),
            .. await db.AssessmentDocuments.AsNoTracking().Where(a => a.DeploymentId == id).ToListAsync(cancellationToken),
            .. await db.ListSamples.AsNoTracking().Where(s => s.DeploymentId == id).ToListAsync(cancellationToken),
        ];
        return [.. rows.Select(r => (r, RowName.Of(r)))];
    }
}
