using System.Globalization;
using Lfr.Web.Data;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Lfr.Web.Identity;

/// <summary>
/// Lfr's own accounts: e-mail and password in a plain form, then the second step (<see cref="SecondStepEndpoints"/>). The answer to a wrong password, an unknown account and a locked one is the same
/// and costs the same work, so that nobody learns who has an account. Every attempt is in the audit log. Wrong passwords make their sender wait
/// (<see cref="SignInThrottle"/>) and change nothing about the account.
/// </summary>
public sealed class LocalSignIn : ISignInMethod
{
    /// <inheritdoc/>
    public void Map(WebApplication app)
    {
        app.MapPost(LfrRoutes.SignIn, SignInAsync)
            .AllowAnonymous()
            .RequireRateLimiting(SignInLimit.Name)
            // The page of the same address takes GET and POST; the form is for this endpoint.
            .WithOrder(-1);
        SecondStepEndpoints.Map(app);
        PasskeyEndpoints.Map(app);
    }

    /// <inheritdoc/>
    public Task<IResult> LeaveAsync(HttpContext context) => Task.FromResult(Results.LocalRedirect(LfrRoutes.SignIn));

    private static async Task<IResult> SignInAsync(
        HttpContext context,
        UserManager<LfrUser> users,
        Accounts accounts,
        StaffSessions sessions,
        SignInThrottle throttle,
        PasswordCheck passwords,
        SignIn signIn,
        SecondFactors factors,
        SignInOptions options,
        [FromForm] string? email,
        [FromForm] string? password,
        [FromForm] string? returnUrl,
        CancellationToken cancellationToken)
    {
        var source = SourceAddress.Of(context);
        var typed = email?.Trim() ?? "";
        var user = await users.FindByEmailAsync(typed);
        var account = await accounts.FindAsync(user?.Id ?? Guid.Empty, cancellationToken);
        var isKnown = await sessions.KnowsAsync(user?.Id ?? Guid.Empty, source, cancellationToken);
        var wait = throttle.Begin(typed, source, isKnown || (user is not null && LfrClaims.AccountOf(context.User) == user.Id));
        if (wait > TimeSpan.Zero)
        {
            await signIn.RefuseAsync(user?.Id, "Too many wrong passwords came before; this one was not tried.", source, cancellationToken);
            return Again(string.Create(CultureInfo.InvariantCulture, $"wait&seconds={(long)Math.Ceiling(wait.TotalSeconds)}"), returnUrl);
        }

        var right = passwords.IsRight(user, password ?? "");
        if (!right || account is not { Locked: false })
        {
            var why = user is null ? "There is no such account." : right ? "The account is locked, or belongs to a demonstration that is off." : "The password was wrong.";
            await signIn.RefuseAsync(user?.Id, why, source, cancellationToken);
            return Again("wrong", returnUrl);
        }

        throttle.Succeeded(typed, source);
        if (!options.MaySkip(account) || (await factors.OfAsync(account.Id, cancellationToken)).Any)
            return Results.LocalRedirect(await SecondStepEndpoints.BeginAsync(context, account, factors, returnUrl, cancellationToken));
        var outcome = await SecondStepEndpoints.ComeInAsync(context, signIn, account, new Proof(SecondFactor.Skipped), cancellationToken);
        return outcome.Succeeded ? Results.LocalRedirect(ReturnPath.Or(returnUrl)) : Again("busy", returnUrl);
    }

    private static IResult Again(string why, string? returnUrl)
    {
        var again = $"{LfrRoutes.SignIn}?failed={why}";
        return Results.LocalRedirect(returnUrl is null ? again : $"{again}&returnUrl={Uri.EscapeDataString(ReturnPath.Or(returnUrl))}");
    }
}
