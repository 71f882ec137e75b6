using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Features.Oversight.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;

namespace Lfr.Web.Features.Oversight;

/// <summary>Who did what, when and why; every refusal too. Filters stand in the address. One button walks the whole chain.</summary>
public sealed partial class AuditLog
{
    private Virtualize<AuditLine>? list;
    private Actor actor = CurrentActor.Nobody;
    private AuditChoices choices = new([], [], []);
    private int? total;
    private ChainCheck? check;
    private bool asksOrAccepts;
    private AuditFilter shown = new(null, null, null, false);
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

    private AuditFilter Filter => new(DeploymentId, PersonId, ActionName, Refused ?? false) { Seen = Seen };

    private bool IsFiltered => Filter != new AuditFilter(null, null, null, false);

    private string ExportAddress => Navigation.GetUriWithQueryParameters(
        new Uri(new Uri(Navigation.BaseUri), AuditExport.Path).ToString(),
        new Dictionary<string, object?>(StringComparer.Ordinal) { ["deployment"] = DeploymentId, ["person"] = PersonId, ["action"] = ActionName, ["refused"] = Refused, ["entry"] = Seen });

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
        if (shown == Filter || list is null)
            return;
        shown = Filter;
        await list.RefreshDataAsync();
    }

    private async ValueTask<ItemsProviderResult<AuditLine>> LinesAsync(ItemsProviderRequest request)
    {
        var page = await Audit.RunAsync(await Current.GetAsync(request.CancellationToken), Filter, request.StartIndex, Math.Max(1, request.Count), request.CancellationToken);
        if (total != page.Total)
        {
            total = page.Total;
            StateHasChanged();
        }

        return new ItemsProviderResult<AuditLine>(page.Lines, page.Total);
    }

    private void Go(string name, object? value)
    {
        var address = Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = value });
        Navigation.NavigateTo(address, new NavigationOptions { ReplaceHistoryEntry = true });
    }

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
        if (list is not null)
            await list.RefreshDataAsync();
    }

    private static string Hash(string hash) => hash[..12];

    /// <summary>Something that a filter offers.</summary>
    /// <param name="Id">Id.</param>
    /// <param name="Name">Name.</param>
    private sealed record Choice(Guid Id, string Name);
}
