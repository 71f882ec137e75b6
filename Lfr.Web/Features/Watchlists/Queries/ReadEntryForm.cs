using Lfr.Shared.Identity;
using Lfr.Shared.Looks;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Queries;

/// <summary>What the form for an entry begins with.</summary>
/// <param name="For">Deployment.</param>
/// <param name="ListState">State of the list.</param>
/// <param name="Details">What stands in the entry that is changed; <see langword="null"/> for a new one, and while the list is closed: then nothing is to be changed.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="State">Its state.</param>
/// <param name="PhotographVersion">Names its photograph.</param>
/// <param name="LastReturn">Why it was sent back last; <see langword="null"/> when it was not.</param>
/// <param name="Revision">Its revision; 0 for a new one.</param>
public sealed record EntryFormView(
    ListedFor For, WatchlistState ListState, EntryDetails? Details, string? Reference, EntryState? State, string? PhotographVersion, EntryDecision? LastReturn,
    long Revision);

/// <summary>Reads what the form for an entry begins with.</summary>
public sealed class ReadEntryForm(IDbContextFactory<LfrDbContext> contexts, LookGate gate, TimeProvider time)
{
    /// <summary>The beginning; nothing when deployment or entry do not exist or the reader is no compiler.</summary>
    public async Task<Looked<EntryFormView>> RunAsync(Actor reader, Guid deploymentId, Guid? entryId, CancellationToken cancellationToken)
    {
        if (!Permissions.ProposeEntries.IsDoneBy(reader))
            return Looked.Nothing<EntryFormView>();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await db.Deployments.FirstOrDefaultAsync(d => d.Id == deploymentId, cancellationToken) is not { } deployment)
            return Looked.Nothing<EntryFormView>();
        var entry = entryId is null ? null : await db.Entries.FirstOrDefaultAsync(e => e.Id == entryId && e.DeploymentId == deploymentId, cancellationToken);
        if (entryId is not null && entry is null)
            return Looked.Nothing<EntryFormView>();
        var watchlist = await db.Watchlists.FirstOrDefaultAsync(w => w.DeploymentId == deploymentId, cancellationToken);
        var now = time.GetUtcNow();
        var isOpen = watchlist is null or { State: WatchlistState.Compiling } && deployment.MayChangeList(now).Succeeded;
        if (entry is not null && isOpen
            && await gate.AskAsync(this, reader, new Look(LookKind.Entry, deploymentId, [LookedAt.Of(entry)]), cancellationToken) is { Succeeded: false } closed)
        {
            return new Looked<EntryFormView>(closed, null);
        }

        return new Looked<EntryFormView>(Outcome.Done, new EntryFormView(
            ReadWatchlist.ForPages(deployment, now),
            watchlist?.State ?? WatchlistState.Compiling,
            isOpen ? entry?.Details : null,
            entry?.Reference,
            entry?.State,
            entry is null ? null : ReadWatchlist.VersionOf(entry.State, entry.TemplateHash),
            entry is { State: EntryState.Returned } ? entry.Decisions.LastOrDefault(d => d.Verdict == EntryVerdict.Returned) : null,
            entry?.Revision ?? 0));
    }
}
