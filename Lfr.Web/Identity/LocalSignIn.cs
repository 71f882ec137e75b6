using Lfr.Web.Data;
using Lfr.Web.Hosting;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Lfr.Web.Identity;

/// <summary>
/// Lfr's own accounts: e-mail and password in a plain form. The answer to a wrong password, an unknown account and a locked one is the same
/// and costs the same work, so that nobody learns who has an account. Every attempt is in the audit log.
/// </summary>
public sealed class LocalSignIn : ISignInMethod
{
    /// <inheritdoc/>
    public void Map(WebApplication app) =>
        app.MapPost(LfrRoutes.SignIn, SignInAsync)
            .AllowAnonymous()
            .RequireRateLimiting(RateLimits.SignIn)
            // The page of the same address takes GET and POST; the form is for this endpoint.
            .WithOrder(-1);

    private static async Task<IResult> SignInAsync(
        HttpContext context,
        UserManager<LfrUser> users,
        Accounts accounts,
        SignIn signIn,
        [FromForm] string? email,
        [FromForm] string? password,
        [FromForm] string? returnUrl,
        CancellationToken cancellationToken)
    {
        var source = SourceAddress.Of(context);
        var user = string.IsNullOrWhiteSpace(email) ? null : await users.FindByEmailAsync(email.Trim());
        var right = user is not null && await users.CheckPasswordAsync(user, password ?? "");
        if (user is null)
            users.PasswordHasher.HashPassword(new LfrUser(), password ?? "");
        if (right && await accounts.FindAsync(user!.Id, cancellationToken) is { Locked: false } account)
        {
            var (outcome, key) = await signIn.RunAsync(account, source, StaffSessions.Of(context.User), cancellationToken);
            if (outcome.Succeeded)
            {
                await SessionEndpoints.GiveCookieAsync(context, key);
                return Results.LocalRedirect(ReturnPath.Or(returnUrl));
            }
        }
        else
        {
            var why = user is null ? "There is no such account." : right ? "The account is locked." : "The password was wrong.";
            await signIn.RefuseAsync(user?.Id, why, source, cancellationToken);
        }

        var again = $"{LfrRoutes.SignIn}?failed=wrong";
        return Results.LocalRedirect(returnUrl is null ? again : $"{again}&returnUrl={Uri.EscapeDataString(ReturnPath.Or(returnUrl))}");
    }
}
