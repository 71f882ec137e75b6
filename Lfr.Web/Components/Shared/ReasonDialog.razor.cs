using Lfr.Web.Components.Forms;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Components.Shared;

/// <summary>What a <see cref="ReasonDialog"/> asks.</summary>
/// <param name="Title">The step as a question: <c>Postpone this deployment?</c></param>
/// <param name="ConfirmLabel">What the button does: <c>Postpone</c>.</param>
/// <param name="Sentence">What will happen; may be empty.</param>
/// <param name="Label">Label of the field.</param>
/// <param name="Hint">Who will read it; may be empty.</param>
/// <param name="Grave">Whether it takes something away for good.</param>
/// <param name="Consequences">What falls with it, one thing each.</param>
public sealed record ReasonQuestion(
    string Title, string ConfirmLabel, string Sentence = "", string Label = "Reason", string Hint = "", bool Grave = false, IReadOnlyList<string>? Consequences = null);

/// <summary>Asks for a reason that must be written before something is done.</summary>
public partial class ReasonDialog
{
    /// <summary>Longest reason, characters.</summary>
    private const int Longest = 2000;

    private string reason = "";
    private bool missing;

    /// <summary>Heading.</summary>
    [Parameter]
    public string Title { get; set; } = "";

    /// <summary>What will happen.</summary>
    [Parameter]
    public string Sentence { get; set; } = "";

    /// <summary>What falls with it.</summary>
    [Parameter]
    public IReadOnlyList<string> Consequences { get; set; } = [];

    /// <summary>Label of the field.</summary>
    [Parameter]
    public string Label { get; set; } = "Reason";

    /// <summary>Who will read it.</summary>
    [Parameter]
    public string Hint { get; set; } = "";

    /// <summary>What the button does.</summary>
    [Parameter]
    public string ConfirmLabel { get; set; } = "Confirm";

    /// <summary>Whether it takes something away for good.</summary>
    [Parameter]
    public bool Grave { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    // Counted and said, never cut: it stands in the record.
    private string? Problem => missing && string.IsNullOrWhiteSpace(reason) ? "Enter a reason." : TextLine.TooLong(reason, Longest);

    /// <summary>Shows it; the trimmed reason, or <see langword="null"/> when the person went back.</summary>
    public static async Task<string?> AskAsync(IDialogService dialogs, ReasonQuestion question)
    {
        var parameters = new DialogParameters<ReasonDialog>
        {
            { d => d.Title, question.Title },
            { d => d.Sentence, question.Sentence },
            { d => d.Consequences, question.Consequences ?? [] },
            { d => d.Label, question.Label },
            { d => d.Hint, question.Hint },
            { d => d.ConfirmLabel, question.ConfirmLabel },
            { d => d.Grave, question.Grave },
        };
        var dialog = await dialogs.ShowAsync<ReasonDialog>(question.Title, parameters);
        return await dialog.Result is { Canceled: false, Data: string reason } ? reason : null;
    }

    private void Confirm()
    {
        missing = string.IsNullOrWhiteSpace(reason);
        if (Problem is null)
            Dialog.Close(DialogResult.Ok(reason.Trim()));
    }
}
