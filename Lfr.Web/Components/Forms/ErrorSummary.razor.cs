using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Forms;

/// <summary>
/// Everything that is wrong with a form, at its top. Takes the focus when it appears, so that nobody has to look for what was refused; each line leads to its
/// field, and the field says the same.
/// </summary>
public partial class ErrorSummary
{
    private ElementReference box;
    private int focused;

    /// <summary>What happened: <c>The entry was not proposed</c>.</summary>
    [Parameter]
    [EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>What is wrong; nothing is drawn while nothing is.</summary>
    [Parameter]
    [EditorRequired]
    public FormProblems Problems { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (Problems.Refusals == focused || Problems.All.Count == 0)
            return;
        focused = Problems.Refusals;
        await box.FocusAsync();
    }
}
