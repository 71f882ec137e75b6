using System.Globalization;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Changes;
using Lfr.Web.Components;
using Lfr.Web.Components.Shared;
using Lfr.Web.Data;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Features.Watchlists.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using MudBlazor;

namespace Lfr.Web.Features.Watchlists;

/// <summary>The list of one deployment: who is on it, how each entry stands, and the one step that is next for the reader.</summary>
public sealed partial class WatchlistPage
{
    private const int FirstRows = 50;

    private WatchlistView? list;
    private EntryView? view;
    private EntryFilter filter = EntryFilter.From(null, null, null, null);
    private EntryPage first = EntryPage.Empty;
    private Virtualize<EntryRow>? rows;
    private Actor reader = CurrentActor.Nobody;
    private Outcome? outcome;
    private string? done;
    private bool missing;
    private bool isCompiler;
    private bool isApprover;
    private bool isCommand;
    private bool mayLook;
    private bool mayTrace;
    private Outcome? entryClosed;

    /// <summary>Deployment.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "entry")]
    private Guid? Entry { get; set; }

    [SupplyParameterFromQuery(Name = EntryFilter.StateKey)]
    private string? StateShown { get; set; }

    [SupplyParameterFromQuery(Name = EntryFilter.CategoryKey)]
    private string? CategoryShown { get; set; }

    [SupplyParameterFromQuery(Name = EntryFilter.FlagKey)]
    private string? FlagShown { get; set; }

    [SupplyParameterFromQuery(Name = EntryFilter.WordsKey)]
    private string? WordsShown { get; set; }

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private ReadWatchlist Lists { get; set; } = null!;

    [Inject]
    private ReadEntries Rows { get; set; } = null!;

    [Inject]
    private ReadEntry Entries { get; set; } = null!;

    [Inject]
    private SayWhyYouLook SayWhy { get; set; } = null!;

    [Inject]
    private SealWatchlist Seal { get; set; } = null!;

    [Inject]
    private ReopenWatchlist Reopen { get; set; } = null!;

    [Inject]
    private StandForImported StandFor { get; set; } = null!;

    [Inject]
    private RemoveEntry Remove { get; set; } = null!;

    [Inject]
    private SuspendEntry Suspend { get; set; } = null!;

    [Inject]
    private LiftSuspension Lift { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    private string TableAddress => Navigation.GetUriWithQueryParameters(Navigation.ToAbsoluteUri(LfrRoutes.WatchlistTable(Id)).ToString(), filter.ToQuery());

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.DeploymentId == Id && change.Kind is ChangeKind.Watchlist or ChangeKind.Deployment;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        filter = EntryFilter.From(StateShown, CategoryShown, FlagShown, WordsShown);
        if (list is null)
            await ReadAfreshAsync();
        else
            await ShowAsync(await Current.GetAsync(Leaving));
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        var actor = await Current.GetAsync(Leaving);
        isCompiler = Permissions.ProposeEntries.IsDoneBy(actor);
        isApprover = Permissions.SignOff.IsDoneBy(actor);
        isCommand = actor.Is(Roles.Silver);
        mayLook = LookAtPhotograph.MayLook(actor);
        mayTrace = Permissions.TraceLooks.IsSeenBy(actor);
        list = await Lists.RunAsync(actor, Id, Leaving);
        missing = list is null;
        await ShowAsync(actor);
    }

    private async Task ShowAsync(Actor actor)
    {
        reader = actor;
        first = await Rows.RunAsync(actor, Id, filter, 0, FirstRows, Leaving);
        var entry = Entry is { } id && first.Closed is null ? await Entries.RunAsync(actor, id, Leaving) : Looked.Nothing<EntryView>();
        view = entry.Value?.For.Id == Id ? entry.Value : null;
        entryClosed = entry.Outcome.Succeeded ? null : entry.Outcome;
        if (rows is not null)
            await rows.RefreshDataAsync();
    }

    private async ValueTask<ItemsProviderResult<EntryRow>> RowsAsync(ItemsProviderRequest asked)
    {
        if (asked.StartIndex + asked.Count <= first.Rows.Count || first.Rows.Count == first.Count)
            return new ItemsProviderResult<EntryRow>(first.Rows.Skip(asked.StartIndex).Take(asked.Count), first.Count);
        var page = await Rows.RunAsync(reader, Id, filter, asked.StartIndex, asked.Count, asked.CancellationToken);
        return new ItemsProviderResult<EntryRow>(page.Rows, page.Count);
    }

    private void Narrow(EntryFilter narrower) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(narrower.ToQuery()), replace: true);

    private string AddressOf(Guid? entryId) => Navigation.GetUriWithQueryParameter("entry", entryId);

    private async Task SealAsync() => await SayAsync(actor => Seal.RunAsync(actor, Id, list?.Counts.Approved, Leaving), "The list is sealed.");

    private async Task StandForAsync() => await SayAsync(actor => StandFor.RunAsync(actor, Id, Leaving), "Your name is beside these entries. Somebody else signs them off.");

    private async Task ReopenAsync()
    {
        var read = list?.Revision;
        var reason = await ReasonDialog.AskAsync(Dialogs, new ReasonQuestion(
            "Open the sealed list again?", "Open again",
            list?.For.IsRunning == true
                ? "The seal is broken. The cameras go on with the list as it was sealed, until it is sealed again and an operator uses it."
                : "The seal is broken. The list must be sealed again before it may run.",
            Hint: "It stays in the record."));
        if (reason is not null)
            await SayAsync(actor => Reopen.RunAsync(actor, Id, reason, read, Leaving), "The list is open again.");
    }

    private async Task RemoveAsync(EntryView entry)
    {
        IReadOnlyList<string> falls = list?.State == WatchlistState.Sealed
            ? ["The photograph and its template are destroyed.", "No alert for this person is accepted from now on.", "The seal is broken: the list must be sealed again before another start."]
            : ["The photograph and its template are destroyed.", "No alert for this person is accepted from now on."];
        var reason = await ReasonDialog.AskAsync(Dialogs, new ReasonQuestion(
            $"Take {entry.Row.Reference} off the list?", "Remove", Hint: "Such as: no longer sought, withdrawn, challenged. The reason stays on record.", Grave: true, Consequences: falls));
        if (reason is not null)
            await SayAsync(actor => Remove.RunAsync(actor, entry.Row.Id, reason, Leaving), $"{entry.Row.Reference} is off the list.");
    }

    private async Task SuspendAsync((EntryView Entry, EntryFate Fate) known)
    {
        var row = known.Entry.Row;
        var reason = await ReasonDialog.AskAsync(Dialogs, new ReasonQuestion(
            $"Suspend {row.Reference}: {known.Fate.InWords()}?", "Suspend", "Cameras no longer look for this person. The photograph stays, and so does the seal.", Hint: "It stays in the record.",
            Consequences: ["No alert for this person is accepted from now on.", "Somebody else must sign the entry off again before anybody looks for the person."]));
        if (reason is not null)
            await SayAsync(actor => Suspend.RunAsync(actor, row.Id, known.Fate, reason, Leaving), $"{row.Reference} is suspended.");
    }

    private async Task LiftAsync(EntryView entry)
    {
        var seen = entry.Revision;
        var reason = await ReasonDialog.AskAsync(Dialogs, new ReasonQuestion(
            $"Propose {entry.Row.Reference} again?", "Propose again", "The entry waits for sign-off, by somebody else than you. Cameras look for the person once the list is sealed again and used.", Hint: "It stays in the record."));
        if (reason is not null)
            await SayAsync(actor => Lift.RunAsync(actor, entry.Row.Id, seen, reason, Leaving), $"{entry.Row.Reference} waits for sign-off.");
    }

    private async Task<Outcome> SayWhyAsync(string reason)
    {
        var said = await SayWhy.RunAsync(await Current.GetAsync(Leaving), Id, reason, Leaving);
        if (said.Succeeded)
            await ReadAfreshAsync();
        StateHasChanged();
        return said;
    }

    private async Task SayAsync(Func<Actor, Task<Outcome>> command, string success)
    {
        outcome = await command(await Current.GetAsync(Leaving));
        done = success;
        await ReadAfreshAsync();
    }

    private static string Percent(ListCounts counts) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * counts.Approved / Math.Max(1, counts.Living):0.##}%");

    private static string SubLine(WatchlistView w) =>
        $"{w.For.Name} · {w.For.Place.Venue}{(w.For.Window is { } window ? $" · {LondonTime.Span(window.Start, window.End)}" : " · no date yet")}";

    private static string StateWord(WatchlistView w) => w.State switch
    {
        WatchlistState.Sealed => "Sealed",
        WatchlistState.Purged => "Deleted",
        _ => "Being compiled",
    };

    private static IReadOnlyList<(string Word, string? Address)> TrailOf(WatchlistView w) => [(w.For.Reference, LfrRoutes.Deployment(w.For.Id)), ("Watchlist", null)];
}
