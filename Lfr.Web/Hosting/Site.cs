using System.Net;
using Lfr.Web.Identity;

namespace Lfr.Web.Hosting;

/// <summary>Who asks must have meant this site: by its name, and from its own pages.</summary>
public static class Site
{
    /// <summary>Makes every address that Lfr writes its own: nothing behind this sees what a request claims to have asked for.</summary>
    public static void UseLfrAddress(this WebApplication app)
    {
        if (app.Services.GetRequiredService<LfrOptions>().Site.Address is not { } address)
            return;
        var host = address.IsDefaultPort ? new HostString(address.Host) : new HostString(address.Host, address.Port);
        app.Use((context, next) =>
        {
            (context.Request.Scheme, context.Request.Host) = (address.Scheme, host);
            return next(context);
        });
    }

    /// <summary>
    /// Refuses names that are not this site's, and what a page of another site sends: every request that changes something, and every connection of a page or
    /// a hub, which a browser opens for any site with this site's cookies. Programs send no <c>Origin</c>, and have no cookies to be misused.
    /// </summary>
    public static void UseLfrOrigins(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<LfrOptions>();
        var hasEntra = options.SignIn.Mode == IdentityMode.Entra;
        app.Use((context, next) =>
        {
            var request = context.Request;
            var isProbe = request.Path.StartsWithSegments("/health", StringComparison.Ordinal);
            // A port that no machine has would break every page in the middle of being drawn.
            var isStrange = request.Host.Port is < 0 or > IPEndPoint.MaxPort;
            if (isStrange || (options.Site is { Address: null, NamesHosts: false } && !isProbe && !options.Site.IsOwn(request.Host, context.Connection.LocalIpAddress)))
            {
                return RefuseAsync(context, StatusCodes.Status400BadRequest,
                    "Lfr did not answer, because it does not know itself by this address. An administrator sets Site:Address to the address that people type.");
            }

            var changes = !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method));
            var connects = request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase) || request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase);
            // The tenant posts from its own site; what it carries is bound to this browser by a cookie.
            if ((changes || connects) && IsFromElsewhere(request) && !(hasEntra && request.Path == EntraSignIn.Callback))
            {
                return RefuseAsync(context, StatusCodes.Status403Forbidden,
                    "Lfr did nothing, because a page of another site asked for it. Open Lfr by its own address and try there; if you did, an administrator sets Site:Address to that address.");
            }

            return next(context);
        });
    }

    /// <summary>Whether the browser says that a page of another site asks: by its origin, or, where it sends none, by how it was fetched (Fetch Metadata).</summary>
    private static bool IsFromElsewhere(HttpRequest request) =>
        (request.Headers.Origin is { Count: > 0 } origin && origin != $"{request.Scheme}://{request.Host}")
        || (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } fetched && fetched != "same-origin" && fetched != "none");

    private static Task RefuseAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(sentence, context.RequestAborted);
    }
}
