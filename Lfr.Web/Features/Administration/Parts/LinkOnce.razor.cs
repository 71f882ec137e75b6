using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Administration.Parts;

/// <summary>The link of an invitation, shown to the administrator who made it and to nobody again.</summary>
public sealed partial class LinkOnce
{
    /// <summary>For whom.</summary>
    [Parameter]
    [EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>Key in the link.</summary>
    [Parameter]
    [EditorRequired]
    public string Key { get; set; } = "";

    /// <summary>Until when it works.</summary>
    [Parameter]
    [EditorRequired]
    public DateTimeOffset Until { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;
}
