using Lfr.Web.Data;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.Identity.Web;

namespace Lfr.Web.Identity;

/// <summary>
/// The force's Microsoft Entra tenant by OpenID Connect. App roles carry the names of <see cref="Lfr.Shared.Identity.Roles"/>, and ranks as
/// <c>Rank.Superintendent</c>. At each sign-in they are copied to the account in Lfr's database, which everything else asks; so taking a role
/// away in Lfr works within seconds, and taking it away in Entra works at the next sign-in.
/// </summary>
public sealed class EntraSignIn : ISignInMethod
{
    /// <summary>Name of the scheme.</summary>
    public const string Scheme = "Entra";

    /// <summary>Registers the scheme.</summary>
    public static void Add(AuthenticationBuilder authentication, IConfigurationSection azureAd)
    {
        authentication.AddMicrosoftIdentityWebApp(
            azureAd, openIdConnectScheme: Scheme, cookieScheme: IdentityConstants.ApplicationScheme);
        authentication.Services.Configure<OpenIdConnectOptions>(Scheme, options =>
        {
            var validated = options.Events.OnTokenValidated;
            options.Events.OnTokenValidated = async context =>
            {
                await validated(context);
                await ComeInAsync(context);
            };
        });
    }

    /// <inheritdoc/>
    public void Map(WebApplication app) =>
        app.MapGet(LfrRoutes.SignIn, (string? returnUrl) =>
                Results.Challenge(new AuthenticationProperties { RedirectUri = ReturnPath.Or(returnUrl) }, [Scheme]))
            .AllowAnonymous()
            .RequireRateLimiting(SignInLimit.Name)
            .WithOrder(-1);

    /// <summary>Copies the account, opens a session and gives the browser its key; fails where Lfr locked the account.</summary>
    internal static async Task ComeInAsync(TokenValidatedContext context)
    {
        var person = context.Principal ?? throw new InvalidOperationException("Entra sent a token without a person.");
        if (!Guid.TryParse(person.GetObjectId(), out var id))
        {
            context.Fail("Entra sent a token without an object id.");
            return;
        }

        var services = context.HttpContext.RequestServices;
        var signIn = services.GetRequiredService<SignIn>();
        var source = SourceAddress.Of(context.HttpContext);
        var cancellationToken = context.HttpContext.RequestAborted;
        var copied = await new CopyEntraAccount(services.GetRequiredService<LfrTransaction>(), services).RunAsync(EntraPerson.Of(id, person), cancellationToken);
        if (!copied.Succeeded)
        {
            context.Fail(copied.Explanation);
            return;
        }

        if (await services.GetRequiredService<Accounts>().FindAsync(id, cancellationToken) is not { Locked: false } account)
        {
            await signIn.RefuseAsync(id, "The account is locked.", source, cancellationToken);
            context.Fail("The account is locked in Lfr.");
            return;
        }

        var (outcome, key) = await signIn.RunAsync(account, SignInPlace.Of(context.HttpContext), StaffSessions.Of(context.HttpContext.User), new Proof(SecondFactor.Entra), cancellationToken);
        if (outcome.Succeeded)
            context.Principal = LfrClaims.Ticket(key, account.Id);
        else
            context.Fail(outcome.Explanation);
    }
}
