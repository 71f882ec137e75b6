using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace Lfr.Web.Features.SignIn;

/// <summary>The first sign-in of somebody who has only a password: sets up the second factor. Nothing else can be reached before.</summary>
public partial class FirstFactor
{
    private string? key;
    private string email = "";

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "returnUrl")]
    private string? ReturnUrl { get; set; }

    [SupplyParameterFromQuery(Name = "failed")]
    private string? Failed { get; set; }

    [SupplyParameterFromQuery(Name = "seconds")]
    private string? Seconds { get; set; }

    [Inject]
    private UserManager<LfrUser> Users { get; set; } = null!;

    private string LocalReturnUrl => ReturnPath.Or(ReturnUrl);

    private string? Failure => Failed switch
    {
        null or "" => null,
        "wait" => $"The app is not set up: too many wrong codes were entered. Wait {WaitInWords.Of(Seconds)}, then enter the code that the app shows then.",
        "busy" => "The app is not set up: too many people were changing something at the same moment. Enter the next code.",
        _ => "The app is not set up: the code is not the one it should show now. Check that your phone sets its time by itself, then enter the code that the app shows now.",
    };

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (await FirstStep.OfAsync(Context) is not { NewKey: { } made, Account: var account } || await Users.FindByIdAsync(account.ToString()) is not { } user)
            return;
        (key, email) = (made, user.Email ?? user.DisplayName);
    }
}
