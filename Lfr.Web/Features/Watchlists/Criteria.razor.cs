using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Changes;
using Lfr.Web.Data;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Features.Watchlists.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Watchlists;

/// <summary>Who may be put on one list: proposed by a compiler, approved by an authorising officer, read by whoever sees plans.</summary>
public sealed partial class Criteria
{
    private readonly HashSet<EntryCategory> categories = [];
    private readonly HashSet<ImageSource> sources = [];
    private readonly HashSet<AgeBand> ages = [];
    private CriteriaView? view;
    private Outcome? outcome;
    private string? done;
    private string link = "";
    private string sent = "";
    private string reasons = "";
    private bool missing;
    private bool filled;

    /// <summary>Deployment.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private ReadCriteria Reads { get; set; } = null!;

    [Inject]
    private ProposeCriteria Propose { get; set; } = null!;

    [Inject]
    private DecideCriteria Decide { get; set; } = null!;

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.DeploymentId == Id && change.Kind is ChangeKind.Watchlist or ChangeKind.Deployment;

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        view = await Reads.RunAsync(await Current.GetAsync(Leaving), Id, Leaving);
        missing = view is null;
        if (filled || view is null)
            return;

        // Begins with what stands; of a new list nothing is ticked: every choice is somebody's own.
        filled = true;
        if ((view.Proposed ?? view.InForce ?? view.Last?.Terms) is not { } from)
            return;
        categories.UnionWith(from.Categories.Intersect(view.Categories));
        sources.UnionWith(from.Sources.Intersect(view.Sources));
        ages.UnionWith(from.AgeBands);
        link = sent = from.Link;
    }

    private static void Choose<T>(HashSet<T> chosen, T one, bool on) => _ = on ? chosen.Add(one) : chosen.Remove(one);

    private async Task ProposeAsync()
    {
        outcome = await Propose.RunAsync(await Current.GetAsync(Leaving), Id, new CriteriaTerms([.. categories], [.. sources], [.. ages], link), view?.Revision, Leaving);
        if (outcome.Succeeded)
            sent = link;
        done = "The criteria wait for the authorising officer.";
        await ReadAfreshAsync();
    }

    private async Task DecideAsync(bool approves)
    {
        outcome = await Decide.RunAsync(await Current.GetAsync(Leaving), Id, approves, reasons, view?.Revision, view?.Facts, Leaving);
        done = approves ? "The criteria are approved. People can be put on the list." : "The criteria went back to the compiler.";
        if (outcome.Succeeded)
            reasons = "";
        await ReadAfreshAsync();
    }

    private static IReadOnlyList<(string Word, string? Address)> TrailOf(CriteriaView v) =>
        [(v.For.Reference, LfrRoutes.Deployment(v.For.Id)), ("Watchlist", LfrRoutes.Watchlist(v.For.Id)), ("Criteria", null)];
}
