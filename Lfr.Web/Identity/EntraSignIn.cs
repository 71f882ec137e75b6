using System.Text.RegularExpressions;
using Lfr.Web.Data;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.Tokens;

namespace Lfr.Web.Identity;

/// <summary>
/// The force's Microsoft Entra tenant by OpenID Connect. App roles carry the names of <see cref="Lfr.Shared.Identity.Roles"/>; ranks and training
/// are Lfr's. At each sign-in roles are copied to the account in Lfr's database, which everything else asks; so taking a role
/// away in Lfr works within seconds, and taking it away in Entra works at the next sign-in. Groups are not read: an app role that is assigned to a
/// group arrives as a role, in however many groups a person is.
/// </summary>
public sealed partial class EntraSignIn(ILogger<EntraSignIn> logger) : ISignInMethod
{
    /// <summary>Name of the scheme.</summary>
    public const string Scheme = "Entra";

    /// <summary>Where the tenant's page sends the browser back with what it says.</summary>
    public const string Callback = "/signin-oidc";

    /// <summary>Registers the scheme.</summary>
    public static void Add(AuthenticationBuilder authentication, IConfigurationSection azureAd)
    {
        authentication.AddMicrosoftIdentityWebApp(
            azureAd, openIdConnectScheme: Scheme, cookieScheme: IdentityConstants.ApplicationScheme);
        authentication.Services.Configure<OpenIdConnectOptions>(Scheme, options =>
        {
            // Entra calls it in a frame of its own page, which neither gets our cookie nor may show us. Left open, a link on any page would sign people out.
            options.RemoteSignOutPath = PathString.Empty;
            var validated = options.Events.OnTokenValidated;
            options.Events.OnTokenValidated = async context =>
            {
                await validated(context);
                await ComeInAsync(context);
            };
            options.Events.OnAccessDenied = context =>
            {
                context.HttpContext.Items[typeof(EntraRefusal)] = EntraRefusal.ByTheTenant;
                return Task.CompletedTask;
            };
            options.Events.OnRemoteFailure = context =>
            {
                var why = EntraRefusals.Of(context);
                LogRefused(context.HttpContext.RequestServices.GetRequiredService<ILogger<EntraSignIn>>(), why, context.Failure);
                context.Response.Redirect(EntraRefusals.Page(why, CodeOf(context.Failure)));
                context.HandleResponse();
                return Task.CompletedTask;
            };
        });
        // A key that the tenant took back counts no more; otherwise it would for another hour.
        authentication.Services.PostConfigure<OpenIdConnectOptions>(Scheme, options =>
        {
            if (options.ConfigurationManager is BaseConfigurationManager published)
                published.UseLastKnownGoodConfiguration = false;
        });
    }

    /// <inheritdoc/>
    public void Map(WebApplication app)
    {
        app.MapGet(LfrRoutes.SignIn, StartAsync)
            .AllowAnonymous()
            .RequireRateLimiting(SignInLimit.Name)
            .WithOrder(-1);
        // Answered by the scheme before it gets here. An address of its own all the same: as one that leads nowhere it would be a page of the public site, which gives nobody a cookie.
        app.MapMethods(Callback, [HttpMethods.Get, HttpMethods.Post], () => Results.LocalRedirect(LfrRoutes.SignIn)).AllowAnonymous();
    }

    /// <summary>Signs out of the tenant too: whoever comes to this browser next would otherwise be signed in as this person by one press.</summary>
    public async Task<IResult> LeaveAsync(HttpContext context)
    {
        try
        {
            await context.SignOutAsync(Scheme, new AuthenticationProperties { RedirectUri = LfrRoutes.Notices });
            return Results.Empty;
        }
        catch (InvalidOperationException unreachable)
        {
            // The session in Lfr has ended; only the tenant's cannot be reached.
            LogUnreachable(logger, unreachable);
            return Results.LocalRedirect(LfrRoutes.Notices);
        }
    }

    /// <summary>Copies the account, opens a session and gives the browser its key; fails where Lfr locked the account.</summary>
    internal static async Task ComeInAsync(TokenValidatedContext context)
    {
        var person = context.Principal ?? throw new InvalidOperationException("Entra sent a token without a person.");
        if (!Guid.TryParse(person.GetObjectId(), out var id))
        {
            context.Refuse(EntraRefusal.Nameless, "Entra sent a token without an object id.");
            return;
        }

        var services = context.HttpContext.RequestServices;
        // As the tenant signed it: on the way to the person claims may get other names.
        if (services.GetRequiredService<SignInOptions>().EntraProof is { } asked && !context.SecurityToken.Claims.Any(c => c.Type == asked.Claim && c.Value == asked.Value))
        {
            context.Refuse(EntraRefusal.Weak, $"The token does not say {asked.Claim}={asked.Value}.");
            return;
        }

        var signIn = services.GetRequiredService<SignIn>();
        var source = SourceAddress.Of(context.HttpContext);
        var cancellationToken = context.HttpContext.RequestAborted;
        var copied = await new CopyEntraAccount(services.GetRequiredService<LfrTransaction>(), services).RunAsync(EntraPerson.Of(id, person), cancellationToken);
        if (!copied.Succeeded)
        {
            context.Refuse(EntraRefusal.Altered, copied.Explanation);
            return;
        }

        if (await services.GetRequiredService<Accounts>().FindAsync(id, cancellationToken) is not { Locked: false } account)
        {
            await signIn.RefuseAsync(id, "The account is locked.", source, cancellationToken);
            context.Refuse(EntraRefusal.Locked, "The account is locked in Lfr.");
            return;
        }

        var (outcome, key) = await signIn.RunAsync(account, SignInPlace.Of(context.HttpContext), StaffSessions.Of(context.HttpContext.User), new Proof(SecondFactor.Entra), cancellationToken);
        if (outcome.Succeeded)
            context.Principal = LfrClaims.Ticket(key, account.Id);
        else
            context.Refuse(EntraRefusal.Busy, outcome.Explanation);
    }

    private async Task<IResult> StartAsync(HttpContext context, string? returnUrl)
    {
        try
        {
            await context.ChallengeAsync(Scheme, new AuthenticationProperties { RedirectUri = ReturnPath.Or(returnUrl) });
            return Results.Empty;
        }
        catch (InvalidOperationException unreachable)
        {
            LogUnreachable(logger, unreachable);
            return Results.LocalRedirect(EntraRefusals.Page(EntraRefusal.Unreachable, ""));
        }
    }

    // The tenant's own number for what is wrong, which its documentation explains; nothing else of what came with the request is shown or passed on.
    private static string CodeOf(Exception? failure) =>
        failure is { Data: var data } && data["error_description"] is string said && TenantCode().Match(said) is { Success: true } code ? code.Value : "";

    [GeneratedRegex("^AADSTS[0-9]{1,9}", RegexOptions.None, 1000)]
    private static partial Regex TenantCode();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody was signed in through Entra: {Why}.")]
    private static partial void LogRefused(ILogger logger, EntraRefusal why, Exception? failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The tenant of Entra does not answer.")]
    private static partial void LogUnreachable(ILogger logger, Exception failure);
}
