using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Shared;

/// <summary>The head of a page: where one is, what it is, how it stands, and the one primary action.</summary>
public partial class PageHead
{
    /// <summary>The page's only first-level heading.</summary>
    [Parameter]
    [EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>When, where: one line under the heading.</summary>
    [Parameter]
    public string? SubLine { get; set; }

    /// <summary>Way back, outermost first; an entry without an address is only a word.</summary>
    [Parameter]
    public IReadOnlyList<(string Word, string? Address)> Trail { get; set; } = [];

    /// <summary>A <see cref="StatusChip"/>.</summary>
    [Parameter]
    public RenderFragment? Status { get; set; }

    /// <summary>The single primary action.</summary>
    [Parameter]
    public RenderFragment? Action { get; set; }

    /// <summary>Lesser actions, drawn before the primary one.</summary>
    [Parameter]
    public RenderFragment? Others { get; set; }
}
