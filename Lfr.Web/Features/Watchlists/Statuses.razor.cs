using Lfr.Shared.Policy;
using Lfr.Web.Changes;
using Lfr.Web.Data;
using Lfr.Web.Features.Watchlists.Status;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Watchlists;

/// <summary>When the system that knows who is still sought was last asked about a list, and what it said.</summary>
public sealed partial class Statuses
{
    private StatusLooksView? view;
    private Outcome? outcome;
    private string? done;
    private bool missing;

    /// <summary>Deployment.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private ReadStatusLooks Looks { get; set; } = null!;

    [Inject]
    private AskStatuses Ask { get; set; } = null!;

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.DeploymentId == Id && change.Kind is ChangeKind.Watchlist or ChangeKind.Deployment;

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        view = await Looks.RunAsync(await Current.GetAsync(Leaving), Id, Leaving);
        missing = view is null;
    }

    private async Task AskAsync()
    {
        outcome = await Ask.RunAsync(await Current.GetAsync(Leaving), Id, Leaving);
        await ReadAfreshAsync();
        done = view?.Latest is { Problem: null } latest ? $"{latest.Source} answered." : "The question was not answered in full.";
    }

    private static IReadOnlyList<(string Word, string? Address)> TrailOf(StatusLooksView v) =>
        [(v.For.Reference, LfrRoutes.Deployment(v.For.Id)), ("Watchlist", LfrRoutes.Watchlist(v.For.Id)), ("Status checks", null)];
}
