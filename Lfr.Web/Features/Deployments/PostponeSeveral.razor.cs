using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Components.Forms;
using Lfr.Web.Components.Shared;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Parts;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Deployments;

/// <summary>
/// A weather day: several deployments are put off for one reason. Each by a command of its own, so that one that is refused takes nothing from the others, and whatever was done stays done when
/// the page is left halfway.
/// </summary>
public sealed partial class PostponeSeveral
{
    private const int Longest = 2000;

    /// <summary>Days shown when the address names none: the coming week.</summary>
    private const int UsualDays = 7;

    private readonly Dictionary<Guid, DeploymentRow> chosen = [];
    private IReadOnlyList<(DeploymentRow Row, Outcome Outcome)> results = [];
    private IReadOnlyList<PostponableItem>? items;
    private (DateOnly, DateOnly, string)? read;
    private string reason = "";
    private string progress = "";
    private bool loaded;
    private bool missing;
    private bool busy;

    [SupplyParameterFromQuery(Name = "from")]
    private string? FromName { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? ToName { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Query { get; set; }

    [Inject]
    private ReadPostponable Read { get; set; } = null!;

    [Inject]
    private PostponeDeployment Postpone { get; set; } = null!;

    [Inject]
    private CurrentActor Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private DateOnly First => CalendarDays.Named(FromName) ?? ForceTime.Day(Time.GetUtcNow());

    private DateOnly Last => CalendarDays.Named(ToName) is { } last && last >= First ? last : First.AddDays(UsualDays - 1);

    private string Search => Query?.Trim() ?? "";

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.Kind is ChangeKind.Deployment or ChangeKind.Notice or ChangeKind.Watchlist;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (read != (First, Last, Search))
            await ReadAfreshAsync();
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        read = (First, Last, Search);
        items = await Read.RunAsync(await Actors.GetAsync(Leaving), First, Last, Search, Leaving);
        // What is no longer shown is not postponed unseen. What was chosen keeps the revision that was seen then: what changed since is refused by its own command.
        if (!busy)
        {
            foreach (var gone in chosen.Keys.Except((items ?? []).Select(i => i.Row.Id)).ToArray())
                chosen.Remove(gone);
        }

        loaded = true;
    }

    private void Go(string? from, string? to) => Navigation.Show(new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["from"] = CalendarDays.Named(from) is { } first ? DateLine.Iso(first) : DateLine.Iso(First),
        ["to"] = CalendarDays.Named(to) is { } last ? DateLine.Iso(last) : from is null ? DateLine.Iso(Last) : null,
    });

    private void Choose(DeploymentRow row)
    {
        if (!chosen.Remove(row.Id))
            chosen[row.Id] = row;
    }

    private void ChooseAll()
    {
        if (items!.All(i => chosen.ContainsKey(i.Row.Id)))
        {
            chosen.Clear();
            return;
        }

        foreach (var item in items!)
            chosen.TryAdd(item.Row.Id, item.Row);
    }

    private async Task PostponeAsync()
    {
        missing = string.IsNullOrWhiteSpace(reason);
        if (missing || reason.Length > Longest || chosen.Count == 0)
            return;
        results = [];
        var all = chosen.Values.OrderBy(r => r.Starts).ToArray();
        busy = true;
        try
        {
            var outcomes = await PostponeRound.RunAsync(Postpone, () => Actors.GetAsync(Leaving), all, reason, (before, row) => Tell($"{before + 1} of {all.Length}: {row.Name}"), Leaving);
            results = [.. all.Select(r => (r, outcomes[r.Id]))];
            chosen.Clear();
        }
        finally
        {
            busy = false;
        }

        await ReadAfreshAsync();
    }

    private void Tell(string words)
    {
        progress = words;
        StateHasChanged();
    }
}
