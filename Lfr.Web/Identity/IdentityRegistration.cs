using Lfr.Web.Data;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Lfr.Web.Identity;

/// <summary>Who may come in, and as what. <c>Identity:Mode</c> is <c>Local</c> (accounts in Lfr's database) or <c>Entra</c>.</summary>
public static class IdentityRegistration
{
    /// <summary>Registers sign-in, roles and policies. Everything needs a sign-in unless it says otherwise.</summary>
    public static void AddLfrIdentity(this WebApplicationBuilder builder, SignInOptions options)
    {
        var services = builder.Services;
        services.AddHttpContextAccessor();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = options.Cookie("lfr-form");
            antiforgery.Cookie.SecurePolicy = SecurePolicy(options);
        });
        services.AddSingleton(options);
        services.AddSingleton<Accounts>();
        services.AddSingleton<Systems>();
        services.AddSingleton<LogSystemCall>();
        services.AddSingleton<StaffSessions>();
        services.AddSingleton(options.Mode == IdentityMode.Entra ? StepUp.None : new StepUp(options.StepUp, options.SecondFactor == SecondFactorRule.Demonstration && options.Demonstration));
        services.AddSingleton<SecondFactors>();
        services.AddSingleton<SecondFactorThrottle>();
        services.AddSingleton<EnrolAuthenticator>();
        services.AddSingleton<SetUpAuthenticator>();
        services.AddSingleton<RemoveAuthenticator>();
        services.AddSingleton<ChooseMails>();
        services.AddSingleton<MakeRecoveryCodes>();
        services.AddSingleton<EnrolPasskey>();
        services.AddSingleton<AddPasskey>();
        services.AddSingleton<BeginPasskey>();
        services.AddSingleton<RemovePasskey>();
        services.AddSingleton<ConfirmSecondFactor>();
        services.AddSingleton<EndOwnSession>();
        services.AddSingleton<EndOtherSessions>();
        services.AddScoped<ChangeOwnPassword>();
        services.AddSingleton<ResetSecondFactor>();
        services.AddSingleton<PasskeyQuestion>();
        services.AddScoped<PasskeyArrival>();
        services.AddScoped<IPasskeyHandler<LfrUser>, PasskeyHandler<LfrUser>>();
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            // A passkey alone signs in: it must name its holder, and its device must have asked for the holder's finger, face or PIN.
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
        });
        services.AddSingleton<SignIn>();
        services.AddSingleton<SignOut>();
        services.AddSingleton<SignOutEverywhere>();
        services.AddSingleton<EndSession>();
        services.AddHostedService<SessionWatch>();
        services.AddSingleton<RecentLooks>();
        services.AddSingleton<LookGate>();
        services.AddSingleton<SayWhyYouLook>();
        services.AddSingleton<VouchForPeople>();
        services.AddSingleton<AccountChange>();
        services.AddScoped<AddDemonstrationAccounts>();
        services.AddScoped<LiveRunPresence>();
        services.AddScoped<CurrentActor>();
        services.AddScoped<AuthenticationStateProvider, LiveAuthenticationState>();

        services.AddSingleton<SignInThrottle>();
        services.TryAddSingleton<IPasswordHasher<LfrUser>, PasswordHasher<LfrUser>>();
        services.AddSingleton<PasswordCheck>();

        services.AddIdentityCore<LfrUser>(ConfigureAccounts)
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<LfrDbContext>()
            .AddPasswordValidator<CommonPasswords>()
            .AddDefaultTokenProviders();
        if (options.Leaked is { } leaked)
            services.AddSingleton<IPasswordValidator<LfrUser>>(leaked);

        var authentication = services.AddAuthentication(schemes =>
        {
            schemes.DefaultScheme = IdentityConstants.ApplicationScheme;
            schemes.DefaultSignInScheme = IdentityConstants.ApplicationScheme;
        });
        if (options.Mode == IdentityMode.Entra)
        {
            EntraSignIn.Add(authentication, options.AzureAd);
            services.AddSingleton<ISignInMethod, EntraSignIn>();
            services.AddSingleton<EntraHealth>();
            services.AddHealthChecks().AddCheck<EntraHealth>("entra");
        }
        else
        {
            authentication.AddCookie(IdentityConstants.ApplicationScheme);
            services.AddSingleton<ISignInMethod, LocalSignIn>();
        }

        authentication.AddScheme<AuthenticationSchemeOptions, SystemAuthentication>(SystemAuthentication.Name, configureOptions: null);
        // Also with Entra, where nobody gets one: the pages of the second step then say that there was no first.
        authentication.AddCookie(FirstStep.Scheme, cookie => ConfigureFirstStep(cookie, options));
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, cookie => ConfigureCookie(cookie, options));
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    /// <summary>Maps <c>/sign-in</c>, <c>/sign-out</c> and <c>/session</c>, all by POST; none needs a circuit, and the forms need an antiforgery token.</summary>
    public static void MapLfrIdentity(this WebApplication app)
    {
        app.Services.GetRequiredService<ISignInMethod>().Map(app);
        SessionEndpoints.Map(app);
    }

    /// <summary>Makes sure that roles and, in a demonstration, the demo accounts exist.</summary>
    public static async Task PrepareLfrIdentityAsync(this WebApplication app, bool demonstration, CancellationToken cancellationToken)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await RoleSeed.EnsureAsync(scope.ServiceProvider, cancellationToken);
        if (demonstration)
            await scope.ServiceProvider.GetRequiredService<AddDemonstrationAccounts>().RunAsync(cancellationToken);
        // Its hash is made now, and not with the first attempt to sign in, which would take twice as long as every other.
        _ = app.Services.GetRequiredService<PasswordCheck>();
    }

    private static void ConfigureAccounts(IdentityOptions options)
    {
        // Length is what makes a password strong; composition rules make people write them down (NCSC, NIST SP 800-63B).
        options.Password.RequiredLength = 12;
        options.Password.RequiredUniqueChars = 5;
        options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
        // LockoutEnd is an administrator's lock and nothing else: wrong passwords make their sender wait (SignInThrottle), never the officer.
        options.Lockout.AllowedForNewUsers = true;
        options.User.RequireUniqueEmail = true;
        // Names are addresses, and addresses hold more than letters: o'brien@force.example.
        options.User.AllowedUserNameCharacters = "";
    }

    private static void ConfigureCookie(CookieAuthenticationOptions cookie, SignInOptions options)
    {
        cookie.Cookie.Name = options.Cookie("lfr");
        cookie.Cookie.Path = "/";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = SecurePolicy(options);
        // The database says whether a session is open; the cookie's own end is the outermost bound.
        cookie.ExpireTimeSpan = options.Sessions.Longest;
        cookie.SlidingExpiration = false;
        cookie.LoginPath = LfrRoutes.SignIn;
        cookie.AccessDeniedPath = LfrRoutes.AccessDenied;
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.Events.OnValidatePrincipal = ValidateAsync;
        cookie.Events.OnRedirectToLogin = context => AnswerAsync(context, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context => AnswerAsync(context, StatusCodes.Status403Forbidden);
    }

    private static void ConfigureFirstStep(CookieAuthenticationOptions cookie, SignInOptions options)
    {
        cookie.Cookie.Name = options.Cookie("lfr-first-step");
        cookie.Cookie.Path = "/";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = SecurePolicy(options);
        cookie.ExpireTimeSpan = FirstStep.Lasts;
        cookie.SlidingExpiration = false;
    }

    private static CookieSecurePolicy SecurePolicy(SignInOptions options) => options.HttpsOnly ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        var sessions = http.RequestServices.GetRequiredService<StaffSessions>();
        var id = context.Principal?.FindFirst(LfrClaims.SessionKey) is { } key ? StaffSessions.IdOf(key.Value) : null;
        if (id is null || LfrClaims.AccountOf(context.Principal!) is not { } openedBy || await sessions.AccountOfAsync(id, openedBy, http.RequestAborted) is not { } account)
        {
            context.RejectPrincipal();
            return;
        }

        context.ReplacePrincipal(LfrClaims.For(account, id));
        // A page is opened by a person; pictures and tables are fetched by a page.
        if (http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
            await sessions.SeenAsync(id, http.RequestAborted);
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
