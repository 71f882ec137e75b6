using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using MudBlazor;

namespace Lfr.Web.Components.Layout;

/// <summary>
/// MudBlazor's theme in style elements that carry the nonce of the answer: the security policy of staff pages takes no others. Takes over what
/// <see cref="MudThemeProvider"/> draws; everything else is its own.
/// </summary>
public sealed class NoncedTheme : MudThemeProvider
{
    /// <summary>The nonce of the document that this circuit belongs to.</summary>
    [Parameter]
    [EditorRequired]
    public string Nonce { get; set; } = "";

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder __builder)
    {
        __builder.OpenRegion(0);
        Style(__builder, BuildTheme());
        __builder.CloseRegion();
        if (DefaultScrollbar)
            return;
        __builder.OpenRegion(1);
        Style(__builder, BuildMudBlazorScrollbar());
        __builder.CloseRegion();
    }

    private void Style(RenderTreeBuilder builder, string element)
    {
        builder.OpenElement(0, "style");
        builder.AddAttribute(1, "nonce", Nonce);
        builder.AddMarkupContent(2, Inside(element));
        builder.CloseElement();
    }

    // MudBlazor builds the whole element; only its content is wanted.
    private static string Inside(string element) => element[(element.IndexOf('>', StringComparison.Ordinal) + 1)..element.LastIndexOf("</", StringComparison.Ordinal)];
}
