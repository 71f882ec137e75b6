using Lfr.Shared.Policy;
using Lfr.Web.Components.Shared;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>List, board and calendar of deployments: the way from one to the other with what is searched for, and the views that the reader saved of any of them.</summary>
public sealed partial class ViewBar : IDisposable
{
    private static readonly (string Title, string Path, string Icon)[] Pages =
    [
        ("List", LfrRoutes.Deployments, Icons.Material.Outlined.TableRows), ("Board", LfrRoutes.Board, Icons.Material.Outlined.ViewKanban),
        ("Calendar", LfrRoutes.Calendar, Icons.Material.Outlined.CalendarMonth),
    ];

    private readonly CancellationTokenSource leaving = new();
    private CancellationToken left;
    private IReadOnlyList<OwnView> views = [];
    private Outcome? outcome;
    private string? done;

    /// <summary>Whether the words to search for are typed here; the list has them beside its filters.</summary>
    [Parameter]
    public bool HasSearch { get; set; } = true;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Search { get; set; }

    [Inject]
    private ReadSavedViews Read { get; set; } = null!;

    [Inject]
    private SaveView Save { get; set; } = null!;

    [Inject]
    private RemoveView Remove { get; set; } = null!;

    [Inject]
    private CurrentActor Actors { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Here => ViewAddress.Of("/" + Navigation.ToBaseRelativePath(Navigation.Uri)) ?? "";

    /// <inheritdoc/>
    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        leaving.Cancel();
        leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        left = leaving.Token;
        Navigation.LocationChanged += Moved;
        await ReadAsync();
    }

    // Which of the views is shown follows the address, whoever changed it.
    private void Moved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(StateHasChanged);

    private bool IsHere(string path) => string.Equals(new Uri(Navigation.Uri).AbsolutePath, path, StringComparison.Ordinal);

    private bool IsShown(OwnView view) => string.Equals(view.Address, Here, StringComparison.Ordinal);

    private void Find(string words) =>
        Navigation.Show(new Dictionary<string, object?>(StringComparer.Ordinal) { ["q"] = string.IsNullOrWhiteSpace(words) ? null : words, ["page"] = null });

    private async Task ReadAsync() => views = await Read.RunAsync(await Actors.GetAsync(left), left);

    private async Task SaveAsync()
    {
        var address = Here;
        if (await NameDialog.AskAsync(Dialogs, "Save this view", "Name of the view", "A name that you have already is given to this view instead. Nobody else sees your views.") is { } name)
            await DoAsync(await Save.RunAsync(await Actors.GetAsync(left), name, address, left), $"“{name}” is among your views.");
    }

    private async Task RemoveAsync(OwnView view) => await DoAsync(await Remove.RunAsync(await Actors.GetAsync(left), view.Id, left), $"“{view.Name}” is removed.");

    private async Task DoAsync(Outcome answer, string success)
    {
        (outcome, done) = (answer, success);
        await ReadAsync();
    }
}
