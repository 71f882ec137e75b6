using Lfr.Shared.Policy;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Administration;

/// <summary>Where somebody who was invited chooses a password: plain HTML, before there is anybody to sign in.</summary>
public sealed partial class InvitationPage
{
    private Outcome? outcome;
    private bool isOpen;
    private bool accepted;
    private string email = "";

    /// <summary>Key in the link.</summary>
    [Parameter]
    public string Key { get; set; } = "";

    [SupplyParameterFromForm(FormName = "invitation")]
    private string? Password { get; set; }

    [SupplyParameterFromForm(FormName = "invitation")]
    private string? Again { get; set; }

    [Inject]
    private AcceptInvitation Acceptance { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    private Guid? SignedInAs => LfrClaims.AccountOf(Context.User);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        (outcome, email) = await Acceptance.LookAsync(Key, SignedInAs, Context.RequestAborted);
        isOpen = outcome.Succeeded;
    }

    private async Task AcceptAsync()
    {
        outcome = Password != Again
            ? Outcome.Incomplete("The two passwords are not the same.", "Enter the same password twice.")
            : await Acceptance.RunAsync(Key, Password ?? "", SignedInAs, Context.RequestAborted);
        accepted = outcome.Succeeded;
        // A password that is too weak leaves the link as it was; everything else has ended it.
        isOpen = !accepted && outcome.Refusals.All(r => r.Kind is RefusalKind.Form or RefusalKind.Busy);
    }
}
