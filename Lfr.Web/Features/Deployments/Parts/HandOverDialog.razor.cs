using Lfr.Web.Components.Forms;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>What somebody answered who hands a plan over.</summary>
/// <param name="To">To whom.</param>
/// <param name="Name">Their name.</param>
/// <param name="Reason">Why.</param>
public sealed record HandOverAnswer(Guid To, string Name, string Reason);

/// <summary>Asks to whom a plan is handed over, and why.</summary>
public sealed partial class HandOverDialog : IDisposable
{
    private const int Longest = 2000;
    private readonly CancellationTokenSource leaving = new();
    private IReadOnlyList<PlannerChoice>? planners;
    private Guid? to;
    private string reason = "";
    private bool missing;

    /// <summary>Whoever looks after it now, and is not offered.</summary>
    [Parameter]
    public Guid Planner { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private PolicyNow InForce { get; set; } = null!;

    [Inject]
    private ReadPlanners Read { get; set; } = null!;

    [Inject]
    private CurrentActor Actors { get; set; } = null!;

    private string? Problem => missing && string.IsNullOrWhiteSpace(reason) ? "Enter a reason." : TextLine.TooLong(reason, Longest);

    /// <summary>Shows it; <see langword="null"/> when the person went back.</summary>
    public static async Task<HandOverAnswer?> AskAsync(IDialogService dialogs, Guid planner)
    {
        var dialog = await dialogs.ShowAsync<HandOverDialog>("Hand over", new DialogParameters<HandOverDialog> { { d => d.Planner, planner } });
        return await dialog.Result is { Canceled: false, Data: HandOverAnswer answer } ? answer : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var left = leaving.Token;
        planners = [.. (await Read.RunAsync(await Actors.GetAsync(left), left)).Where(p => p.Id != Planner)];
    }

    private void Confirm()
    {
        missing = to is null || string.IsNullOrWhiteSpace(reason);
        if (to is { } chosen && Problem is null)
            Dialog.Close(DialogResult.Ok(new HandOverAnswer(chosen, planners!.First(p => p.Id == chosen).Name, reason.Trim())));
    }
}
