using Lfr.Shared.Identity;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Deployments;

/// <summary>
/// The deployments under way in columns by state, each with how ready it is and what is due next. Nothing is dragged from one column to another: a state changes by somebody's decision.
/// </summary>
public sealed partial class DeploymentBoard
{
    private IReadOnlyList<BoardLane>? lanes;
    private string? read;
    private bool loaded;
    private bool isPlanner;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Query { get; set; }

    [Inject]
    private ReadBoard Read { get; set; } = null!;

    [Inject]
    private CurrentActor Actors { get; set; } = null!;

    private string Search => Query?.Trim() ?? "";

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.Kind is not (ChangeKind.Worker or ChangeKind.WorkerReport or ChangeKind.Alert);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (!string.Equals(read, Search, StringComparison.Ordinal))
            await ReadAfreshAsync();
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        var actor = await Actors.GetAsync(Leaving);
        (isPlanner, read) = (Permissions.WritePlans.IsDoneBy(actor), Search);
        lanes = await Read.RunAsync(actor, Search, ReadBoard.Most, Leaving);
        loaded = true;
    }

    /// <summary>A column's heading.</summary>
    internal static string TitleOf(BoardColumn column) => column switch
    {
        BoardColumn.Draft => "Draft",
        BoardColumn.Submitted => "Waiting for authority",
        BoardColumn.Authorised => "Authorised",
        BoardColumn.Live => "Live",
        BoardColumn.Closing => "To be closed down",
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "Unknown column."),
    };
}
