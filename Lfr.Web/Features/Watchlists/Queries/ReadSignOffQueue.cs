using Lfr.Shared.Identity;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Queries;

/// <summary>What waits for one approver.</summary>
/// <param name="For">Deployment.</param>
/// <param name="Waiting">Entries to look at, in order: first those that this person may decide, then those that the rules will refuse to them.</param>
/// <param name="ForOthers">How many more wait for somebody else: signed off by this person, a second must.</param>
/// <param name="Returned">How many are with the compiler.</param>
/// <param name="Decided">How many are decided.</param>
/// <param name="Approved">How many are signed off.</param>
/// <param name="State">State of the list.</param>
/// <param name="Seal">Seal.</param>
/// <param name="Pace">How fast this person decides here.</param>
public sealed record SignOffQueue(
    ListedFor For, IReadOnlyList<Guid> Waiting, int ForOthers, int Returned, int Decided, int Approved, WatchlistState State, WatchlistSeal? Seal, SignOffPace? Pace)
{
    /// <summary>Everything that is or was to be decided.</summary>
    public int All => Waiting.Count + ForOthers + Returned + Decided;

    /// <summary>Whether nothing waits for anybody.</summary>
    public bool AllDecided => Waiting.Count + ForOthers + Returned == 0;
}

/// <summary>How long entries were looked at.</summary>
/// <param name="Seconds">Mean, whole seconds.</param>
/// <param name="Last">Over how many decisions; at most 40.</param>
public sealed record SignOffPace(int Seconds, int Last);

/// <summary>Reads what waits for the sign-off of one approver on one list.</summary>
public sealed class ReadSignOffQueue(IDbContextFactory<LfrDbContext> contexts, TimeProvider time)
{
    private const int PaceOver = 40;

    /// <summary>The queue; <see langword="null"/> when there is no such deployment or the reader may not sign off.</summary>
    public async Task<SignOffQueue?> RunAsync(Actor reader, Guid deploymentId, CancellationToken cancellationToken)
    {
        if (!reader.IsAny(Roles.WatchlistApprover, Roles.AuthorisingOfficer))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await db.Deployments.FirstOrDefaultAsync(d => d.Id == deploymentId, cancellationToken) is not { } deployment)
            return null;
        var watchlist = await db.Watchlists.FirstOrDefaultAsync(w => w.DeploymentId == deploymentId, cancellationToken);
        var entries = await db.Entries.Where(e => e.DeploymentId == deploymentId).OrderBy(e => e.Reference).ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        // Nobody is asked to decide on a list that can no longer run.
        var proposed = deployment.MayChangeList(now).Succeeded ? entries.Where(e => e.State == EntryState.Proposed).ToArray() : [];
        var mine = proposed.Where(e => e.CurrentApprovals.Any(d => d.By.UserId == reader.UserId)).Select(e => e.Id).ToHashSet();
        return new SignOffQueue(
            ReadWatchlist.ForPages(deployment, now),
            [.. proposed.Where(e => !mine.Contains(e.Id)).OrderBy(e => e.WasCompiledBy(reader.UserId)).Select(e => e.Id)],
            mine.Count,
            entries.Count(e => e.State == EntryState.Returned),
            entries.Count(e => e.State is not (EntryState.Proposed or EntryState.Returned)),
            entries.Count(e => e.State == EntryState.Approved),
            watchlist?.State ?? WatchlistState.Compiling,
            watchlist?.Seal,
            PaceOf(entries, reader));
    }

    private static SignOffPace? PaceOf(IEnumerable<WatchlistEntry> entries, Actor reader)
    {
        var seconds = entries.SelectMany(e => e.Decisions).Where(d => d.By.UserId == reader.UserId)
            .OrderByDescending(d => d.By.At).Take(PaceOver).Select(d => d.LookedForSeconds).ToArray();
        return seconds.Length == 0 ? null : new SignOffPace((int)seconds.Average(), seconds.Length);
    }
}
