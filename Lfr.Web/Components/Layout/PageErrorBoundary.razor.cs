using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Lfr.Web.Components.Layout;

/// <summary>Keeps the failure of a page on that page, as a sentence; Blazor logs the exception. Going to another page recovers by itself.</summary>
public sealed partial class PageErrorBoundary : IDisposable
{
    private ErrorBoundary? boundary;

    /// <summary>The page.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose() => Navigation.LocationChanged -= OnMoved;

    /// <inheritdoc/>
    protected override void OnInitialized() => Navigation.LocationChanged += OnMoved;

    private void OnMoved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(Recover);

    private void Recover() => boundary?.Recover();
}
