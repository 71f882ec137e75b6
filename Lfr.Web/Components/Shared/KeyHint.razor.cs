using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Shared;

/// <summary>The key that does the same as the button it stands in. Hidden from screen readers: set <c>aria-keyshortcuts</c> on the button.</summary>
public partial class KeyHint
{
    /// <summary>The key as printed on it.</summary>
    [Parameter]
    [EditorRequired]
    public string Key { get; set; } = "";
}
