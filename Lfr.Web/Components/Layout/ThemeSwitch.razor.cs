using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Lfr.Web.Components.Layout;

/// <summary>System, light or dark.</summary>
public partial class ThemeSwitch
{
    private static readonly (ThemeChoice Choice, string Word)[] Choices =
        [(ThemeChoice.System, "As the device"), (ThemeChoice.Light, "Light"), (ThemeChoice.Dark, "Dark")];

    [CascadingParameter]
    private ThemeState Theme { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    private async Task ChooseAsync(ThemeChoice choice)
    {
        var word = choice switch { ThemeChoice.Light => "light", ThemeChoice.Dark => "dark", _ => "system" };
        Theme.Set(choice, await Browser.InvokeAsync<bool>("lfrTheme.choose", word));
    }
}
