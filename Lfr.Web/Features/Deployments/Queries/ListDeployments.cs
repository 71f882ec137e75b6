using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>A deployment in a list.</summary>
/// <param name="Id">Deployment.</param>
/// <param name="Reference">Its number: <c>2026-014</c>.</param>
/// <param name="Name">Name.</param>
/// <param name="Place">Where, in a line.</param>
/// <param name="Window">When; <see langword="null"/> while undecided.</param>
/// <param name="State">State.</param>
/// <param name="IsPostponed">Whether it was put off and has no new date.</param>
/// <param name="IsHistorical">Whether Lfr did not run it.</param>
/// <param name="Next">What the reader may do next.</param>
public sealed record DeploymentRow(
    Guid Id, string Reference, string Name, string Place, Window? Window, DeploymentState State, bool IsPostponed, bool IsHistorical, NextStep? Next)
{
    /// <summary>Whether it waits for the reader.</summary>
    public bool NeedsReader => Next is { IsNeeded: true };
}

/// <summary>Reads all deployments, what waits for the reader first.</summary>
public sealed class ListDeployments(IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>The rows; <see langword="null"/> when the reader may not see them.</summary>
    public async Task<IReadOnlyList<DeploymentRow>?> RunAsync(Actor reader, CancellationToken cancellationToken)
    {
        if (!reader.IsAny(DeploymentReaders.Hub))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var deployments = await db.Deployments.AsNoTracking().ToListAsync(cancellationToken);
        var notices = (await db.Notices.AsNoTracking().ToListAsync(cancellationToken)).ToDictionary(n => n.DeploymentId);
        var isSealed = (await db.Watchlists.AsNoTracking().Where(w => w.State == WatchlistState.Sealed).Select(w => w.DeploymentId).ToListAsync(cancellationToken)).ToHashSet();
        var entries = (await db.Entries.AsNoTracking().GroupBy(e => new { e.DeploymentId, e.State })
                .Select(g => new { g.Key.DeploymentId, g.Key.State, Count = g.Count() }).ToListAsync(cancellationToken))
            .ToDictionary(g => (g.DeploymentId, g.State), g => g.Count);
        return [.. deployments.Select(d => Row(d)).OrderBy(r => r.NeedsReader ? 0 : 1).ThenBy(Rank).ThenBy(Nearness).ThenBy(r => r.Reference, StringComparer.Ordinal)];

        DeploymentRow Row(Deployment d)
        {
            var notice = notices.GetValueOrDefault(d.Id);
            var standing = new Standing(
                d.Id, d.State, d.Plan.Window is not null, notice?.State, notice?.PublicSince(d.Plan) is not null, entries.GetValueOrDefault((d.Id, EntryState.Proposed)),
                entries.GetValueOrDefault((d.Id, EntryState.Approved)), entries.GetValueOrDefault((d.Id, EntryState.Returned)), isSealed.Contains(d.Id), d.Authority is not null);
            var place = string.Join(", ", new[] { d.Plan.Place.Venue, d.Plan.Place.Area }.Where(p => !string.IsNullOrWhiteSpace(p)));
            return new DeploymentRow(d.Id, d.Reference, d.Plan.Name, place, d.Plan.Window, d.State, d.Plan.Window is null && d.Postponements.Count > 0,
                d.HistoricalSource is not null, d.HistoricalSource is null ? NextStep.For(reader, standing) : null);
        }
    }

    private static int Rank(DeploymentRow row) => row.State switch
    {
        DeploymentState.Live or DeploymentState.Paused => 0,
        DeploymentState.Authorised or DeploymentState.Submitted or DeploymentState.Draft => 1,
        DeploymentState.Ended or DeploymentState.Debriefed => 2,
        _ => 3,
    };

    // What lies ahead: the nearest first. What is over: the latest first.
    private static long Nearness(DeploymentRow row) => row.Window is not { } window ? long.MaxValue : Rank(row) < 2 ? window.Start.UtcTicks : -window.Start.UtcTicks;
}
