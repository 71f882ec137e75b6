using Lfr.Shared.Identity;
using Lfr.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Identity;

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

    [Inject]
    private Demonstration Demonstration { get; set; } = null!;

    /// <summary>Only paths within Lfr; anything else would let a link send people elsewhere after signing in.</summary>
    private string LocalReturnUrl => ReturnUrl is ['/', not ('/' or '\\'), ..] ? ReturnUrl : LfrRoutes.Home;

    private string? Failure => string.IsNullOrEmpty(Failed)
        ? null
        : "The e-mail or the password is not right, or the account is locked. Five wrong attempts lock an account for 15 minutes; an administrator can unlock it.";
}

/// <summary>A demonstration account as the sign-in page offers it.</summary>
/// <param name="Email">Account name.</param>
/// <param name="Role">Role in words.</param>
/// <param name="Does">What one does with it.</param>
public sealed record DemoAccount(string Email, string Role, string Does)
{
    /// <summary>One for each role, the operator first: that is where the demonstration starts.</summary>
    public static IReadOnlyList<DemoAccount> All { get; } =
    [
        new("operator@demo.lfr", Roles.InWords(Roles.Operator), "Goes live, answers alerts"),
        new("planner@demo.lfr", Roles.InWords(Roles.Planner), "Plans, writes the notice"),
        new("compiler@demo.lfr", Roles.InWords(Roles.Compiler), "Builds the watchlist"),
        new("approver@demo.lfr", Roles.InWords(Roles.WatchlistApprover), "Signs off every entry"),
        new("authoriser@demo.lfr", Roles.InWords(Roles.AuthorisingOfficer), "Grants or refuses authority"),
        new("silver@demo.lfr", Roles.InWords(Roles.Silver), "Pauses and stops"),
        new("engagement@demo.lfr", Roles.InWords(Roles.EngagementOfficer), "Speaks to people on the street"),
        new("oversight@demo.lfr", Roles.InWords(Roles.Oversight), "Inspects everything, changes nothing"),
        new("dpo@demo.lfr", Roles.InWords(Roles.DataProtectionOfficer), "Advises, co-signs holds"),
        new("admin@demo.lfr", Roles.InWords(Roles.Administrator), "Manages accounts, sees no faces"),
    ];
}
