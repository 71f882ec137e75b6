using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Watchlists.Photographs;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Queries;

/// <summary>
/// Reads a deployment's list. Who is on it is for those who compile, sign off, authorise, command and inspect; everybody else on the staff sees
/// counts. Photographs come from their own, logged address.
/// </summary>
public sealed class ReadWatchlist(IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, Lookalikes lookalikes, TimeProvider time)
{
    /// <summary>Roles that may read entries.</summary>
    public static readonly IReadOnlyList<string> Readers =
        [Roles.Compiler, Roles.WatchlistApprover, Roles.AuthorisingOfficer, Roles.Silver, Roles.Oversight, Roles.DataProtectionOfficer];

    /// <summary>The list; <see langword="null"/> when there is no such deployment.</summary>
    public async Task<WatchlistView?> RunAsync(Actor reader, Guid deploymentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var deployment = await db.Deployments.AsNoTracking().FirstOrDefaultAsync(d => d.Id == deploymentId, cancellationToken);
        if (deployment is null)
            return null;
        var now = time.GetUtcNow();
        var watchlist = await db.Watchlists.AsNoTracking().FirstOrDefaultAsync(w => w.DeploymentId == deploymentId, cancellationToken);
        var entries = await db.Entries.AsNoTracking().Where(e => e.DeploymentId == deploymentId).OrderBy(e => e.Reference).ToListAsync(cancellationToken);
        var policy = dossiers.PolicyOf(deployment, now);
        var mayRead = MayRead(reader);
        var nearest = mayRead ? await lookalikes.ReadAsync(db, deploymentId, entries, cancellationToken) : new Dictionary<Guid, NearestEntry>();
        int Count(EntryState state) => entries.Count(e => e.State == state);
        return new WatchlistView(
            ForPages(deployment, now),
            watchlist?.State ?? WatchlistState.Compiling,
            watchlist?.Seal,
            watchlist?.BrokenSeals ?? [],
            new ListCounts(
                Count(EntryState.Proposed), Count(EntryState.Returned), Count(EntryState.Approved), Count(EntryState.Rejected), Count(EntryState.Removed), Count(EntryState.Purged)) { Suspended = Count(EntryState.Suspended) },
            [.. entries.Where(e => e.State is not (EntryState.Rejected or EntryState.Removed)).GroupBy(e => e.Details.Category)
                .Select(g => (g.Key, g.Count())).OrderByDescending(g => g.Item2).ThenBy(g => g.Key)],
            mayRead ? [.. entries.Select(e => Row(e, policy, nearest, now))] : [],
            mayRead);
    }

    /// <summary>Whether somebody may see who is listed.</summary>
    public static bool MayRead(Actor reader) => reader.IsAny([.. Readers]);

    /// <summary>The facts of a deployment for these pages.</summary>
    internal static ListedFor ForPages(Deployment deployment, DateTimeOffset now) => new(
        deployment.Id, deployment.Reference, deployment.Plan.Name, deployment.State, deployment.Plan.Place, deployment.Plan.Window, deployment.Plan.Criteria,
        deployment.CurrentRun is not null, deployment.MayChangeList(now) is { Succeeded: false } closed ? closed.Explanation : null);

    /// <summary>Similarity from which two entries may be the same person: the lowest threshold at which the policy would let a camera say so.</summary>
    internal static bool LooksTheSame(NearestEntry? nearest, PolicyPack? policy) => nearest is not null && policy is not null && nearest.Similarity >= policy.Numbers.MinimumThreshold;

    /// <summary>One row.</summary>
    internal static EntryRow Row(WatchlistEntry entry, PolicyPack? policy, IReadOnlyDictionary<Guid, NearestEntry> nearest, DateTimeOffset now)
    {
        var flags = EntryFlags.Of(entry, policy, now).ToList();
        if (LooksTheSame(nearest.GetValueOrDefault(entry.Id), policy))
            flags.Add(EntryFlag.Lookalike);
        return new EntryRow(
            entry.Id,
            entry.Reference,
            entry.Details.SubjectName,
            entry.Details.Category,
            entry.State,
            flags,
            entry.Photograph is { } photograph ? PhotographQuality.Word(photograph.Quality) : null,
            VersionOf(entry),
            entry.Details.ImageTakenOn,
            entry.CompiledBy,
            entry.CurrentApprovals.Count(),
            entry.IsChild ? 2 : 1);
    }

    /// <summary>Names the photograph as it is; <see langword="null"/> once it is destroyed, which rejecting and removing do as well.</summary>
    internal static string? VersionOf(WatchlistEntry entry) =>
        entry.State is EntryState.Proposed or EntryState.Returned or EntryState.Approved or EntryState.Suspended ? entry.Photograph?.TemplateHash[..12] : null;
}
