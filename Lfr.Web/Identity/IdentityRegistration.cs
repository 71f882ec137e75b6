using Lfr.Web.Data;
using Lfr.Web.Settings;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;

namespace Lfr.Web.Identity;

/// <summary>Who may come in, and as what. <c>Identity:Mode</c> is <c>Local</c> (accounts in Lfr's database) or <c>Entra</c>.</summary>
public static class IdentityRegistration
{
    /// <summary>Registers sign-in, roles and policies. Everything needs a sign-in unless it says otherwise.</summary>
    public static void AddLfrIdentity(this WebApplicationBuilder builder, SignInOptions options)
    {
        var services = builder.Services;
        services.AddHttpContextAccessor();
        services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = "lfr-form");
        services.AddSingleton(provider => WorkerKey.ReadOrCreate(provider.GetRequiredService<LfrPaths>().WorkerKeyFile));
        services.AddSingleton<Accounts>();
        services.AddScoped<CurrentActor>();
        services.AddScoped<AuthenticationStateProvider, LiveAuthenticationState>();

        var identity = services.AddIdentityCore<LfrUser>(ConfigureAccounts)
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<LfrDbContext>()
            .AddClaimsPrincipalFactory<LfrClaims>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = CurrentActor.MaximumAge);

        var authentication = services.AddAuthentication(schemes =>
        {
            schemes.DefaultScheme = IdentityConstants.ApplicationScheme;
            schemes.DefaultSignInScheme = IdentityConstants.ApplicationScheme;
        });
        authentication.AddScheme<AuthenticationSchemeOptions, WorkerAuthentication>(WorkerAuthentication.Name, configureOptions: null);
        if (options.Mode == IdentityMode.Entra)
        {
            EntraSignIn.Add(authentication, options.AzureAd);
            services.AddSingleton<ISignInMethod, EntraSignIn>();
        }
        else
        {
            authentication.AddIdentityCookies();
            services.AddSingleton<ISignInMethod, LocalSignIn>();
        }

        services.Configure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, ConfigureCookie);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(WorkerAuthentication.Name, policy => policy
                .AddAuthenticationSchemes(WorkerAuthentication.Name).RequireClaim(LfrClaims.Worker));
    }

    /// <summary>Maps <c>/sign-in</c> (POST) and <c>/sign-out</c> (POST); both need an antiforgery token and neither needs a circuit.</summary>
    public static void MapLfrIdentity(this WebApplication app)
    {
        app.Services.GetRequiredService<ISignInMethod>().Map(app);
        SignOutEndpoint.Map(app);
    }

    /// <summary>Makes sure that roles, the worker's key and, in a demonstration, the demo accounts exist.</summary>
    public static async Task PrepareLfrIdentityAsync(this WebApplication app, bool demonstration, CancellationToken cancellationToken)
    {
        app.Services.GetRequiredService<WorkerKey>();
        await using var scope = app.Services.CreateAsyncScope();
        await RoleSeed.EnsureAsync(scope.ServiceProvider, cancellationToken);
        if (demonstration)
            await DemoAccounts.EnsureAsync(scope.ServiceProvider, cancellationToken);
    }

    private static void ConfigureAccounts(IdentityOptions options)
    {
        // Length is what makes a password strong; composition rules make people write them down (NCSC, NIST SP 800-63B).
        options.Password.RequiredLength = 12;
        options.Password.RequiredUniqueChars = 5;
        options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
        options.Lockout.AllowedForNewUsers = true;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        options.User.RequireUniqueEmail = true;
    }

    private static void ConfigureCookie(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "lfr";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = TimeSpan.FromHours(8);
        cookie.SlidingExpiration = true;
        cookie.LoginPath = LfrRoutes.SignIn;
        cookie.AccessDeniedPath = LfrRoutes.AccessDenied;
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
        cookie.Events.OnRedirectToLogin = context => AnswerAsync(context, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context => AnswerAsync(context, StatusCodes.Status403Forbidden);
    }

    // A person's browser is sent to a page; a program gets a status it understands.
    private static Task AnswerAsync(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        var asksForPage = context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        if (asksForPage && !context.Request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase))
            context.Response.Redirect(context.RedirectUri);
        else
            context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
