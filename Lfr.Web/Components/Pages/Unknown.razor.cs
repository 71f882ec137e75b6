using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Pages;

/// <summary>
/// Answers whatever no other page or endpoint answers, with <see cref="NotFound"/> and its status, for everybody: a mistyped address does not
/// send the public to the sign-in page.
/// </summary>
public partial class Unknown
{
    /// <summary>The address that was asked for; never shown.</summary>
    [Parameter]
    public string? Path { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized() => Navigation.NotFound();
}
