using Lfr.Shared.Identity;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Queries;

/// <summary>What the form for an entry begins with.</summary>
/// <param name="For">Deployment.</param>
/// <param name="ListState">State of the list.</param>
/// <param name="Details">What stands in the entry that is changed; <see langword="null"/> for a new one.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="State">Its state.</param>
/// <param name="PhotographVersion">Names its photograph.</param>
/// <param name="LastReturn">Why it was sent back last; <see langword="null"/> when it was not.</param>
/// <param name="Revision">Its revision; 0 for a new one.</param>
public sealed record EntryFormView(
    ListedFor For, WatchlistState ListState, EntryDetails? Details, string? Reference, EntryState? State, string? PhotographVersion, EntryDecision? LastReturn,
    long Revision);

/// <summary>Reads what the form for an entry begins with.</summary>
public sealed class ReadEntryForm(IDbContextFactory<LfrDbContext> contexts, TimeProvider time)
{
    /// <summary>The beginning; <see langword="null"/> when deployment or entry do not exist or the reader is no compiler.</summary>
    public async Task<EntryFormView?> RunAsync(Actor reader, Guid deploymentId, Guid? entryId, CancellationToken cancellationToken)
    {
        if (!reader.Is(Roles.Compiler))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await db.Deployments.FirstOrDefaultAsync(d => d.Id == deploymentId, cancellationToken) is not { } deployment)
            return null;
        var entry = entryId is null ? null : await db.Entries.FirstOrDefaultAsync(e => e.Id == entryId && e.DeploymentId == deploymentId, cancellationToken);
        if (entryId is not null && entry is null)
            return null;
        var watchlist = await db.Watchlists.FirstOrDefaultAsync(w => w.DeploymentId == deploymentId, cancellationToken);
        return new EntryFormView(
            ReadWatchlist.ForPages(deployment, time.GetUtcNow()),
            watchlist?.State ?? WatchlistState.Compiling,
            entry?.Details,
            entry?.Reference,
            entry?.State,
            entry is null ? null : ReadWatchlist.VersionOf(entry.State, entry.TemplateHash),
            entry is { State: EntryState.Returned } ? entry.Decisions.LastOrDefault(d => d.Verdict == EntryVerdict.Returned) : null,
            entry?.Revision ?? 0);
    }
}
