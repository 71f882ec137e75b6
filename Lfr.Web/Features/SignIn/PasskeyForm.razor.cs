using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.SignIn;

/// <summary>Uses a passkey on a page without a circuit: <c>passkeys.js</c> takes the form over, because only a script can ask the device.</summary>
public partial class PasskeyForm
{
    /// <summary>For what.</summary>
    [Parameter]
    [EditorRequired]
    public PasskeyPurpose Purpose { get; set; }

    /// <summary>What the button says.</summary>
    [Parameter]
    [EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Where to go afterwards, within Lfr.</summary>
    [Parameter]
    [EditorRequired]
    public string ReturnUrl { get; set; } = "";
}
