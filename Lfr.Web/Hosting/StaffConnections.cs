using System.Collections.Concurrent;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Http.Features;

namespace Lfr.Web.Hosting;

/// <summary>
/// The connections of open staff pages. Each is one circuit, which costs the server memory: an account has a bounded number of them. A connection whose session has
/// ended is closed within seconds, wherever the session was ended.
/// </summary>
public sealed class StaffConnections(StaffSessions sessions, TimeProvider time, ILogger<StaffConnections> logger) : BackgroundService
{
    /// <summary>Most pages that one account can have open at once, over all of its devices.</summary>
    public const int MostPerAccount = 24;

    private const string Path = "/_blazor";

    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<HttpContext, (Guid Account, string Session)> open = [];

    /// <summary>Lets a page connect, or says why not.</summary>
    public async Task ConnectAsync(HttpContext context, RequestDelegate next)
    {
        // Routing takes the address with a slash at its end for the same.
        if (!string.Equals(context.Request.Path.Value?.TrimEnd('/'), Path, StringComparison.OrdinalIgnoreCase))
        {
            await next(context);
            return;
        }

        // Other transports are many requests, of which none is the connection; every browser that Lfr supports has this one.
        var isSocket = context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true || context.Features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect == true;
        if (!isSocket)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "The page cannot connect, because it did not ask for a WebSocket. Something between the browser and Lfr must let WebSockets through.");
            return;
        }

        if (LfrClaims.AccountOf(context.User) is not { } account || StaffSessions.Of(context.User) is not { } session)
        {
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, "The page cannot connect, because nobody is signed in. Sign in, then open it again.");
            return;
        }

        if (!TryOpen(context, account, session))
        {
            await RefuseAsync(context, StatusCodes.Status429TooManyRequests, $"The page cannot connect, because you have {MostPerAccount} pages open already. Close some of them, then load this one again.");
            return;
        }

        try
        {
            await next(context);
        }
        finally
        {
            open.TryRemove(context, out _);
        }
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.RunAsync(CloseEndedAsync, CurrentActor.MaximumAge, time, logger, stoppingToken);

    private bool TryOpen(HttpContext context, Guid account, string session)
    {
        lock (gate)
            return open.Values.Count(o => o.Account == account) < MostPerAccount && open.TryAdd(context, (account, session));
    }

    private async Task CloseEndedAsync(CancellationToken cancellationToken)
    {
        foreach (var pages in open.ToArray().GroupBy(o => o.Value, o => o.Key))
        {
            if (await sessions.AccountOfAsync(pages.Key.Session, pages.Key.Account, cancellationToken) is not null)
                continue;
            foreach (var page in pages)
                page.Abort();
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(sentence, context.RequestAborted);
    }
}
