using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Lfr.Web.Components.Layout;

/// <summary>MudBlazor's providers in our theme. Once per layout, inside the circuit.</summary>
public sealed partial class ThemeProviders : IDisposable
{
    /// <summary>Dark whatever the person chose: the live room.</summary>
    [Parameter]
    public bool AlwaysDark { get; set; }

    [CascadingParameter]
    private ThemeState Theme { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    private bool IsDark => AlwaysDark || Theme.IsDark;

    /// <inheritdoc/>
    public void Dispose() => Theme.Changed -= OnChanged;

    /// <inheritdoc/>
    protected override void OnInitialized() => Theme.Changed += OnChanged;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The first page ever in this browser was drawn before the server could know the scheme.
        if (firstRender)
            Theme.Set(Theme.Choice, await Browser.InvokeAsync<bool>("lfrTheme.isDark"));
    }

    private void OnChanged(object? sender, EventArgs e) => _ = InvokeAsync(StateHasChanged);
}
