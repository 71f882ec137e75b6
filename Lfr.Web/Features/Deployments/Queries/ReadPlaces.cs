using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>A street and landmark at which deployments were or are planned.</summary>
/// <param name="Venue">Street and landmark.</param>
/// <param name="Planned">How many deployments there are.</param>
/// <param name="Ran">How many of them ran.</param>
/// <param name="Last">The latest day of any; <see langword="null"/> when none has a date.</param>
public sealed record KnownPlace(string Venue, int Planned, int Ran, DateTimeOffset? Last);

/// <summary>What is known of a place from the plans that were made for it.</summary>
/// <param name="Venue">Street and landmark.</param>
/// <param name="ModelId">The deployment whose plan a new one begins with: the last one here.</param>
/// <param name="ModelReference">Its number.</param>
/// <param name="Place">Place as that plan says.</param>
/// <param name="SensitiveSites">Schools, places of worship and clinics nearby, as that plan says.</param>
/// <param name="FootfallBasis">Where its footfall came from.</param>
/// <param name="ExpectedFootfall">Its footfall.</param>
/// <param name="Uses">Deployments here, the latest first, at most <see cref="ReadPlaces.MostUses"/>.</param>
/// <param name="UseCount">How many there are.</param>
public sealed record PlaceSheet(
    string Venue, Guid ModelId, string ModelReference, Place Place, string SensitiveSites, string FootfallBasis, int ExpectedFootfall, IReadOnlyList<PlaceUse> Uses, int UseCount)
{
    /// <summary>The place as a map, as that plan has it.</summary>
    public PlaceMap? Map { get; init; }
}

/// <summary>A deployment at a place, and its results.</summary>
/// <param name="State">Its state.</param>
/// <param name="Use">The use, with its published figures.</param>
public sealed record PlaceUse(DeploymentState State, EarlierUse Use);

/// <summary>The library of places: nobody keeps it, it is what the plans say.</summary>
public sealed class ReadPlaces(IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>Most places on the page.</summary>
    public const int Most = 60;

    /// <summary>Most deployments that are shown of a place.</summary>
    public const int MostUses = 12;

    private static readonly DeploymentState[] RanStates = [DeploymentState.Live, DeploymentState.Paused, DeploymentState.Ended, DeploymentState.Debriefed, DeploymentState.Published];

    /// <summary>Places that fit what is searched, the latest used first, and how many fit; <see langword="null"/> when the reader does not read plans.</summary>
    public async Task<(IReadOnlyList<KnownPlace> Places, int Count)?> RunAsync(Actor reader, string search, CancellationToken cancellationToken)
    {
        if (!Permissions.WritePlans.IsSeenBy(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var places = ListDeployments.Found(db.Deployments.AsNoTracking(), search).Where(d => d.Venue != "").GroupBy(d => d.Venue);
        return (
            await places.OrderByDescending(g => g.Max(d => d.Starts)).ThenBy(g => g.Key).Take(Most)
                .Select(g => new KnownPlace(g.Key, g.Count(), g.Count(d => RanStates.Contains(d.State)), g.Max(d => d.Starts))).ToListAsync(cancellationToken),
            await places.CountAsync(cancellationToken));
    }

    /// <summary>One place; <see langword="null"/> when nothing was planned there, or the reader does not read plans.</summary>
    public async Task<PlaceSheet?> OfAsync(Actor reader, string venue, CancellationToken cancellationToken)
    {
        if (!Permissions.WritePlans.IsSeenBy(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var there = db.Deployments.AsNoTracking().Where(d => d.Venue == venue);
        var latest = await there.OrderByDescending(d => d.Starts).ThenByDescending(d => d.Id).Take(MostUses).ToListAsync(cancellationToken);
        // A trial of 2019 has no plan to begin with.
        if ((latest.FirstOrDefault(d => d.HistoricalSource is null) ?? latest.FirstOrDefault()) is not { } model)
            return null;
        var ids = latest.Select(d => d.Id).ToArray();
        var records = await db.Records.AsNoTracking().Where(r => ids.Contains(r.DeploymentId)).ToDictionaryAsync(r => r.DeploymentId, cancellationToken);
        return new PlaceSheet(
            venue, model.Id, model.Reference, model.Plan.Place, model.Plan.Grounds.SensitiveSites, model.Plan.FootfallBasis, model.Plan.ExpectedFootfall,
            [.. latest.Select(d => new PlaceUse(d.State, new EarlierUse(d.Id, d.Reference, d.Name, d.Starts, records.GetValueOrDefault(d.Id)?.Current?.Figures, d.HistoricalSource is not null)))],
            await there.CountAsync(cancellationToken))
        {
            Map = model.Plan.Map,
        };
    }
}
