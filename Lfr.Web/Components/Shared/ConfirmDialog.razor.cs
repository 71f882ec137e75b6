using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Components.Shared;

/// <summary>What a <see cref="ConfirmDialog"/> asks.</summary>
/// <param name="Title">The step as a question: <c>Close this deployment down?</c></param>
/// <param name="ConfirmLabel">What the button does, and destroys: <c>Close down and delete the list</c>.</param>
/// <param name="Sentence">What will happen; may be empty.</param>
/// <param name="Destroys">Whether something is lost for good.</param>
/// <param name="Consequences">What is lost or follows, one thing each.</param>
/// <param name="BackLabel">The way back.</param>
public sealed record ConfirmQuestion(
    string Title, string ConfirmLabel, string Sentence = "", bool Destroys = false, IReadOnlyList<string>? Consequences = null, string BackLabel = "Back");

/// <summary>Asks whether somebody means it. What destroys is red and says what it destroys; where a reason is needed, <see cref="ReasonDialog"/> asks for it.</summary>
public partial class ConfirmDialog
{
    /// <summary>What is asked.</summary>
    [Parameter]
    [EditorRequired]
    public ConfirmQuestion Question { get; set; } = null!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    /// <summary>Shows it; whether the person means it.</summary>
    public static async Task<bool> AskAsync(IDialogService dialogs, ConfirmQuestion question)
    {
        var dialog = await dialogs.ShowAsync<ConfirmDialog>(question.Title, new DialogParameters<ConfirmDialog> { { d => d.Question, question } });
        return await dialog.Result is { Canceled: false };
    }
}
