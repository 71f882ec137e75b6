using Lfr.Web.Components.Forms;
using Lfr.Web.Data;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>Asks for the name of a view.</summary>
public partial class NameDialog
{
    private string name = "";
    private bool missing;

    /// <summary>Heading.</summary>
    [Parameter]
    public string Title { get; set; } = "";

    /// <summary>Label of the field.</summary>
    [Parameter]
    public string Label { get; set; } = "";

    /// <summary>What to know before naming it.</summary>
    [Parameter]
    public string Hint { get; set; } = "";

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    private string? Problem => missing && string.IsNullOrWhiteSpace(name) ? "Enter a name." : TextLine.TooLong(name, SavedView.LongestName);

    /// <summary>Shows it; the trimmed name, or <see langword="null"/> when the person went back.</summary>
    public static async Task<string?> AskAsync(IDialogService dialogs, string title, string label, string hint)
    {
        var dialog = await dialogs.ShowAsync<NameDialog>(title, new DialogParameters<NameDialog> { { d => d.Title, title }, { d => d.Label, label }, { d => d.Hint, hint } });
        return await dialog.Result is { Canceled: false, Data: string name } ? name : null;
    }

    private void Confirm()
    {
        missing = string.IsNullOrWhiteSpace(name);
        if (Problem is null)
            Dialog.Close(DialogResult.Ok(name.Trim()));
    }
}
