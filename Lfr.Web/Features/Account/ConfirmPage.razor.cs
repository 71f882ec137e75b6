using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Account;

/// <summary>Asks for the second factor again before a file that leaves Lfr, then goes on to it.</summary>
public partial class ConfirmPage
{
    [SupplyParameterFromQuery(Name = "returnUrl")]
    private string? ReturnUrl { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private void GoOn() => Navigation.NavigateTo(ReturnPath.Or(ReturnUrl), forceLoad: true);
}
