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

/// <summary>What the list of deployments shows.</summary>
/// <param name="Rows">All that are not over, and the latest of those that are; what waits for the reader first.</param>
/// <param name="Over">How many that are over the search finds.</param>
public sealed record DeploymentListView(IReadOnlyList<DeploymentRow> Rows, int Over)
{
    /// <summary>Whether more of those that are over could be shown.</summary>
    public bool HasMore => Rows.Count(r => ListDeployments.IsOver(r.State)) < Over;
}

/// <summary>
/// Reads the deployments: those under way whole, since there are never many at once; those that are over a page at a time, since there are hundreds after a
/// year.
/// </summary>
public sealed class ListDeployments(IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>Those that are over are read in pages of this size.</summary>
    public const int PageSize = 50;

    private static readonly DeploymentState[] OverStates = [DeploymentState.Published, DeploymentState.Cancelled, DeploymentState.Refused];

    /// <summary>Whether nothing more happens in this state.</summary>
    public static bool IsOver(DeploymentState state) => OverStates.Contains(state);

    /// <summary>The list; <see langword="null"/> when the reader may not see it.</summary>
    /// <param name="reader">Who reads.</param>
    /// <param name="search">Part of name, venue or reference; <see langword="null"/> for all.</param>
    /// <param name="pages">Pages of those that are over, from 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DeploymentListView?> RunAsync(Actor reader, string? search, int pages, CancellationToken cancellationToken)
    {
        if (!Permissions.SeeDeployments.IsSeenBy(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var all = db.Deployments.AsQueryable();
        if (search?.Trim() is { Length: > 0 } text)
        {
            // LIKE ignores case in both databases; what people type is text, not a pattern.
            var pattern = $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal)}%";
            all = all.Where(d => EF.Functions.Like(d.Name, pattern, "\\") || EF.Functions.Like(d.Venue, pattern, "\\") || EF.Functions.Like(d.Reference, pattern, "\\"));
        }

        var over = all.Where(d => OverStates.Contains(d.State));
        var rows = await UnderWayAsync(db, all.Where(d => !OverStates.Contains(d.State)), reader, cancellationToken);
        var past = await over.OrderByDescending(d => d.Starts).ThenByDescending(d => d.Year).ThenByDescending(d => d.Number).ThenByDescending(d => d.Reference).Take(PageSize * Math.Max(1, pages))
            .Select(d => new { d.Id, d.Reference, d.Name, d.Venue, d.Starts, d.Ends, d.State, d.HistoricalSource }).ToListAsync(cancellationToken);
        rows.AddRange(past.Select(d => new DeploymentRow(
            d.Id, d.Reference, d.Name, d.Venue, d.Starts is { } from && d.Ends is { } to ? new Window(from, to) : null, d.State, false, d.HistoricalSource is not null,
            d.HistoricalSource is null ? NextStep.For(reader, new Standing(d.Id, d.State, d.Starts is not null, null, false, 0, 0, 0, false, false)) : null)));
        return new DeploymentListView(
            [.. rows.OrderBy(r => r.NeedsReader ? 0 : 1).ThenBy(Rank).ThenBy(Nearness).ThenBy(r => r.Reference, ReferenceOrder.ByNumber)],
            await over.CountAsync(cancellationToken));
    }

    private static async Task<List<DeploymentRow>> UnderWayAsync(LfrDbContext db, IQueryable<Deployment> query, Actor reader, CancellationToken cancellationToken)
    {
        var deployments = await query.ToListAsync(cancellationToken);
        var ids = deployments.Select(d => d.Id).ToArray();
        var notices = (await db.Notices.Where(n => ids.Contains(n.DeploymentId)).ToListAsync(cancellationToken)).ToDictionary(n => n.DeploymentId);
        var isSealed = (await db.Watchlists.Where(w => ids.Contains(w.DeploymentId) && w.State == WatchlistState.Sealed)
            .Select(w => w.DeploymentId).ToListAsync(cancellationToken)).ToHashSet();
        var entries = (await db.Entries.Where(e => ids.Contains(e.DeploymentId)).GroupBy(e => new { e.DeploymentId, e.State })
                .Select(g => new { g.Key.DeploymentId, g.Key.State, Count = g.Count() }).ToListAsync(cancellationToken))
            .ToDictionary(g => (g.DeploymentId, g.State), g => g.Count);
        return [.. deployments.Select(Row)];

        DeploymentRow Row(Deployment d)
        {
            var notice = notices.GetValueOrDefault(d.Id);
            var standing = new Standing(
                d.Id, d.State, d.Plan.Window is not null, notice?.State, notice?.PublicSince(d.Plan) is not null, entries.GetValueOrDefault((d.Id, EntryState.Proposed)),
                entries.GetValueOrDefault((d.Id, EntryState.Approved)), entries.GetValueOrDefault((d.Id, EntryState.Returned)), isSealed.Contains(d.Id), d.Authority is not null);
            return new DeploymentRow(d.Id, d.Reference, d.Plan.Name, d.Plan.Place.Venue, d.Plan.Window, d.State, d.Plan.Window is null && d.Postponements.Count > 0,
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
