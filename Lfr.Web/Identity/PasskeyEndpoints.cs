using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Lfr.Web.Identity;

/// <summary>For what a passkey is asked.</summary>
public enum PasskeyPurpose
{
    /// <summary>To sign in without a password: its holder unlocks it, so that it stands for both factors, and it says whose it is.</summary>
    SignIn,

    /// <summary>As the second step after a password.</summary>
    SecondStep,

    /// <summary>To be added: to an account that is signed in, or as the first second factor of one that passed the first step.</summary>
    Add,

    /// <summary>To confirm in an open session that it is still the person.</summary>
    Confirm,
}

/// <summary>
/// What <c>passkeys.js</c> asks: first for the options that the browser gives to the device, then with what the device answered. Both are forms with an antiforgery token.
/// What was asked waits in a protected cookie (<see cref="PasskeyQuestion"/>), for one purpose and one account.
/// </summary>
public static class PasskeyEndpoints
{
    private const string NotRight = "The passkey was not accepted.";

    /// <summary>Maps both.</summary>
    public static void Map(WebApplication app)
    {
        app.MapPost(LfrRoutes.PasskeyOptions, OptionsAsync).AllowAnonymous().RequireRateLimiting(SignInLimit.Name);
        app.MapPost(LfrRoutes.Passkey, AnswerAsync).AllowAnonymous().RequireRateLimiting(SignInLimit.Name);
    }

    private static async Task<IResult> OptionsAsync(
        HttpContext context, IPasskeyHandler<LfrUser> passkeys, PasskeyQuestion question, UserManager<LfrUser> users, PasskeyArrival arrival, [FromForm] PasskeyPurpose purpose, CancellationToken cancellationToken)
    {
        var account = await WhoAsync(context, purpose);
        if (account is null && purpose != PasskeyPurpose.SignIn)
            return Problem("You are not signed in any more.", "Sign in again.");
        var user = account is { } id ? await users.FindByIdAsync(id.ToString()) : null;
        if (purpose != PasskeyPurpose.Add)
        {
            var asked = await passkeys.MakeRequestOptionsAsync(user, context);
            question.Give(context, purpose, account, asked.AssertionState);
            return Results.Text(asked.RequestOptionsJson, "application/json");
        }

        if (user is null)
            return Problem("There is no such account any more.", "Ask an administrator.");
        if (await arrival.BeginAsync(context, cancellationToken) is { Succeeded: false } notYet)
            return Said((notYet, ""));
        var made = await passkeys.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = user.Id.ToString(), Name = user.Email ?? user.DisplayName, DisplayName = user.DisplayName }, context);
        question.Give(context, purpose, account, made.AttestationState);
        return Results.Text(made.CreationOptionsJson, "application/json");
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context, IPasskeyHandler<LfrUser> passkeys, PasskeyQuestion question, PasskeyArrival arrival,
        [FromForm] PasskeyPurpose purpose, [FromForm] string? credential, [FromForm] string? name, [FromForm] string? returnUrl, CancellationToken cancellationToken)
    {
        var account = await WhoAsync(context, purpose);
        if (question.Take(context, purpose, account) is not { } asked)
            return Problem("It took too long, or another page asked in between.", "Try again.");
        if (purpose == PasskeyPurpose.Add)
        {
            var made = await passkeys.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = context, CredentialJson = credential ?? "", AttestationState = asked.State });
            return made.Succeeded && account is { } holder && made.UserEntity.Id == holder.ToString()
                ? Said(await arrival.AddAsync(context, made.Passkey, name, ReturnPath.Or(returnUrl), cancellationToken))
                : Problem(NotRight, "Try again, or use another device.");
        }

        var given = await passkeys.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = context, CredentialJson = credential ?? "", AssertionState = asked.State });
        if (!given.Succeeded || !given.Passkey.IsUserVerified || (account is { } expected && given.User.Id != expected))
        {
            await arrival.RefuseAsync(context, account, cancellationToken);
            return Problem(NotRight, "Try again, or sign in another way.");
        }

        return Said(purpose == PasskeyPurpose.Confirm
            ? await arrival.ConfirmAsync(given.Passkey, cancellationToken)
            : await arrival.SignInAsync(context, given.User.Id, given.Passkey, ReturnPath.Or(returnUrl), cancellationToken));
    }

    /// <summary>The account that is meant: of the session, or of the first step of signing in; <see langword="null"/> where the passkey itself says it.</summary>
    private static async Task<Guid?> WhoAsync(HttpContext context, PasskeyPurpose purpose)
    {
        if (purpose is PasskeyPurpose.Add or PasskeyPurpose.Confirm && LfrClaims.AccountOf(context.User) is { } signedIn)
            return signedIn;
        return purpose is PasskeyPurpose.Add or PasskeyPurpose.SecondStep ? (await FirstStep.OfAsync(context))?.Account : null;
    }

    private static IResult Said((Outcome Outcome, string To) arrived) =>
        arrived.Outcome.Succeeded ? Results.Json(new { to = arrived.To }) : Results.Json(new { problem = arrived.Outcome.Explanation, stepUp = arrived.Outcome.IsRefusedAs(RefusalKind.SecondFactor) });

    private static IResult Problem(string why, string toDo) => Results.Json(new { problem = $"{why} {toDo}" });
}
