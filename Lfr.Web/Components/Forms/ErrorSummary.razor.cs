using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Forms;

/// <summary>What is wrong with one field.</summary>
/// <param name="Field">Id of the field on the page.</param>
/// <param name="Sentence">What is wrong and what to do.</param>
public sealed record FieldProblem(string Field, string Sentence);

/// <summary>
/// Everything that is wrong with a form, at its top. Takes the focus when it appears, so that nobody has to look for what was refused; each line leads to its
/// field, and the field says the same.
/// </summary>
public partial class ErrorSummary
{
    private ElementReference box;
    private int asked;
    private int focused;

    /// <summary>What happened: <c>The entry was not proposed</c>.</summary>
    [Parameter]
    [EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>What is wrong, in the order of the fields; nothing is drawn while it is empty.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<FieldProblem> Problems { get; set; } = [];

    /// <summary>Counts the refusals: with each one the focus comes here.</summary>
    [Parameter]
    public int Asked { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet() => asked = Asked;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (asked == focused || Problems.Count == 0)
            return;
        focused = asked;
        await box.FocusAsync();
    }
}
