using Lfr.Web.Components;

namespace Lfr.Web.Hosting;

/// <summary>
/// Headers on every answer. Lfr's pages load nothing from anywhere but Lfr itself, may not be framed, and tell other sites nothing.
/// </summary>
public static class SecurityHeaders
{
    /// <summary>
    /// Pictures, fonts and connections come from this site only. <c>data:</c> and <c>blob:</c> pictures are made by the page itself.
    /// </summary>
    private const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
        "connect-src 'self'; media-src 'self' blob:; object-src 'none'; form-action 'self'; frame-ancestors 'none'; report-uri " + PolicyReports.Path;

    /// <summary>Where browsers take reports by name; they do so over HTTPS only, and would then send none by the address.</summary>
    private const string ReportTo = "; report-to csp";

    /// <summary>Of answers without scripts: the public site, pictures, data. Styles are in files.</summary>
    private const string NoScripts = "; style-src 'self'; script-src 'none'; base-uri 'none'";

    private const string PermissionsPolicy =
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=(), browsing-topics=()";

    /// <summary>Adds the headers, and HSTS where the site is reached by a name over HTTPS.</summary>
    public static void UseLfrSecurityHeaders(this WebApplication app)
    {
        // With Entra, signing in answers with a form that is posted back and forth between its site and ours.
        var formTarget = app.Services.GetRequiredService<LfrOptions>().SignIn.EntraSite is { } site ? " " + site.GetLeftPart(UriPartial.Authority) : "";
        var policy = ContentSecurityPolicy.Replace("form-action 'self'", "form-action 'self'" + formTarget, StringComparison.Ordinal);
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            context.Response.OnStarting(() =>
            {
                // Known only once the page was drawn. An answer out of the cache has no scripts.
                headers.ContentSecurityPolicy = policy + (context.Request.IsHttps ? ReportTo : "") + (PageNonce.Of(context) is { } nonce ? Scripts(nonce) : NoScripts);
                return Task.CompletedTask;
            });
            if (context.Request.IsHttps)
                headers["Reporting-Endpoints"] = $"csp=\"{PolicyReports.Path}\"";
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = PermissionsPolicy;
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Embedder-Policy"] = "require-corp";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            if (context.Request.IsHttps && !SiteOptions.IsLoopback(context.Request.Host.Host))
                headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
            return next(context);
        });
    }

    // Scripts that carry the nonce, and modules that those load. Blazor resolves addresses against <base>, so that its pages need one, of this site only.
    // Style attributes only where there is a circuit: MudBlazor positions its popovers and bars with them. A style element needs the nonce even there.
    private static string Scripts(PageNonce nonce) => (nonce.StylesAttributes ? $"; style-src 'self' 'nonce-{nonce.Value}'; style-src-attr 'unsafe-inline'" : "; style-src 'self'") + $"; script-src 'nonce-{nonce.Value}' 'strict-dynamic'; base-uri 'self'";
}
