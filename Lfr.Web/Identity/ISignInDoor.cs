using Lfr.Web.Components;
using Lfr.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Lfr.Web.Identity;

/// <summary>The way in: by Lfr's own accounts or by the force's Entra tenant.</summary>
public interface ISignInDoor
{
    /// <summary>Maps the endpoints of this way in.</summary>
    void Map(WebApplication app);
}

/// <summary>Where a person may be sent after signing in: only within Lfr.</summary>
public static class ReturnPath
{
    /// <summary><paramref name="asked"/> when it is a path of this site, the home page otherwise.</summary>
    public static string Or(string? asked) =>
        asked is ['/', ..] and not ['/', '/' or '\\', ..] && !asked.Contains('\n', StringComparison.Ordinal) ? asked : LfrRoutes.Home;
}

/// <summary>Signs out, by a form with an antiforgery token.</summary>
public static class SignOutEndpoint
{
    /// <summary>Maps <c>POST /sign-out</c>.</summary>
    public static void Map(WebApplication app) =>
        app.MapPost(LfrRoutes.SignOut, async (HttpContext context, SignInManager<LfrUser> signIn, [FromForm(Name = "returnUrl")] string? _) =>
        {
            await signIn.SignOutAsync();
            return Results.LocalRedirect(LfrRoutes.SignIn);
        }).AllowAnonymous();
}

/// <summary>
/// Lfr's own accounts: e-mail and password in a plain form. The answer to a wrong password, an unknown account and a locked one is the same
/// and takes the same time, so that nobody learns who has an account.
/// </summary>
public sealed class LocalDoor : ISignInDoor
{
    /// <inheritdoc/>
    public void Map(WebApplication app) =>
        app.MapPost(LfrRoutes.SignIn, SignInAsync)
            .AllowAnonymous()
            .RequireRateLimiting(RateLimits.SignIn)
            // The page of the same address takes GET and POST; the form is for this endpoint.
            .WithOrder(-1);

    private static async Task<IResult> SignInAsync(
        SignInManager<LfrUser> signIn,
        UserManager<LfrUser> users,
        [FromForm] string? email,
        [FromForm] string? password,
        [FromForm] string? returnUrl)
    {
        var user = string.IsNullOrWhiteSpace(email) ? null : await users.FindByEmailAsync(email.Trim());
        if (user is null)
        {
            // As much work as for an account that exists.
            users.PasswordHasher.HashPassword(new LfrUser(), password ?? "");
        }
        else if ((await signIn.PasswordSignInAsync(user, password ?? "", isPersistent: false, lockoutOnFailure: true)).Succeeded)
        {
            return Results.LocalRedirect(ReturnPath.Or(returnUrl));
        }

        var again = $"{LfrRoutes.SignIn}?failed=wrong";
        return Results.LocalRedirect(returnUrl is null ? again : $"{again}&returnUrl={Uri.EscapeDataString(ReturnPath.Or(returnUrl))}");
    }
}
