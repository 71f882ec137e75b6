using System.Net;
using Lfr.Web.Features.Live;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Lfr.Web.Hosting;

/// <summary>
/// The co-hosted worker's own way in: a listener on loopback, on a port that the system chooses. Behind it lies the worker's hub and nothing else, and
/// none of what guards the site (host names, certificate, proxy, rate limits) stands before it: those belong to the public addresses, and a worker inside
/// this program must connect whatever they are.
/// </summary>
public sealed class WorkerListener : IStartupFilter
{
    private ListenOptions? listening;

    /// <summary>Address of the worker's hub; <see langword="null"/> before the program listens.</summary>
    public Uri? HubAddress => listening?.IPEndPoint is { Port: > 0 and var port } ? new Uri($"http://127.0.0.1:{port}{LiveRegistration.WorkerHubPath}") : null;

    /// <summary>The addresses that people and remote workers use.</summary>
    /// <param name="addresses">All addresses that the server listens on.</param>
    public IEnumerable<string> Public(IEnumerable<string> addresses) =>
        addresses.Where(address => HubAddress is not { } own || !string.Equals(address, own.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase));

    /// <summary>Opens it together with the other addresses.</summary>
    public void Open(KestrelServerOptions kestrel) => kestrel.Listen(IPAddress.Loopback, 0, options =>
    {
        listening = options;
        options.Protocols = HttpProtocols.Http1;
        options.Use(next => connection =>
        {
            connection.Features.Set(ArrivedInside.Here);
            return next(connection);
        });
    });

    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        // Before the site's own pipeline, whose first step asks for the site's name.
        app.MapWhen(context => context.Features.Get<ArrivedInside>() is not null, Serve);
        next(app);
    };

    private static void Serve(IApplicationBuilder worker)
    {
        worker.UseRouting();
        worker.Use((context, next) =>
        {
            if (context.GetEndpoint() is not null)
                return next(context);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        worker.UseAuthentication();
        worker.UseAuthorization();
        worker.UseEndpoints(endpoints => endpoints.MapHub<WorkerHub>(LiveRegistration.WorkerHubPath));
    }
}
