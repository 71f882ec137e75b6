using Lfr.Shared.Identity;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Queries;

/// <summary>A drawn entry, as the page of the sample lists it.</summary>
/// <param name="EntryId">Entry.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="State">Its state now.</param>
/// <param name="Finding">What was found; <see langword="null"/> before.</param>
public sealed record SampledRow(Guid EntryId, string Reference, EntryState State, SampleFinding? Finding)
{
    /// <summary>Whether it waits for a finding: one that is not signed off any more needs none.</summary>
    public bool Waits => Finding is null && State == EntryState.Approved;
}

/// <summary>The samples of one list.</summary>
/// <param name="For">Deployment.</param>
/// <param name="Samples">All samples, the latest first.</param>
/// <param name="Rows">What the latest drew, in the order of the draw; empty before the first.</param>
/// <param name="SignedOff">How many entries are signed off now.</param>
public sealed record SampleView(ListedFor For, IReadOnlyList<ListSample> Samples, IReadOnlyList<SampledRow> Rows, int SignedOff)
{
    /// <summary>The latest sample.</summary>
    public ListSample? Latest => Samples.Count == 0 ? null : Samples[0];

    /// <summary>The first that waits for a finding, after <paramref name="wanted"/> if that one does not wait.</summary>
    public SampledRow? Next(Guid? wanted) => Rows.FirstOrDefault(r => r.Waits && r.EntryId == wanted) ?? Rows.FirstOrDefault(r => r.Waits);
}

/// <summary>Reads what an authorising officer drew from a list.</summary>
public sealed class ReadSample(IDbContextFactory<LfrDbContext> contexts, TimeProvider time)
{
    /// <summary>The samples; <see langword="null"/> when there is no such deployment or it is not for the reader.</summary>
    public async Task<SampleView?> RunAsync(Actor reader, Guid deploymentId, CancellationToken cancellationToken)
    {
        if (!Permissions.SampleLists.IsDoneBy(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await db.Deployments.FirstOrDefaultAsync(d => d.Id == deploymentId, cancellationToken) is not { } deployment)
            return null;
        var samples = await db.ListSamples.Where(s => s.DeploymentId == deploymentId).OrderByDescending(s => s.Id).ToListAsync(cancellationToken);
        Guid[] drawn = [.. samples.Take(1).SelectMany(s => s.Drawn).Select(d => d.EntryId)];
        var states = await db.Entries.Where(e => drawn.Contains(e.Id)).Select(e => new { e.Id, e.State }).ToDictionaryAsync(e => e.Id, e => e.State, cancellationToken);
        return new SampleView(
            ReadWatchlist.ForPages(deployment, time.GetUtcNow()),
            samples,
            [.. samples.Take(1).SelectMany(s => s.Drawn.Where(d => states.ContainsKey(d.EntryId)).Select(d => new SampledRow(d.EntryId, d.Reference, states[d.EntryId], s.FindingOn(d.EntryId))))],
            await db.Entries.CountAsync(e => e.DeploymentId == deploymentId && e.State == EntryState.Approved, cancellationToken));
    }
}
