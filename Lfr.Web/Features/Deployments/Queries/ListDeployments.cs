using System.Linq.Expressions;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
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
    /// <summary>When it starts; <see langword="null"/> while undecided.</summary>
    public DateTimeOffset? Starts => Window?.Start;

    /// <summary>Whether it waits for the reader.</summary>
    public bool NeedsReader => Next is { IsNeeded: true };

    /// <summary>Revision that was read: a step names it. Zero where only its columns were read.</summary>
    public long Revision { get; init; }

    /// <summary>How it stands; <see langword="null"/> where only its columns were read, because it is over.</summary>
    public Standing? Standing { get; init; }

    /// <summary>What is due next; <see langword="null"/> when nothing is.</summary>
    public Deadline? Deadline { get; init; }
}

/// <summary>A page of the list of deployments.</summary>
/// <param name="Rows">The page.</param>
/// <param name="Total">How many the filter finds.</param>
/// <param name="Counts">How many of each group the search finds.</param>
public sealed record DeploymentPage(IReadOnlyList<DeploymentRow> Rows, int Total, IReadOnlyDictionary<DeploymentGroup, int> Counts);

/// <summary>
/// Reads the deployments a page at a time. Those under way are read whole, since there are never many at once and only their notices and lists tell whom they wait for; those that
/// are over are read by the page, since there are hundreds after a year.
/// </summary>
public sealed class ListDeployments(IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, TimeProvider time)
{
    /// <summary>The largest page.</summary>
    public const int Most = 200;

    private static readonly DeploymentState[] OverStates = [DeploymentState.Published, DeploymentState.Cancelled, DeploymentState.Refused];

    /// <summary>Whether nothing more happens in this state.</summary>
    public static bool IsOver(DeploymentState state) => OverStates.Contains(state);

    /// <summary>Those under way, in no order, with how each stands; <see langword="null"/> when the reader may not see deployments.</summary>
    public async Task<IReadOnlyList<DeploymentRow>?> UnderWayAsync(Actor reader, string search, CancellationToken cancellationToken)
    {
        if (!Permissions.SeeDeployments.IsSeenBy(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await UnderWayAsync(db, Found(db.Deployments, search).Where(d => !OverStates.Contains(d.State)), reader, cancellationToken);
    }

    /// <summary>A page; <see langword="null"/> when the reader may not see deployments.</summary>
    /// <param name="reader">Who reads.</param>
    /// <param name="filter">Which, and in which order.</param>
    /// <param name="skip">How many come before the page.</param>
    /// <param name="take">How many the page shows at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DeploymentPage?> RunAsync(Actor reader, DeploymentFilter filter, int skip, int take, CancellationToken cancellationToken)
    {
        if (!Permissions.SeeDeployments.IsSeenBy(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var found = Found(db.Deployments, filter.Search);
        var over = found.Where(d => OverStates.Contains(d.State));
        var underWay = (await UnderWayAsync(db, found.Where(d => !OverStates.Contains(d.State)), reader, cancellationToken))
            .OrderBy(r => r.NeedsReader ? 0 : 1).ThenBy(Rank).ThenBy(Nearness).ThenBy(r => r.Reference, ReferenceOrder.ByNumber).ToArray();
        var counts = Enum.GetValues<DeploymentGroup>().ToDictionary(g => g, g => underWay.Count(r => Is(r, g)));
        counts[DeploymentGroup.Over] = await over.CountAsync(cancellationToken);
        counts[DeploymentGroup.All] += counts[DeploymentGroup.Over];

        var shown = underWay.Where(r => Is(r, filter.Group)).ToArray();
        var rows = filter switch
        {
            { Order: DeploymentOrder.Urgency } => await ByUrgencyAsync(),
            { Group: DeploymentGroup.All or DeploymentGroup.Over } => await SortedAsync(filter.Group == DeploymentGroup.All ? found : over),
            _ => (IReadOnlyList<DeploymentRow>)[.. Sorted(shown, filter).Skip(skip).Take(take)],
        };
        return new DeploymentPage(rows, counts[filter.Group], counts);

        async Task<IReadOnlyList<DeploymentRow>> ByUrgencyAsync()
        {
            var page = shown.Skip(skip).Take(take).ToList();
            if (page.Count < take && filter.Group is DeploymentGroup.All or DeploymentGroup.Over)
            {
                var past = over.OrderByDescending(d => d.Starts).ThenByDescending(d => d.Year).ThenByDescending(d => d.Number).ThenByDescending(d => d.Reference)
                    .Skip(Math.Max(0, skip - shown.Length)).Take(take - page.Count);
                page.AddRange((await Brief(past).ToListAsync(cancellationToken)).Select(d => d.Row(reader)));
            }

            return page;
        }

        async Task<IReadOnlyList<DeploymentRow>> SortedAsync(IQueryable<Deployment> all)
        {
            var known = underWay.ToDictionary(r => r.Id);
            return [.. (await Brief(Sorted(all, filter).Skip(skip).Take(take)).ToListAsync(cancellationToken)).Select(d => known.GetValueOrDefault(d.Id) ?? d.Row(reader))];
        }
    }

    private static bool Is(DeploymentRow row, DeploymentGroup group) => group switch
    {
        DeploymentGroup.Needs => row.NeedsReader,
        DeploymentGroup.Live => Rank(row) == 0,
        DeploymentGroup.Ahead => Rank(row) == 1,
        DeploymentGroup.Closing => Rank(row) == 2,
        DeploymentGroup.Over => Rank(row) == 3,
        _ => true,
    };

    /// <summary>Those whose name, place or number has the words in it.</summary>
    internal static IQueryable<Deployment> Found(IQueryable<Deployment> all, string search)
    {
        if (search.Length == 0)
            return all;
        // LIKE ignores case in both databases; what people type is text, not a pattern.
        var pattern = $"%{search.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal)}%";
        return all.Where(d => EF.Functions.Like(d.Name, pattern, "\\") || EF.Functions.Like(d.Venue, pattern, "\\") || EF.Functions.Like(d.Reference, pattern, "\\"));
    }

    private static IQueryable<Deployment> Sorted(IQueryable<Deployment> all, DeploymentFilter filter)
    {
        var sorted = filter.Order switch
        {
            DeploymentOrder.Name => By(d => d.Name),
            DeploymentOrder.Place => By(d => d.Venue),
            DeploymentOrder.State => By(d => d.State),
            DeploymentOrder.Starts => By(d => d.Starts),
            _ => By(d => d.Year),
        };
        return filter.Descending ? sorted.ThenByDescending(d => d.Year).ThenByDescending(d => d.Number).ThenByDescending(d => d.Reference)
            : sorted.ThenBy(d => d.Year).ThenBy(d => d.Number).ThenBy(d => d.Reference);

        IOrderedQueryable<Deployment> By<T>(Expression<Func<Deployment, T>> what) => filter.Descending ? all.OrderByDescending(what) : all.OrderBy(what);
    }

    private static IEnumerable<DeploymentRow> Sorted(IEnumerable<DeploymentRow> rows, DeploymentFilter filter)
    {
        var sorted = filter.Order switch
        {
            DeploymentOrder.Name => rows.OrderBy(r => r.Name, StringComparer.Ordinal),
            DeploymentOrder.Place => rows.OrderBy(r => r.Place, StringComparer.Ordinal),
            DeploymentOrder.State => rows.OrderBy(r => r.State.ToString(), StringComparer.Ordinal),
            DeploymentOrder.Starts => rows.OrderBy(r => r.Starts),
            _ => rows.OrderBy(r => r.Reference, ReferenceOrder.ByNumber),
        };
        var ordered = sorted.ThenBy(r => r.Reference, ReferenceOrder.ByNumber);
        return filter.Descending ? ordered.Reverse() : ordered;
    }

    private static IQueryable<BriefDeployment> Brief(IQueryable<Deployment> deployments) =>
        deployments.Select(d => new BriefDeployment(d.Id, d.Reference, d.Name, d.Venue, d.Starts, d.Ends, d.State, d.HistoricalSource));

    private async Task<List<DeploymentRow>> UnderWayAsync(LfrDbContext db, IQueryable<Deployment> query, Actor reader, CancellationToken cancellationToken)
    {
        var (deployments, now) = (await query.ToListAsync(cancellationToken), time.GetUtcNow());
        var ids = deployments.Select(d => d.Id).ToArray();
        var notices = (await db.Notices.Where(n => ids.Contains(n.DeploymentId)).ToListAsync(cancellationToken)).ToDictionary(n => n.DeploymentId);
        var isSealed = (await db.Watchlists.Where(w => ids.Contains(w.DeploymentId) && w.State == WatchlistState.Sealed)
            .Select(w => w.DeploymentId).ToListAsync(cancellationToken)).ToHashSet();
        var entries = (await db.Entries.Where(e => ids.Contains(e.DeploymentId)).GroupBy(e => new { e.DeploymentId, e.State })
                .Select(g => new { g.Key.DeploymentId, g.Key.State, Count = g.Count() }).ToListAsync(cancellationToken))
            .ToDictionary(g => (g.DeploymentId, g.State), g => g.Count);
        var deciders = await WhoDecided.OfAsync(db, deployments, cancellationToken);
        return [.. deployments.Select(Row)];

        DeploymentRow Row(Deployment d)
        {
            var notice = notices.GetValueOrDefault(d.Id);
            var standing = new Standing(
                d.Id, d.State, d.Plan.Window is not null, notice?.State, notice?.PublicSince(d.Plan) is not null, entries.GetValueOrDefault((d.Id, EntryState.Proposed)),
                entries.GetValueOrDefault((d.Id, EntryState.Approved)), entries.GetValueOrDefault((d.Id, EntryState.Returned)), isSealed.Contains(d.Id), d.Authority is not null)
            {
                GrantedUrgentlyBy = d.AwaitsCountersignature ? d.Authority!.By.UserId : null,
                ReaderDecided = deciders[d.Id].Contains(reader.UserId),
            };
            return new DeploymentRow(d.Id, d.Reference, d.Plan.Name, d.Plan.Place.Venue, d.Plan.Window, d.State, d.Plan.Window is null && d.Postponements.Count > 0,
                d.HistoricalSource is not null, d.HistoricalSource is null ? NextStep.For(reader, standing) : null)
            {
                Revision = d.Revision,
                Standing = standing,
                Deadline = Deadline.Next(standing, d.Plan.Window, dossiers.PolicyOf(d, now), now),
            };
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

    /// <summary>What the columns say of a deployment: all that a list needs of one that is over.</summary>
    private sealed record BriefDeployment(
        Guid Id, string Reference, string Name, string Venue, DateTimeOffset? Starts, DateTimeOffset? Ends, DeploymentState State, string? HistoricalSource)
    {
        public DeploymentRow Row(Actor reader) => new(
            Id, Reference, Name, Venue, Starts is { } from && Ends is { } to ? new Window(from, to) : null, State, false, HistoricalSource is not null,
            HistoricalSource is null ? NextStep.For(reader, new Standing(Id, State, Starts is not null, null, false, 0, 0, 0, false, false)) : null);
    }
}
