using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Changes;
using Lfr.Web.Components;
using Lfr.Web.Components.Shared;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Features.Deployments;

/// <summary>All deployments; what waits for the reader first. Filter, search, order, page and hidden columns stand in the address; the table is read a page at a time.</summary>
public sealed partial class DeploymentList
{
    private static readonly (DeploymentGroup Group, string Title)[] Groups =
    [
        (DeploymentGroup.All, "All"), (DeploymentGroup.Needs, "Needs you"), (DeploymentGroup.Live, "Live"), (DeploymentGroup.Ahead, "Ahead"), (DeploymentGroup.Closing, "To be closed down"),
        (DeploymentGroup.Over, "Over"),
    ];

    private static readonly (string Name, string Title)[] Choosable = [("time", "Time"), ("number", "Number"), ("place", "Place"), ("next", "What is next")];

    /// <summary>The name tells deployments apart; whoever works with numbers chooses them.</summary>
    private const string HiddenAtFirst = "number";

    private static readonly int[] PageSizes = [25, 50, 100, ListDeployments.Most];

    private MudDataGrid<DeploymentRow>? grid;
    private IReadOnlyDictionary<DeploymentGroup, int>? counts;
    private DeploymentFilter? read;
    private int turned;
    private bool isPlanner;
    private bool readsPlans;

    [SupplyParameterFromQuery(Name = "show")]
    private string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Query { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    private string? SortBy { get; set; }

    [SupplyParameterFromQuery(Name = "desc")]
    private bool? Descending { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? Page { get; set; }

    [SupplyParameterFromQuery(Name = "size")]
    private int? PageSize { get; set; }

    [SupplyParameterFromQuery(Name = "without")]
    private string? Without { get; set; }

    [Inject]
    private ListDeployments List { get; set; } = null!;

    [Inject]
    private CurrentActor Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private DeploymentFilter Filter => DeploymentFilter.From(Query, Show, SortBy, Descending);

    private bool IsFiltered => Filter is { Search.Length: > 0 } or { Group: not DeploymentGroup.All };

    private int PageIndex => GridAddress.Index(Page);

    private int RowsOnAPage => GridAddress.Size(PageSize, PageSizes, PageSizes[1]);

    private HashSet<string> Hidden => [.. (Without ?? HiddenAtFirst).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private string TableAddress => Navigation.GetUriWithQueryParameters(
        new Uri(new Uri(Navigation.BaseUri), LfrRoutes.DeploymentsTable).ToString(),
        new Dictionary<string, object?>(StringComparer.Ordinal) { ["q"] = Query, ["show"] = Show, ["sort"] = SortBy, ["desc"] = Descending });

    private string? Sub => counts?[DeploymentGroup.Needs] switch
    {
        null => null,
        0 => "You’re up to date.",
        1 => "One waits for you.",
        var n => $"{n} wait for you.",
    };

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.Kind is not (ChangeKind.Worker or ChangeKind.WorkerReport or ChangeKind.Alert);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var reader = await Actors.GetAsync(Leaving);
        (isPlanner, readsPlans) = (Permissions.WritePlans.IsDoneBy(reader), Permissions.WritePlans.IsSeenBy(reader));
        // Pages and orders are the grid's own doing; a filter is not.
        if (read is not null && read with { Order = default, Descending = false } != Filter with { Order = default, Descending = false } && grid is not null)
            await grid.ReadFromTheFirstAsync(turned);
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        if (grid is not null)
            await grid.ReloadServerData();
    }

    private async Task<GridData<DeploymentRow>> PageAsync(GridState<DeploymentRow> state, CancellationToken cancellationToken)
    {
        var sort = state.SortDefinitions.FirstOrDefault();
        read = Filter with { Order = Enum.TryParse<DeploymentOrder>(sort?.SortBy, out var order) ? order : DeploymentOrder.Urgency, Descending = sort?.Descending == true };
        var reader = await Actors.GetAsync(cancellationToken);
        var page = await state.ReadPageAsync(skip => List.RunAsync(reader, read, skip, state.PageSize, cancellationToken), p => p?.Total ?? 0);
        (counts, turned) = (page?.Counts, state.Page);
        WasRead();
        Navigation.Show(GridAddress.Parameters(state, page?.Total ?? 0, read.Order == DeploymentOrder.Urgency ? null : read.Order, read.Descending, PageSizes[1]));
        grid?.TurnBackIfGone(state, page?.Total ?? 0);
        StateHasChanged();
        return new GridData<DeploymentRow> { Items = page?.Rows ?? [], TotalItems = page?.Total ?? 0 };
    }

    private void Go(params (string Name, string? Value)[] changes) =>
        Navigation.Show(changes.ToDictionary(c => c.Name, c => (object?)(string.IsNullOrWhiteSpace(c.Value) ? null : c.Value), StringComparer.Ordinal));

    private bool IsShown(string column) => !Hidden.Contains(column);

    private void Choose(string column)
    {
        var hidden = Hidden;
        hidden.Remove("none");
        if (!hidden.Remove(column))
            hidden.Add(column);
        var without = hidden.Count == 0 ? "none" : string.Join(',', hidden.Order(StringComparer.Ordinal));
        Go(("without", without == HiddenAtFirst ? null : without));
    }

    private SortDirection DirectionOf(DeploymentOrder order) =>
        Filter.Order != order ? SortDirection.None : Filter.Descending ? SortDirection.Descending : SortDirection.Ascending;

    private string Address(DeploymentGroup group) => Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?>(StringComparer.Ordinal) { ["show"] = group == DeploymentGroup.All ? null : group.ToString().ToLowerInvariant(), ["page"] = null });

    private static string Hours(Window window) => ForceTime.Day(window.Start) == ForceTime.Day(window.End)
        ? $"{ForceTime.Time(window.Start)}–{ForceTime.Time(window.End)}"
        : ForceTime.Day(window.End) == ForceTime.Day(window.Start).AddDays(1) ? $"{ForceTime.Time(window.Start)} to {ForceTime.Time(window.End)} next day"
        : $"{ForceTime.Time(window.Start)} to {ForceTime.ShortDate(window.End)}, {ForceTime.Time(window.End)}";

    private string Distance(DeploymentRow row)
    {
        var now = Time.GetUtcNow();
        if (row.Window is not { } window || row.State is not (DeploymentState.Draft or DeploymentState.Submitted or DeploymentState.Authorised))
            return "";
        if (window.End <= now)
            return "the window has passed";
        return window.Start <= now ? "its window is open now" : $"in {Words.Duration(window.Start - now)}";
    }
}
