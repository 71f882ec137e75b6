using Lfr.Web.Components;
using Lfr.Web.Components.Pages;
using Lfr.Web.Features.PublicSite;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using MudBlazor.Services;

namespace Lfr.Web.Hosting;

/// <summary>
/// Razor components, MudBlazor and static files.
/// <para>
/// Render modes: <c>App.razor</c> gives the whole page tree, layout included, to Interactive Server, so that MudBlazor's providers and the page
/// live in one circuit. A page that carries <see cref="Microsoft.AspNetCore.Components.ExcludeFromInteractiveRoutingAttribute"/> (the public site,
/// sign-in) is rendered on the server only: no script of Blazor, no circuit. Pages therefore never write <c>@rendermode</c>.
/// </para>
/// </summary>
public static class ShellRegistration
{
    /// <summary>Largest message of a page, in bytes.</summary>
    public const int LargestMessage = 64 * 1024;

    /// <summary>Registers components. The application speaks British English, whatever the machine does.</summary>
    public static void AddLfrShell(this WebApplicationBuilder builder, bool demonstration, Force force)
    {
        var british = CultureInfo.GetCultureInfo("en-GB");
        CultureInfo.DefaultThreadCurrentCulture = british;
        CultureInfo.DefaultThreadCurrentUICulture = british;

        // What a page sends is small; a photograph comes in pieces that fit.
        builder.Services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = LargestMessage);
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight;
            mud.SnackbarConfiguration.PreventDuplicates = true;
            mud.SnackbarConfiguration.VisibleStateDuration = 6000;
        });
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new Demonstration(demonstration));
        builder.Services.AddSingleton(force);
        builder.Services.AddScoped<PageFreshness>();
    }

    /// <summary>
    /// Keeps cookies off the public site, and lets browsers and whatever stands between keep its answers: the framework gives each page a cookie for its forms, and forbids keeping it for
    /// the same reason, and no form of the public site changes anything. What anybody reads is the same for everybody.
    /// </summary>
    public static void UseLfrPublicSite(this WebApplication app) =>
        app.Use((context, next) =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<PublicCache.Kept>() is not null || App.IsPublicPage(context.GetEndpoint()))
            {
                context.Response.OnStarting(() =>
                {
                    var headers = context.Response.Headers;
                    headers.SetCookie = default;
                    headers.Pragma = default;
                    headers.CacheControl = context.Response.StatusCode == StatusCodes.Status200OK ? PublicCache.Header : "no-cache";
                    return Task.CompletedTask;
                });
            }

            return next(context);
        });

    /// <summary>Maps static files and pages. An address that nothing answers gets <see cref="Unknown"/>.</summary>
    public static void MapLfrShell(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        // The host sends the framing policy with all other security headers.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null);
    }
}
