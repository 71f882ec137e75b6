using System.Security.Claims;
using Lfr.Shared.Identity;
using Lfr.Web.Components;
using Lfr.Web.Components.Pages;
using Lfr.Web.Data;
using Lfr.Web.Hosting;
using Lfr.Web.Settings;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.Identity.Web;

namespace Lfr.Web.Identity;

/// <summary>
/// The force's Microsoft Entra tenant by OpenID Connect. App roles carry the names of <see cref="Roles"/>, and ranks as
/// <c>Rank.Superintendent</c>. At each sign-in they are copied to the account in Lfr's database, which everything else asks; so taking a role
/// away in Lfr works within seconds, and taking it away in Entra works at the next sign-in.
/// </summary>
public sealed class EntraSignIn : ISignInMethod
{
    /// <summary>Name of the scheme.</summary>
    public const string Scheme = "Entra";

    private const string RankPrefix = "Rank.";

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
            .RequireRateLimiting(RateLimits.SignIn)
            .WithOrder(-1);

    private static async Task ComeInAsync(TokenValidatedContext context)
    {
        var person = context.Principal ?? throw new InvalidOperationException("Entra sent a token without a person.");
        if (!Guid.TryParse(person.GetObjectId(), out var id))
        {
            context.Fail("Entra sent a token without an object id.");
            return;
        }

        var services = context.HttpContext.RequestServices;
        await CopyAsync(services.GetRequiredService<UserManager<LfrUser>>(), id, person);
        var signIn = services.GetRequiredService<SignIn>();
        var source = SourceAddress.Of(context.HttpContext);
        var cancellationToken = context.HttpContext.RequestAborted;
        if (await services.GetRequiredService<Accounts>().FindAsync(id, cancellationToken) is not { Locked: false } account)
        {
            await signIn.RefuseAsync(id, "The account is locked.", source, cancellationToken);
            context.Fail("The account is locked in Lfr.");
            return;
        }

        var (outcome, key) = await signIn.RunAsync(account, source, StaffSessions.Of(context.HttpContext.User), cancellationToken);
        if (outcome.Succeeded)
            context.Principal = LfrClaims.Ticket(key);
        else
            context.Fail(outcome.Explanation);
    }

    private static async Task CopyAsync(UserManager<LfrUser> users, Guid id, ClaimsPrincipal person)
    {
        var granted = person.FindAll(ClaimTypes.Role).Concat(person.FindAll("roles")).Select(c => c.Value).ToHashSet(StringComparer.Ordinal);
        var mail = person.FindFirstValue("preferred_username") ?? person.FindFirstValue(ClaimTypes.Email) ?? id.ToString();
        var user = await users.FindByIdAsync(id.ToString());
        var isNew = user is null;
        user ??= new LfrUser { Id = id };
        user.UserName = id.ToString();
        user.Email = mail;
        user.EmailConfirmed = true;
        user.DisplayName = person.GetDisplayName() is { Length: > 0 } && person.FindFirstValue("name") is { Length: > 0 } name ? name : mail;
        user.Rank = granted.Where(r => r.StartsWith(RankPrefix, StringComparison.Ordinal))
            .Select(r => Enum.TryParse<Rank>(r[RankPrefix.Length..], out var rank) ? rank : Rank.Staff)
            .DefaultIfEmpty(Rank.Staff)
            .Max();
        IdentityResults.Require(isNew ? await users.CreateAsync(user) : await users.UpdateAsync(user));

        var held = await users.GetRolesAsync(user);
        var due = Roles.All.Where(granted.Contains).ToArray();
        IdentityResults.Require(await users.RemoveFromRolesAsync(user, held.Except(due, StringComparer.Ordinal)));
        IdentityResults.Require(await users.AddToRolesAsync(user, due.Except(held, StringComparer.Ordinal)));
    }
}
