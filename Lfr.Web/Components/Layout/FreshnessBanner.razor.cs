using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Layout;

/// <summary>Says loudly that the page on the screen cannot be read at the moment, and how old it is.</summary>
public sealed partial class FreshnessBanner : IDisposable
{
    [Inject]
    private PageFreshness Freshness { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose() => Freshness.Changed -= Draw;

    /// <inheritdoc/>
    protected override void OnInitialized() => Freshness.Changed += Draw;

    private void Draw(object? sender, EventArgs e) => _ = InvokeAsync(StateHasChanged);
}
