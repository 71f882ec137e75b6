using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Shared;

/// <summary>
/// What most readers do not need, one press away. Not <c>MudExpansionPanel</c>: its head is no button to a screen reader and does not say whether it is open. Only on pages with a circuit; the
/// live room and the menu use what the browser opens by itself.
/// </summary>
public partial class Disclosure
{
    private bool open;
    private bool opensAtFirst;

    /// <summary>What lies behind it: <c>3 rules are met</c>.</summary>
    [Parameter]
    public string Title { get; set; } = "";

    /// <summary>Instead of <see cref="Title"/> where it has a look of its own.</summary>
    [Parameter]
    public RenderFragment? TitleContent { get; set; }

    /// <summary>Whether it is open before anybody presses, and again when that changes.</summary>
    [Parameter]
    public bool IsOpen { get; set; }

    /// <summary>What is shown once it is opened.</summary>
    [Parameter]
    [EditorRequired]
    public RenderFragment ChildContent { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (IsOpen != opensAtFirst)
            open = opensAtFirst = IsOpen;
    }
}
