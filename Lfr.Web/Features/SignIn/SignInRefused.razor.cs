using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.SignIn;

/// <summary>Says why somebody who came through the force's tenant is not signed in. Shows words of its own and never any of the address, which anybody can write.</summary>
public partial class SignInRefused
{
    private const int LongestCode = 15;

    [SupplyParameterFromQuery(Name = "because")]
    private string? Because { get; set; }

    [SupplyParameterFromQuery(Name = "code")]
    private string? Code { get; set; }

    private EntraRefusal? Why => Enum.TryParse<EntraRefusal>(Because, out var why) && Enum.IsDefined(why) ? why : null;

    private string? TenantCode =>
        Code is { Length: > 6 and <= LongestCode } code && code.StartsWith("AADSTS", StringComparison.Ordinal) && code[6..].All(char.IsAsciiDigit) ? code : null;

    private string Sentence => Why switch
    {
        EntraRefusal.Unreachable => "Your force’s sign-in (Microsoft Entra) does not answer.",
        EntraRefusal.ByTheTenant => "Your force’s sign-in (Microsoft Entra) did not let you through.",
        EntraRefusal.Stale => "This sign-in was started in another browser, too long ago, or was finished before.",
        EntraRefusal.BadToken => "What came back from your force’s sign-in (Microsoft Entra) could not be accepted.",
        EntraRefusal.Nameless => "Your force’s sign-in (Microsoft Entra) did not say who you are.",
        EntraRefusal.Weak => "Your force’s sign-in (Microsoft Entra) did not say that you used a second factor.",
        EntraRefusal.Locked => "Your account is locked in Lfr.",
        EntraRefusal.Altered => "Your account is not as the audit log left it.",
        EntraRefusal.Busy => "The sign-in could not be recorded at this moment.",
        _ => "Something went wrong.",
    };

    private string ToDo => Why switch
    {
        EntraRefusal.Unreachable => "Try again in a few minutes. People who are signed in can go on working. If it lasts, tell an administrator.",
        EntraRefusal.ByTheTenant => "Whoever looks after Entra in your force can say why. They may have to give you a role in Lfr first.",
        EntraRefusal.BadToken or EntraRefusal.Nameless => "Try again. If it fails again, tell an administrator: the registration of Lfr in Entra or this server’s clock may be wrong.",
        EntraRefusal.Weak => "Sign in there with your second factor. If you did, tell an administrator: Entra may not pass it on to Lfr.",
        EntraRefusal.Locked => "Ask an administrator of Lfr.",
        EntraRefusal.Altered => "Somebody changed it in the database. Tell the data protection officer.",
        _ => "Start again.",
    };
}
