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
        await RecordAsync(transaction, user, comesIn, cancellationToken);
        if (comesIn)
            return Results.LocalRedirect(ReturnPath.Or(returnUrl));

        var again = $"{LfrRoutes.SignIn}?failed=wrong";
        return Results.LocalRedirect(returnUrl is null ? again : $"{again}&returnUrl={Uri.EscapeDataString(ReturnPath.Or(returnUrl))}");
    }

    private static Task RecordAsync(LfrTransaction transaction, LfrUser? user, bool comesIn, CancellationToken cancellationToken)
    {
        var actor = user is null ? CurrentActor.Nobody : new Actor(user.Id, user.DisplayName, user.Rank, CurrentActor.Nobody.RoleNames);
        return transaction.RunAsync(actor, "SignIn", (work, _) =>
        {
            work.About(deploymentId: null, user is null ? "" : $"Account {user.Id}");
            work.Did("Signed in.");
            return Task.FromResult(comesIn ? Outcome.Done : Outcome.Refused(new Finding(
                "SIGNIN", "People are who they say they are", Weight.Block,
                user is null ? "There is no such account." : "The password was wrong, or the account is locked.", "Lfr: sign-in", "an administrator")));
        }, cancellationToken);
    }
}
