using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Components.Shared;
using Lfr.Web.Features.Oversight.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Features.Oversight;

/// <summary>Who did what, when and why; every refusal too. Filters, order and page stand in the address; the log is read a page at a time. One button walks the whole chain.</summary>
public sealed partial class AuditLog
{
    private static readonly int[] PageSizes = [25, 50, 100, ReadAudit.Most];

    private MudDataGrid<AuditLine>? grid;
    private Actor actor = CurrentActor.Nobody;
    private AuditChoices choices = new([], [], []);
    private int? total;
    private int turned;
    private ChainCheck? check;
    private bool asksOrAccepts;
    private AuditFilter? read;
    private IReadOnlyList<Finding> standing = [];

    /// <summary>One deployment.</summary>
    [SupplyParameterFromQuery(Name = "deployment")]
    public Guid? DeploymentId { get; set; }

    /// <summary>One account.</summary>
    [SupplyParameterFromQuery(Name = "person")]
    public Guid? PersonId { get; set; }

    /// <summary>One kind of action.</summary>
    [SupplyParameterFromQuery(Name = "action")]
    public string? ActionName { get; set; }

    /// <summary>Only what was refused.</summary>
    [SupplyParameterFromQuery(Name = "refused")]
    public bool? Refused { get; set; }

    /// <summary>Only looks at the person with this reference.</summary>
    [SupplyParameterFromQuery(Name = "entry")]
    public string? Seen { get; set; }

    [SupplyParameterFromQuery(Name = GridAddress.SortKey)]
    private string? SortBy { get; set; }

    [SupplyParameterFromQuery(Name = GridAddress.DescendingKey)]
    private bool? Descending { get; set; }

    [SupplyParameterFromQuery(Name = GridAddress.PageKey)]
    private int? Page { get; set; }

    [SupplyParameterFromQuery(Name = GridAddress.SizeKey)]
    private int? PageSize { get; set; }

    [Inject]
    private ReadAudit Audit { get; set; } = null!;

    [Inject]
    private ReadStanding Standing { get; set; } = null!;

    [Inject]
    private VerifyChain Chain { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private AuditFilter Filter => new AuditFilter(DeploymentId, PersonId, ActionName, Refused ?? false) { Seen = Seen }.OrderedBy(SortBy, Descending);

    private int PageIndex => GridAddress.Index(Page);

    private int RowsOnAPage => GridAddress.Size(PageSize, PageSizes, PageSizes[1]);

    private string ExportAddress => Navigation.GetUriWithQueryParameters(
        new Uri(new Uri(Navigation.BaseUri), AuditExport.Path).ToString(),
        new Dictionary<string, object?>(StringComparer.Ordinal) { ["deployment"] = DeploymentId, ["person"] = PersonId, ["action"] = ActionName, ["refused"] = Refused, ["entry"] = Seen, [GridAddress.SortKey] = SortBy, [GridAddress.DescendingKey] = Descending });

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        actor = await Current.GetAsync();
        choices = await Audit.ChoicesAsync(actor, CancellationToken.None);
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        standing = DeploymentId is { } id ? await Standing.RunAsync(await Current.GetAsync(), id, CancellationToken.None) : [];
        // Pages and orders are the grid's own doing; a filter is not.
        if (grid is not null && read is not null && read.Unordered() != Filter.Unordered())
            await grid.ReadFromTheFirstAsync(turned);
    }

    private async Task<GridData<AuditLine>> PageAsync(GridState<AuditLine> state, CancellationToken cancellationToken)
    {
        var sort = state.SortDefinitions.FirstOrDefault();
        read = Filter.OrderedBy(sort?.SortBy, sort?.Descending);
        var reader = await Current.GetAsync(cancellationToken);
        var page = await state.ReadPageAsync(skip => Audit.RunAsync(reader, read, skip, state.PageSize, cancellationToken), p => p.Total);
        (total, turned) = (page.Total, state.Page);
        Navigation.Show(GridAddress.Parameters(state, page.Total, read.IsNewestFirst ? null : read.Order, read.Descending, PageSizes[1]));
        grid?.TurnBackIfGone(state, page.Total);
        StateHasChanged();
        return new GridData<AuditLine> { Items = page.Lines, TotalItems = page.Total };
    }

    private SortDirection DirectionOf(AuditOrder order) =>
        SortBy is null || Filter.Order != order ? SortDirection.None : Filter.Descending ? SortDirection.Descending : SortDirection.Ascending;

    private void Go(string name, object? value) => Navigation.Show(new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = value, [GridAddress.PageKey] = null });

    private static Choice? Chosen(IReadOnlyList<(Guid Id, string Name)> choices, Guid? id) =>
        id is { } wanted ? choices.Where(c => c.Id == wanted).Select(c => new Choice(c.Id, c.Name)).FirstOrDefault() : null;

    private static IEnumerable<Choice> Found(IReadOnlyList<(Guid Id, string Name)> choices, string? words) =>
        choices.Where(c => string.IsNullOrWhiteSpace(words) || c.Name.Contains(words.Trim(), StringComparison.CurrentCultureIgnoreCase)).Select(c => new Choice(c.Id, c.Name));

    private IEnumerable<string> Actions(string? words) =>
        choices.Actions.Where(a => string.IsNullOrWhiteSpace(words) || AuditLabels.InWords(a).Contains(words.Trim(), StringComparison.CurrentCultureIgnoreCase));

    private async Task VerifyAsync()
    {
        asksOrAccepts = false;
        check = await Chain.RunAsync(CancellationToken.None);
    }

    // What the step said stays in view, though the row is gone from the list.
    private async Task DecidedAsync()
    {
        asksOrAccepts = true;
        check = await Chain.RunAsync(CancellationToken.None);
        if (grid is not null)
            await grid.ReloadServerData();
    }

    private static string Hash(string hash) => hash[..12];

    /// <summary>Something that a filter offers.</summary>
    /// <param name="Id">Id.</param>
    /// <param name="Name">Name.</param>
    private sealed record Choice(Guid Id, string Name);
}
