using Lfr.Web.Identity;
using Lfr.Shared.Identity;
using Lfr.Web.Components;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.SignIn;

/// <summary>
/// The sign-in form: plain HTML that posts to <c>/sign-in</c>, so that it works without scripts. In a demonstration every role is one press away.
/// </summary>
public partial class SignIn
{
    /// <summary>Where to go afterwards.</summary>
    [SupplyParameterFromQuery(Name = "returnUrl")]
    private string? ReturnUrl { get; set; }

    /// <summary>Present when the last attempt failed. The reason is never told apart: that would tell strangers who has an account.</summary>
    [SupplyParameterFromQuery(Name = "failed")]
    private string? Failed { get; set; }

    /// <summary>How long to wait.</summary>
    [SupplyParameterFromQuery(Name = "seconds")]
    private string? Seconds { get; set; }

    [Inject]
    private Demonstration Demonstration { get; set; } = null!;

    [Inject]
    private SignInOptions Options { get; set; } = null!;

    private string SecondFactorWords => Options.SecondFactor == SecondFactorRule.Demonstration
        ? "They need no second factor, so that everybody can try them; the accounts of a force always do."
        : "Each needs a second factor, as the accounts of a force do.";

    /// <summary>Only paths within Lfr; anything else would let a link send people elsewhere after signing in.</summary>
    private string LocalReturnUrl => ReturnPath.Or(ReturnUrl);

    /// <summary>The operator first: that is where the demonstration starts.</summary>
    private static IEnumerable<DemoAccount> People => DemoAccounts.All.OrderBy(person => person.Role == Roles.Operator ? 0 : 1);

    private string? Failure => Failed switch
    {
        null or "" => null,
        "wait" => "You are not signed in: too many wrong passwords were entered for this e-mail address. "
            + $"Wait {WaitInWords.Of(Seconds)}, then try again. People who are signed in already can go on working.",
        "again" => "You are not signed in: the password was entered too long ago, or the second step was done already. Enter it again.",
        "busy" => "You are not signed in: too many people were changing something at the same moment. Try again.",
        _ => "You are not signed in: the e-mail or the password is not right, or the account is locked. "
            + "Try again; after five attempts you have to wait between them. If it still fails, ask an administrator.",
    };

    private static string Does(string role) => role switch
    {
        Roles.Planner => "plans, writes the notice",
        Roles.Compiler => "builds the watchlist",
        Roles.WatchlistApprover => "signs off every entry",
        Roles.AuthorisingOfficer => "grants or refuses authority",
        Roles.Silver => "pauses and stops",
        Roles.Operator => "goes live, answers alerts",
        Roles.EngagementOfficer => "speaks to people on the street",
        Roles.Oversight => "inspects, changes nothing",
        Roles.DataProtectionOfficer => "advises, confirms the time",
        Roles.Administrator => "manages accounts, sees no faces",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Unknown role."),
    };
}
