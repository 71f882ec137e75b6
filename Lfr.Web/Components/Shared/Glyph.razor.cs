using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Shared;

/// <summary>An icon drawn in the text's colour, without meaning of its own: a word always stands beside it. Works on static pages.</summary>
public partial class Glyph
{
    /// <summary>Inner SVG of a 24 × 24 icon, from <c>MudBlazor.Icons</c>. Never anything a person typed.</summary>
    [Parameter]
    [EditorRequired]
    public string Path { get; set; } = "";

    /// <summary>Class of the element.</summary>
    [Parameter]
    public string? Class { get; set; }
}
