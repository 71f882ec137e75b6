using Lfr.Shared.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Shared;

/// <summary>Instead of a page that the person may not see: why, and who can change it.</summary>
public partial class NotAllowed
{
    /// <summary>Whose page it is; not said where it is a page of several.</summary>
    [Parameter]
    public Permission? For { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string SignIn => LfrRoutes.SignInThen("/" + Navigation.ToBaseRelativePath(Navigation.Uri));
}
