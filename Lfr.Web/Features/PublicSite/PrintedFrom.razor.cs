using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.PublicSite;

/// <summary>Where a printed page comes from, and the code that leads back to it. On paper only.</summary>
public partial class PrintedFrom
{
    /// <summary>Path of the page.</summary>
    [Parameter]
    [EditorRequired]
    public string Path { get; set; } = "";

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    private string Address => Navigation.ToAbsoluteUri(Path).ToString();
}
