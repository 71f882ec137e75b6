using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
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
        SignInManager<LfrUser> signIn,
        UserManager<LfrUser> users,
        LfrTransaction transaction,
        [FromForm] string? email,
        [FromForm] string? password,
        [FromForm] string? returnUrl,
        CancellationToken cancellationToken)
    {
        var user = string.IsNullOrWhiteSpace(email) ? null : await users.FindByEmailAsync(email.Trim());
        var comesIn = user is not null && (await signIn.PasswordSignInAsync(user, password ?? "", isPersistent: false, lockoutOnFailure: true)).Succeeded;
        if (user is null)
            users.PasswordHasher.HashPassword(new LfrUser(), password ?? "");
        await new SignIn(transaction).RecordAsync(user, comesIn, cancellationToken);
        if (comesIn)
            return Results.LocalRedirect(ReturnPath.Or(returnUrl));

        var again = $"{LfrRoutes.SignIn}?failed=wrong";
        return Results.LocalRedirect(returnUrl is null ? again : $"{again}&returnUrl={Uri.EscapeDataString(ReturnPath.Or(returnUrl))}");
    }
}
