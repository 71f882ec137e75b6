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
using Microsoft.JSInterop;
using MudBlazor;

namespace Lfr.Web.Features.Watchlists;

/// <summary>The list of one deployment: who is on it, how each entry stands, and the one step that is next for the reader. Filter, order and page stand in the address; the table is read a page at a time.</summary>
public sealed partial class WatchlistPage
{
    private static readonly int[] PageSizes = [25, 50, 100, ReadEntries.Most];

    private WatchlistView? list;
    private EntryView? view;
    private EntryFilter filter = EntryFilter.From(null, null, null, null);
    private MudDataGrid<EntryRow>? grid;
    private EntryFilter? shown;
    private int? total;
    private int turned;
    private Outcome? listClosed;
    private Outcome? outcome;
    private string? done;
    private bool missing;
    private bool isCompiler;
    private bool isApprover;
    private bool seesStatuses;
    private bool isCommand;
    private bool mayLook;
    private bool mayTrace;
    private Outcome? entryClosed;
    private ElementReference listPane;
    private ElementReference panelPane;
    private Guid? drawn;

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

    [SupplyParameterFromQuery(Name = GridAddress.SortKey)]
    private string? SortBy { get; set; }

    [SupplyParameterFromQuery(Name = GridAddress.DescendingKey)]
    private bool? Descending { get; set; }

    [SupplyParameterFromQuery(Name = GridAddress.PageKey)]
    private int? Page { get; set; }

    [SupplyParameterFromQuery(Name = GridAddress.SizeKey)]
    private int? PageSize { get; set; }

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
    private IJSRuntime Browser { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    private int PageIndex => GridAddress.Index(Page);

    private int RowsOnAPage => GridAddress.Size(PageSize, PageSizes, PageSizes[0]);

    private string TableAddress => Navigation.GetUriWithQueryParameters(
        Navigation.ToAbsoluteUri(LfrRoutes.WatchlistTable(Id)).ToString(),
        new Dictionary<string, object?>(filter.ToQuery(), StringComparer.Ordinal) { [GridAddress.SortKey] = SortBy, [GridAddress.DescendingKey] = Descending });

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.DeploymentId == Id && change.Kind is ChangeKind.Watchlist or ChangeKind.Deployment;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        filter = EntryFilter.From(StateShown, CategoryShown, FlagShown, WordsShown).OrderedBy(SortBy, Descending);
        if (list is null)
            await ReadAfreshAsync();
        else
            await ShowAsync(await Current.GetAsync(Leaving));
        // Pages and orders are the grid's own doing; a filter is not.
        if (grid is not null && shown is not null && shown.OrderedBy(null, null) != filter.OrderedBy(null, null))
            await grid.ReadFromTheFirstAsync(turned);
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        var actor = await Current.GetAsync(Leaving);
        isCompiler = Permissions.ProposeEntries.IsDoneBy(actor);
        isApprover = Permissions.SignOff.IsDoneBy(actor);
        seesStatuses = Permissions.SuspendEntries.IsSeenBy(actor);
        isCommand = actor.Is(Roles.Silver);
        mayLook = LookAtPhotograph.MayLook(actor);
        mayTrace = Permissions.TraceLooks.IsSeenBy(actor);
        list = await Lists.RunAsync(actor, Id, Leaving);
        missing = list is null;
        // While the list is closed there is no grid that would ask whether it still is.
        if (listClosed is not null)
            listClosed = (await Rows.RunAsync(actor, Id, filter, 0, PageSizes[0], Leaving)).Closed;
        await ShowAsync(actor);
        if (grid is not null)
            await grid.ReloadServerData();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var (before, now) = (drawn, view?.Row.Id);
        if (before == now)
            return;
        drawn = now;
        // On a phone the entry takes the place of the list, and the list that of the entry: what was pressed is gone.
        if (now is not null)
            await Browser.InvokeVoidAsync("lfrPanes.opened", listPane, panelPane);
        else if (before is { } left)
            await Browser.InvokeVoidAsync("lfrPanes.closed", RowId(left));
    }

    private async Task ShowAsync(Actor actor)
    {
        var entry = Entry is { } id && listClosed is null ? await Entries.RunAsync(actor, id, Leaving) : Looked.Nothing<EntryView>();
        view = entry.Value?.For.Id == Id ? entry.Value : null;
        entryClosed = entry.Outcome.Succeeded ? null : entry.Outcome;
    }

    private async Task<GridData<EntryRow>> PageAsync(GridState<EntryRow> state, CancellationToken cancellationToken)
    {
        var sort = state.SortDefinitions.FirstOrDefault();
        shown = filter.OrderedBy(sort?.SortBy, sort?.Descending);
        var reader = await Current.GetAsync(cancellationToken);
        var page = await state.ReadPageAsync(skip => Rows.RunAsync(reader, Id, shown, skip, state.PageSize, cancellationToken), p => p.Count);
        (total, turned, listClosed) = (page.Count, state.Page, page.Closed);
        WasRead();
        Navigation.Show(GridAddress.Parameters(state, page.Count, shown is { Order: EntryOrder.Reference, Descending: false } ? null : shown.Order, shown.Descending, PageSizes[0]));
        grid?.TurnBackIfGone(state, page.Count);
        StateHasChanged();
        return new GridData<EntryRow> { Items = page.Rows, TotalItems = page.Count };
    }

    private SortDirection DirectionOf(EntryOrder order) =>
        SortBy is null || filter.Order != order ? SortDirection.None : filter.Descending ? SortDirection.Descending : SortDirection.Ascending;

    private void Narrow(EntryFilter narrower) => Navigation.Show(new Dictionary<string, object?>(narrower.ToQuery(), StringComparer.Ordinal) { [GridAddress.PageKey] = null });

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

    private static string RowId(Guid entryId) => $"entry-{entryId:N}";

    private static string Percent(ListCounts counts) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * counts.Approved / Math.Max(1, counts.Living):0.##}%");

    private static string StateWord(WatchlistView w) => w.State switch
    {
        WatchlistState.Sealed => "Sealed",
        WatchlistState.Purged => "Deleted",
        _ => "Being compiled",
    };

    private static IReadOnlyList<(string Word, string? Address)> TrailOf(WatchlistView w) => [(w.For.Reference, LfrRoutes.Deployment(w.For.Id)), ("Watchlist", null)];
}
