using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Changes;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Deployments;

/// <summary>All deployments; what waits for the reader first. Filter, search and order stand in the address.</summary>
public sealed partial class DeploymentList
{
    private static readonly (string Group, string Title)[] Filters =
        [("", "All"), ("needs", "Needs you"), ("live", "Live"), ("ahead", "Ahead"), ("closing", "To be closed down"), ("over", "Over")];

    private DeploymentListView? view;
    private int pages = 1;
    private string? read;
    private bool loaded;
    private bool isPlanner;

    [SupplyParameterFromQuery(Name = "show")]
    private string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Query { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    private string? SortBy { get; set; }

    [Inject]
    private ListDeployments List { get; set; } = null!;

    [Inject]
    private CurrentActor Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Current => Filters.Any(f => f.Group == Show) ? Show! : "";

    private string? Sub => Rows.Count == 0 ? null : Rows.Count(r => r.NeedsReader) switch
    {
        0 => "You’re up to date.",
        1 => "One waits for you.",
        var n => $"{n} wait for you.",
    };

    private IReadOnlyList<DeploymentRow> Rows => view?.Rows ?? [];

    private IEnumerable<(string Title, IReadOnlyList<DeploymentRow> Rows)> Groups
    {
        get
        {
            var found = Ordered(Rows.Where(r => Is(r, Current))).ToArray();
            (string, IEnumerable<DeploymentRow>)[] groups =
            [
                ("Needs you now", found.Where(r => r.NeedsReader)),
                ("Live", found.Where(r => !r.NeedsReader && Is(r, "live"))),
                ("Coming up", found.Where(r => !r.NeedsReader && Is(r, "ahead") && r.Window is not null)),
                ("No date yet", found.Where(r => !r.NeedsReader && Is(r, "ahead") && r.Window is null)),
                ("To be closed down", found.Where(r => !r.NeedsReader && Is(r, "closing"))),
                ("Over", found.Where(r => !r.NeedsReader && Is(r, "over"))),
            ];
            return groups.Select(g => (g.Item1, (IReadOnlyList<DeploymentRow>)[.. g.Item2])).Where(g => g.Item2.Count > 0);
        }
    }

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.Kind is not (ChangeKind.Worker or ChangeKind.WorkerReport or ChangeKind.Alert);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        // The address changes with each letter of a search; the order of what is shown needs no reading.
        if (loaded && string.Equals(read, Query, StringComparison.Ordinal))
            return;
        (read, pages) = (Query, 1);
        await ReadAfreshAsync();
    }

    private static bool Is(DeploymentRow row, string group) => group switch
    {
        "needs" => row.NeedsReader,
        "live" => row.State is DeploymentState.Live or DeploymentState.Paused,
        "ahead" => row.State is DeploymentState.Draft or DeploymentState.Submitted or DeploymentState.Authorised,
        "closing" => row.State is DeploymentState.Ended or DeploymentState.Debriefed,
        "over" => row.State is DeploymentState.Published or DeploymentState.Cancelled or DeploymentState.Refused,
        _ => true,
    };

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        var actor = await Actors.GetAsync(Leaving);
        isPlanner = Permissions.WritePlans.IsDoneBy(actor);
        view = await List.RunAsync(actor, Query, pages, Leaving);
        loaded = true;
    }

    private IEnumerable<DeploymentRow> Ordered(IEnumerable<DeploymentRow> found) => SortBy switch
    {
        "name" => found.OrderBy(r => r.Name, StringComparer.CurrentCultureIgnoreCase),
        "number" => found.OrderByDescending(r => r.Reference, ReferenceOrder.ByNumber),
        _ => found,
    };

    private int CountOf(string group) => group switch
    {
        "over" => view?.Over ?? 0,
        "" => Rows.Count(r => !Is(r, "over")) + (view?.Over ?? 0),
        _ => Rows.Count(r => Is(r, group)),
    };

    private async Task MoreAsync()
    {
        pages++;
        await ReadAfreshAsync();
    }

    private string Address(string show) => Navigation.GetUriWithQueryParameter("show", show.Length == 0 ? null : show);

    private void Search(string? words) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("q", string.IsNullOrWhiteSpace(words) ? null : words), replace: true);

    private void Sort(string? by) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("sort", string.IsNullOrEmpty(by) ? null : by), replace: true);

    private static string SortWord(string? by) => by switch
    {
        "name" => "By name",
        "number" => "By number",
        _ => "By date",
    };

    private static string ShortDay(Window window) => LondonTime.ShortDate(window.Start);

    private static string Hours(Window window) => LondonTime.Day(window.Start) == LondonTime.Day(window.End)
        ? $"{LondonTime.Time(window.Start)}–{LondonTime.Time(window.End)}"
        : LondonTime.Day(window.End) == LondonTime.Day(window.Start).AddDays(1) ? $"{LondonTime.Time(window.Start)} to {LondonTime.Time(window.End)} next day"
        : $"{LondonTime.Time(window.Start)} to {LondonTime.ShortDate(window.End)}, {LondonTime.Time(window.End)}";

    private string Distance(DeploymentRow row)
    {
        var now = Time.GetUtcNow();
        if (row.Window is not { } window || !Is(row, "ahead"))
            return "";
        if (window.End <= now)
            return "the window has passed";
        return window.Start <= now ? "its window is open now" : $"in {Words.Duration(window.Start - now)}";
    }
}
