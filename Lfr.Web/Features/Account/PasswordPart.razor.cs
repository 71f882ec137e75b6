using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Account;

/// <summary>Changes one's own password.</summary>
public partial class PasswordPart
{
    private string before = "";
    private string after = "";
    private string again = "";
    private bool differs;

    /// <summary>Runs a command.</summary>
    [Parameter]
    [EditorRequired]
    public DoOnAccount Do { get; set; } = null!;

    [Inject]
    private ChangeOwnPassword Change { get; set; } = null!;

    private async Task ChangeAsync()
    {
        differs = after != again;
        if (differs)
            return;
        if ((await Do((actor, cancel) => Change.RunAsync(actor, before, after, cancel), "Your password is changed, and your other devices are signed out.")).Succeeded)
            (before, after, again) = ("", "", "");
    }
}
