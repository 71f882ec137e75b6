using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.SignIn;

/// <summary>The second step of signing in: a code or a passkey. Shows nothing to a browser that has not passed the first.</summary>
public partial class SecondStep
{
    private HeldFactors? factors;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "returnUrl")]
    private string? ReturnUrl { get; set; }

    [SupplyParameterFromQuery(Name = "failed")]
    private string? Failed { get; set; }

    [SupplyParameterFromQuery(Name = "seconds")]
    private string? Seconds { get; set; }

    [Inject]
    private SecondFactors Factors { get; set; } = null!;

    private string LocalReturnUrl => ReturnPath.Or(ReturnUrl);

    private string? Failure => Failed switch
    {
        null or "" => null,
        "wait" => $"You are not signed in: too many wrong codes were entered. Wait {WaitInWords.Of(Seconds)}, then enter the code that the app shows then.",
        "busy" => "You are not signed in: too many people were changing something at the same moment. Enter the next code.",
        _ => "You are not signed in: the code is wrong, or it was used already. Wait for the next code in the app, then enter that one.",
    };

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (await FirstStep.OfAsync(Context) is { } passed)
            factors = await Factors.OfAsync(passed.Account, Context.RequestAborted);
    }
}
