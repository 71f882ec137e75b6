using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Components.Shared;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Deployments;

/// <summary>The library of places, and one place with the deployments there: a plan begins with the last one.</summary>
public sealed partial class PlacesPage
{
    private IReadOnlyList<KnownPlace>? places;
    private PlaceSheet? sheet;
    private int count;
    private bool mayPlan;
    private (string?, string?)? read;

    [SupplyParameterFromQuery(Name = "venue")]
    private string? Venue { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Query { get; set; }

    [Inject]
    private ReadPlaces Read { get; set; } = null!;

    [Inject]
    private CurrentActor Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.Kind is ChangeKind.Deployment or ChangeKind.Record;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (read != (Venue, Query))
            await ReadAfreshAsync();
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        read = (Venue, Query);
        var actor = await Actors.GetAsync(Leaving);
        mayPlan = Permissions.WritePlans.IsDoneBy(actor);
        sheet = string.IsNullOrEmpty(Venue) ? null : await Read.OfAsync(actor, Venue, Leaving);
        if (sheet is null)
            (places, count) = string.IsNullOrEmpty(Venue) && await Read.RunAsync(actor, Query?.Trim() ?? "", Leaving) is var (found, all) ? (found, all) : ([], 0);
    }

    private static (string Label, string Text)[] Facts(PlaceSheet place) =>
    [
        ("Recognition zone", place.Place.Zone), ("Another way", place.Place.AlternativeRoute), ("Sensitive sites", place.SensitiveSites),
        ("Expected footfall", place.ExpectedFootfall > 0 ? $"{Words.Number(place.ExpectedFootfall)}. {place.FootfallBasis}" : ""),
    ];
}
