using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Components.Shared;

/// <summary>A button that shows that it is at work and takes no second press meanwhile, so that a double click does nothing twice.</summary>
public partial class BusyButton
{
    private static readonly Dictionary<string, object?> Hidden = new(StringComparer.Ordinal) { ["aria-hidden"] = "true" };
    private bool busy;

    /// <summary>What the press does. Awaited to its end.</summary>
    [Parameter]
    public EventCallback OnClick { get; set; }

    /// <summary>Label, and a <see cref="KeyHint"/> where a key does the same.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Label while at work.</summary>
    [Parameter]
    public string? BusyText { get; set; }

    /// <summary>Whether it may not be pressed for another reason.</summary>
    [Parameter]
    public bool Disabled { get; set; }

    /// <summary>Filled for the one primary action, outlined otherwise.</summary>
    [Parameter]
    public Variant Variant { get; set; } = Variant.Filled;

    /// <summary>Colour.</summary>
    [Parameter]
    public Color Color { get; set; } = Color.Primary;

    /// <summary>Size.</summary>
    [Parameter]
    public Size Size { get; set; } = Size.Medium;

    /// <summary>Icon before the label.</summary>
    [Parameter]
    public string? StartIcon { get; set; }

    /// <summary>As wide as what it stands in.</summary>
    [Parameter]
    public bool FullWidth { get; set; }

    /// <summary>Further classes.</summary>
    [Parameter]
    public string? Class { get; set; }

    /// <summary>The key that does the same, for screen readers: <c>aria-keyshortcuts</c>.</summary>
    [Parameter]
    public string? Shortcut { get; set; }

    private Dictionary<string, object?> Attributes => Shortcut is null
        ? new(StringComparer.Ordinal) { ["aria-busy"] = busy ? "true" : "false" }
        : new(StringComparer.Ordinal) { ["aria-busy"] = busy ? "true" : "false", ["aria-keyshortcuts"] = Shortcut };

    private async Task PressAsync()
    {
        if (busy)
            return;
        busy = true;
        try
        {
            await OnClick.InvokeAsync();
        }
        finally
        {
            busy = false;
        }
    }
}
