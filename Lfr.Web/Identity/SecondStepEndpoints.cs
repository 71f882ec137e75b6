using System.Globalization;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Mvc;

namespace Lfr.Web.Identity;

/// <summary>
/// The second step of signing in: a code, or, for somebody who has no second factor yet, setting one up. Only here and with a passkey (<see cref="PasskeyEndpoints"/>) does a
/// browser that passed the first step get a session.
/// </summary>
public static class SecondStepEndpoints
{
    /// <summary>Maps the two forms.</summary>
    public static void Map(WebApplication app)
    {
        app.MapPost(LfrRoutes.SecondStep, CodeAsync).AllowAnonymous().RequireRateLimiting(SignInLimit.Name).WithOrder(-1);
        app.MapPost(LfrRoutes.FirstFactor, SetUpAsync).AllowAnonymous().RequireRateLimiting(SignInLimit.Name).WithOrder(-1);
    }

    /// <summary>Where a browser goes that passed the first step.</summary>
    internal static async Task<string> BeginAsync(HttpContext context, AccountNow account, SecondFactors factors, string? returnUrl, CancellationToken cancellationToken)
    {
        var has = (await factors.OfAsync(account.Id, cancellationToken)).Any;
        await new FirstStep(account.Id, has ? null : TimeCodes.NewKey()).GiveAsync(context);
        return With(has ? LfrRoutes.SecondStep : LfrRoutes.FirstFactor, null, returnUrl);
    }

    /// <summary>Ends the second step: the session is opened, and the cookie of the first step goes.</summary>
    internal static async Task<Outcome> ComeInAsync(HttpContext context, SignIn signIn, AccountNow account, Proof proof, CancellationToken cancellationToken)
    {
        var (outcome, key) = await signIn.RunAsync(account, SignInPlace.Of(context), StaffSessions.Of(context.User), proof, cancellationToken);
        if (!outcome.Succeeded)
            return outcome;
        await FirstStep.ForgetAsync(context);
        await SessionEndpoints.GiveCookieAsync(context, key, account.Id);
        return outcome;
    }

    private static async Task<IResult> CodeAsync(
        HttpContext context, Accounts accounts, SecondFactors factors, SecondFactorThrottle throttle, SignIn signIn, [FromForm] string? code, [FromForm] string? returnUrl, CancellationToken cancellationToken)
    {
        if (await AccountAsync(context, accounts, signIn, cancellationToken) is not { } account)
            return Again(LfrRoutes.SignIn, "again", returnUrl);
        var source = SourceAddress.Of(context);
        var wait = await throttle.BeginAsync(account.Id, source, cancellationToken);
        if (wait > TimeSpan.Zero)
        {
            await signIn.RefuseAsync(account.Id, "The password was right. Too many wrong codes came before; this one was not tried.", source, cancellationToken);
            return Again(LfrRoutes.SecondStep, Waiting(wait), returnUrl);
        }

        if (await factors.UseAsync(account.Id, code ?? "", cancellationToken) is not { } used)
        {
            await signIn.RefuseAsync(account.Id, "The password was right, the code was not.", source, cancellationToken);
            return Again(LfrRoutes.SecondStep, "wrong", returnUrl);
        }

        throttle.Succeeded(account.Id, source);
        var outcome = await ComeInAsync(context, signIn, account, new Proof(used), cancellationToken);
        return outcome.Succeeded ? Results.LocalRedirect(ReturnPath.Or(returnUrl)) : Again(LfrRoutes.SecondStep, "busy", returnUrl);
    }

    private static async Task<IResult> SetUpAsync(
        HttpContext context, Accounts accounts, SecondFactorThrottle throttle, EnrolAuthenticator enrol, SignIn signIn, [FromForm] string? code, [FromForm] string? returnUrl, CancellationToken cancellationToken)
    {
        if (await AccountAsync(context, accounts, signIn, cancellationToken) is not { } account || await FirstStep.OfAsync(context) is not { NewKey: { } key })
            return Again(LfrRoutes.SignIn, "again", returnUrl);
        var source = SourceAddress.Of(context);
        var wait = await throttle.BeginAsync(account.Id, source, cancellationToken);
        if (wait > TimeSpan.Zero)
            return Again(LfrRoutes.FirstFactor, Waiting(wait), returnUrl);
        var enrolled = await enrol.RunAsync(account.AsActor(), key, code ?? "", cancellationToken);
        if (!enrolled.Succeeded)
        {
            // Somebody else with the same password was first: from now on the second factor is asked for.
            return enrolled.IsRefusedAs(RefusalKind.State) ? Again(LfrRoutes.SignIn, "again", returnUrl)
                : Again(LfrRoutes.FirstFactor, enrolled.IsRefusedAs(RefusalKind.Busy) ? "busy" : "wrong", returnUrl);
        }

        throttle.Succeeded(account.Id, source);
        var outcome = await ComeInAsync(context, signIn, account, new Proof(SecondFactor.AuthenticatorCode), cancellationToken);
        return outcome.Succeeded ? Results.LocalRedirect(LfrRoutes.AccountAfterEnrolment(ReturnPath.Or(returnUrl))) : Again(LfrRoutes.SignIn, "busy", returnUrl);
    }

    /// <summary>The account of the first step, if it may still come in.</summary>
    internal static async Task<AccountNow?> AccountAsync(HttpContext context, Accounts accounts, SignIn signIn, CancellationToken cancellationToken)
    {
        if (await FirstStep.OfAsync(context) is not { } passed)
            return null;
        if (await accounts.FindAsync(passed.Account, cancellationToken) is { Locked: false } account)
            return account;
        await FirstStep.ForgetAsync(context);
        await signIn.RefuseAsync(passed.Account, "The account was locked between the two steps.", SourceAddress.Of(context), cancellationToken);
        return null;
    }

    /// <summary>How long to wait, as an address says it.</summary>
    internal static string Waiting(TimeSpan wait) => string.Create(CultureInfo.InvariantCulture, $"wait&seconds={(long)Math.Ceiling(wait.TotalSeconds)}");

    private static IResult Again(string page, string why, string? returnUrl) => Results.LocalRedirect(With(page, why, returnUrl));

    private static string With(string page, string? why, string? returnUrl)
    {
        var query = string.Join('&', new[] { why is null ? null : $"failed={why}", returnUrl is null ? null : $"returnUrl={Uri.EscapeDataString(ReturnPath.Or(returnUrl))}" }.Where(q => q is not null));
        return query.Length == 0 ? page : $"{page}?{query}";
    }
}
