using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Layout;

/// <summary>First stop of the keyboard: past the navigation to the content. The page's own address stands in it, because of <c>&lt;base&gt;</c>.</summary>
public partial class SkipLink
{
    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Target => "/" + Navigation.ToBaseRelativePath(Navigation.Uri).Split('#')[0] + "#main";
}
