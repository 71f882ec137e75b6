using Lfr.Shared.Identity;
using Lfr.Web.Components.Shared;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Features.Administration.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Features.Administration;

/// <summary>The people of the force, and what waits for a second administrator. Search and filters stand in the address; the table is read a page at a time.</summary>
public sealed partial class PeopleList
{
    private static readonly int[] PageSizes = [25, 50, 100, ListPeople.Most];

    private MudDataGrid<PersonRow>? grid;
    private Actor actor = CurrentActor.Nobody;
    private IReadOnlyList<WaitingGrant> waiting = [];
    private int? total;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Query { get; set; }

    [SupplyParameterFromQuery(Name = "duty")]
    private string? Duty { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    private string? State { get; set; }

    [SupplyParameterFromQuery(Name = "rank")]
    private string? RankName { get; set; }

    [SupplyParameterFromQuery(Name = "training")]
    private string? Training { get; set; }

    [SupplyParameterFromQuery(Name = "seen")]
    private string? Seen { get; set; }

    [Inject]
    private PolicyNow InForce { get; set; } = null!;

    [Inject]
    private ListPeople People { get; set; } = null!;

    [Inject]
    private WaitingGrants Waiting { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool Manages => Permissions.Of(actor, Permissions.ManagePeople).Succeeded;

    /// <summary>How a state weighs.</summary>
    internal static Tone ToneOf(AccountState state) => state switch
    {
        AccountState.Active => Tone.Good,
        AccountState.Locked => Tone.Bad,
        AccountState.Invited or AccountState.NeverSignedIn => Tone.Waiting,
        _ => Tone.Quiet,
    };

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.Kind == ChangeKind.Account;

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        actor = await Current.GetAsync(Leaving);
        waiting = await Waiting.RunAsync(actor, null, Leaving);
        if (grid is not null)
            await grid.ReloadServerData();
    }

    private async Task<GridData<PersonRow>> PageAsync(GridState<PersonRow> state, CancellationToken cancellationToken)
    {
        var sort = state.SortDefinitions.FirstOrDefault();
        var filter = new PeopleFilter(Query ?? "", Roles.All.FirstOrDefault(d => d == Duty), ChosenState(State))
        {
            Rank = Of<Rank>(RankName),
            Training = Of<TrainingFilter>(Training),
            Seen = Of<SeenFilter>(Seen),
            Order = Enum.TryParse<PeopleOrder>(sort?.SortBy, out var order) ? order : PeopleOrder.Name,
            Descending = sort?.Descending == true,
        };
        var reader = await Current.GetAsync(cancellationToken);
        var page = await state.ReadPageAsync(skip => People.RunAsync(reader, filter, skip, state.PageSize, cancellationToken), p => p?.Total ?? 0);
        if (total != page?.Total)
        {
            total = page?.Total;
            StateHasChanged();
        }

        return new GridData<PersonRow> { Items = page?.Rows ?? [], TotalItems = page?.Total ?? 0 };
    }

    private static AccountState? ChosenState(string? state) => Of<AccountState>(state);

    private static T? Of<T>(string? word)
        where T : struct, Enum => Enum.TryParse<T>(word, out var chosen) && Enum.IsDefined(chosen) ? chosen : null;

    private static string InWords(TrainingFilter training) => training switch
    {
        TrainingFilter.Ended => "Training has ended",
        TrainingFilter.EndsSoon => "Training ends within 30 days",
        _ => "No training recorded",
    };

    private static string InWords(SeenFilter seen) => seen == SeenFilter.Lately ? "Seen within 30 days" : "Not seen for 90 days";

    private void Go(string name, string? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, string.IsNullOrWhiteSpace(value) ? null : value), replace: true);
}
