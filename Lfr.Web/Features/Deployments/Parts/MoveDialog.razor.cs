using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>Moves a deployment: whoever dragged it, and whoever cannot drag, sees here what falls before it happens, and may still change day and hours.</summary>
public sealed partial class MoveDialog : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private CancellationToken closed;
    private MovePreview? preview;
    private WindowDraft? draft;
    private Outcome? outcome;
    private bool loaded;

    /// <summary>Deployment.</summary>
    [Parameter]
    [EditorRequired]
    public Guid Id { get; set; }

    /// <summary>The day that it was dragged to; <see langword="null"/> for none yet.</summary>
    [Parameter]
    public DateOnly? Day { get; set; }

    /// <summary>The hour that it was dragged to.</summary>
    [Parameter]
    public int? Hour { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private PreviewMove Preview { get; set; } = null!;

    [Inject]
    private MoveDeployment Move { get; set; } = null!;

    [Inject]
    private CurrentActor Actors { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private Window? Target => draft?.Read().Window;

    /// <summary>Whether no time at all is possible as it stands: it waits for an answer, or ran.</summary>
    private bool Stuck { get; set; }

    /// <summary>Shows it; says what was done, or <see langword="null"/> when nothing was.</summary>
    public static async Task<string?> AskAsync(IDialogService dialogs, Guid id, DateOnly? day = null, int? hour = null)
    {
        var parameters = new DialogParameters<MoveDialog> { { d => d.Id, id }, { d => d.Day, day }, { d => d.Hour, hour } };
        var dialog = await dialogs.ShowAsync<MoveDialog>("Move this deployment", parameters, new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true });
        return await dialog.Result is { Canceled: false, Data: string done } ? done : null;
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
        closed = leaving.Token;
        preview = await Preview.RunAsync(await Actors.GetAsync(closed), Id, null, closed);
        if (preview is not null)
        {
            Stuck = preview.WhyNot is not null;
            draft = new WindowDraft(preview.Window, Time) { LongestHours = preview.LongestHours };
            if (Day is { } day)
                draft.MoveTo(day, Hour);
            if (!Stuck)
                await PreviewAsync();
        }

        loaded = true;
    }

    private async Task PreviewAsync() => preview = await Preview.RunAsync(await Actors.GetAsync(closed), Id, Target, closed);

    private async Task MoveAsync()
    {
        if (Target is not { } target || preview is not { } read)
            return;
        outcome = await Move.RunAsync(await Actors.GetAsync(closed), Id, target, read.Revision, closed);
        if (outcome.Succeeded)
        {
            Dialog.Close(DialogResult.Ok($"{read.Name} is now planned for {ForceTime.Span(target.Start, target.End)}.{(read.Falls.Count > 0 ? " " + string.Join(' ', read.Falls) : "")}"));
            return;
        }

        // Somebody else was quicker: what would fall is read again, and the hours that were typed stay.
        Stuck = (await Preview.RunAsync(await Actors.GetAsync(closed), Id, null, closed))?.WhyNot is not null;
        await PreviewAsync();
    }
}
