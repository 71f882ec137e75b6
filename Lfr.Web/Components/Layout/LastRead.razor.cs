using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Layout;

/// <summary>When the page on the screen was last read. Announced to nobody: <see cref="FreshnessBanner"/> says what is wrong.</summary>
public sealed partial class LastRead : IDisposable
{
    [Inject]
    private PageFreshness Freshness { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose() => Freshness.Changed -= Draw;

    /// <inheritdoc/>
    protected override void OnInitialized() => Freshness.Changed += Draw;

    private void Draw(object? sender, EventArgs e) => _ = InvokeAsync(StateHasChanged);
}
