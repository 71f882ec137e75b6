using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>Day and hours of a deployment, as the force’s clock shows them.</summary>
public partial class WindowFields
{
    /// <summary>What is typed.</summary>
    [Parameter]
    [EditorRequired]
    public WindowDraft Draft { get; set; } = null!;

    /// <summary>Whether it is only read.</summary>
    [Parameter]
    public bool ReadOnly { get; set; }

    /// <summary>Tells that something was typed.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private Task SetAsync(Action set)
    {
        set();
        return Changed.InvokeAsync();
    }
}
