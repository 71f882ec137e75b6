using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Shared;

/// <summary>Instead of a page that the person may not see: why, and who can change it.</summary>
public partial class NotAllowed
{
    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string SignIn => LfrRoutes.SignInThen("/" + Navigation.ToBaseRelativePath(Navigation.Uri));
}
