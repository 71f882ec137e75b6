using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Looks;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Watchlists.Photographs;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Queries;

/// <summary>
/// Reads how a deployment's list stands, counted by the database; <see cref="ReadEntries"/> reads its rows. Who is on it is for those who compile, sign off, authorise, command and inspect; everybody else on the staff sees
/// counts. Photographs come from their own, logged address.
/// </summary>
public sealed class ReadWatchlist(IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, TimeProvider time)
{
    /// <summary>The list; <see langword="null"/> when there is no such deployment.</summary>
    public async Task<WatchlistView?> RunAsync(Actor reader, Guid deploymentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var deployment = await db.Deployments.AsNoTracking().FirstOrDefaultAsync(d => d.Id == deploymentId, cancellationToken);
        if (deployment is null)
            return null;
        var now = time.GetUtcNow();
        var watchlist = await db.Watchlists.AsNoTracking().FirstOrDefaultAsync(w => w.DeploymentId == deploymentId, cancellationToken);
        var groups = await db.Entries.Where(e => e.DeploymentId == deploymentId).GroupBy(e => new { e.State, e.Category })
            .Select(g => new { g.Key.State, g.Key.Category, Count = g.Count() }).ToListAsync(cancellationToken);
        int Count(EntryState state) => groups.Where(g => g.State == state).Sum(g => g.Count);
        return new WatchlistView(
            ForPages(deployment, now),
            watchlist?.State ?? WatchlistState.Compiling,
            watchlist?.Seal,
            watchlist?.BrokenSeals ?? [],
            new ListCounts(
                Count(EntryState.Proposed), Count(EntryState.Returned), Count(EntryState.Approved), Count(EntryState.Rejected), Count(EntryState.Removed), Count(EntryState.Purged)) { Suspended = Count(EntryState.Suspended) },
            [.. groups.Where(g => g.State is not (EntryState.Rejected or EntryState.Removed)).GroupBy(g => g.Category)
                .Select(g => (g.Key, g.Sum(s => s.Count))).OrderByDescending(g => g.Item2).ThenBy(g => g.Key)],
            MayRead(reader))
        {
            Policy = dossiers.PolicyOf(deployment, now),
            Revision = watchlist?.Revision ?? 0,
            Criteria = await DossierReader.CriteriaAsync(db, deployment, cancellationToken),
            Nobodys = await NobodysEntries.Of(db, deploymentId).CountAsync(cancellationToken),
        };
    }

    /// <summary>Whether somebody may see who is listed.</summary>
    public static bool MayRead(Actor reader) => LookKind.Names.IsDutyOf(reader);

    /// <summary>The facts of a deployment for these pages.</summary>
    internal static ListedFor ForPages(Deployment deployment, DateTimeOffset now) => new(
        deployment.Id, deployment.Reference, deployment.Plan.Name, deployment.State, deployment.Plan.Place, deployment.Plan.Window, deployment.Plan.Criteria,
        deployment.CurrentRun is not null, deployment.MayChangeList(now) is { Succeeded: false } closed ? closed.Explanation : null);

    /// <summary>One row.</summary>
    internal static EntryRow Row(WatchlistEntry entry, PolicyPack? policy, IReadOnlyDictionary<Guid, NearestEntry> nearest, DateTimeOffset now)
    {
        var flags = EntryFlags.Of(entry, policy, now).ToList();
        if (nearest.GetValueOrDefault(entry.Id) is { LooksTheSame: true })
            flags.Add(EntryFlag.Lookalike);
        return new EntryRow(
            entry.Id,
            entry.Reference,
            entry.Details.SubjectName,
            entry.Details.Category,
            entry.State,
            flags,
            entry.Photograph is { } photograph ? PhotographQuality.Word(photograph.Quality, photograph.Cover) : null,
            VersionOf(entry.State, entry.TemplateHash),
            entry.Details.ImageTakenOn,
            entry.CompiledBy,
            entry.CurrentApprovals.Count(),
            entry.IsChild ? 2 : 1)
        {
            CategoryCode = entry.Details.Category.Code(policy),
            CategoryInWords = entry.Details.Category.InWords(policy),
        };
    }

    /// <summary>Names the photograph as it is; <see langword="null"/> once it is destroyed, which rejecting and removing do as well.</summary>
    internal static string? VersionOf(EntryState state, string? templateHash) =>
        state is EntryState.Proposed or EntryState.Returned or EntryState.Approved or EntryState.Suspended ? templateHash?[..12] : null;
}
