using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Shared;

/// <summary>Nothing there yet: one sentence that teaches, and the first action.</summary>
public partial class EmptyState
{
    /// <summary>The sentence.</summary>
    [Parameter]
    [EditorRequired]
    public string Sentence { get; set; } = "";

    /// <summary>An icon of <c>MudBlazor.Icons</c>.</summary>
    [Parameter]
    public string? Icon { get; set; }

    /// <summary>The first action.</summary>
    [Parameter]
    public RenderFragment? Action { get; set; }
}
