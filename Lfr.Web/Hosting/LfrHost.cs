using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Demo;
using Lfr.Web.Identity;
using Lfr.Web.Settings;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Lfr.Web.Hosting;

/// <summary>
/// Builds, prepares and runs the web application. The same way in serves <c>Program</c>, the published program and the tests, which run it
/// inside their own process on a free port.
/// </summary>
public static class LfrHost
{
    /// <summary>Runs until the process is asked to stop; returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var createsAdmin = args is [CreateAdmin.Verb, ..];
            await using var app = Build(createsAdmin ? args[1..] : args);
            if (createsAdmin)
            {
                await CreateAdmin.RunAsync(app, Console.In, Console.Out, CancellationToken.None);
                return 0;
            }

            await StartAsync(app);
            var demonstration = app.Configuration.GetValue("Demo:Enabled", defaultValue: false);
            if (demonstration || !Console.IsOutputRedirected)
                await Console.Out.WriteLineAsync(Greeting.For(app.Urls, demonstration));
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (StartRefusedException e)
        {
            await Console.Error.WriteLineAsync($"Lfr cannot start. {e.Message}");
            return 1;
        }
    }

    /// <summary>Puts the application together; nothing is opened yet but the data folder.</summary>
    /// <param name="args">Command line: configuration as <c>--Key:Sub value</c>.</param>
    /// <param name="configure">Last word before the application is built, for tests: a clock, a configuration value.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(LfrHost).Assembly.GetName().Name,
            // Configuration and static files are found beside the program, whatever the working folder is.
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Logging.ClearProviders();
        configure?.Invoke(builder);
        builder.AddLfrEnvironment();

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddLfrHosting();
        Named(() => builder.AddLfrData());
        builder.AddLfrIdentity();
        builder.AddLfrFeatures();
        builder.AddLfrLive();
        builder.AddLfrShell();
        builder.AddLfrDemonstration();

        var app = builder.Build();
        app.UseLfrErrors();
        app.UseLfrSecurityHeaders();
        app.UseLfrHead();
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();

        app.MapLfrHealth();
        app.MapLfrIdentity();
        app.MapLfrFeatures();
        app.MapLfrLive();
        app.MapLfrShell();
        return app;
    }

    /// <summary>Checks configuration and database, then opens the address.</summary>
    /// <exception cref="StartRefusedException">Something that a person can put right stands in the way.</exception>
    public static async Task StartAsync(WebApplication app, CancellationToken cancellationToken = default)
    {
        var phase = app.Services.GetRequiredService<StartPhase>();
        await app.PrepareLfrDataAsync(cancellationToken);
        await app.PrepareLfrIdentityAsync(cancellationToken);
        await app.PrepareLfrDemonstrationAsync(cancellationToken);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new StartRefusedException(
                $"The address {app.Configuration.Addresses()} is already in use by another program. Stop that program, or choose another address with LFR_URLS.", e);
        }

        phase.Ended = true;
    }

    // Configuration that makes no sense is reported as a sentence that names its key.
    private static void Named(Action register)
    {
        try
        {
            register();
        }
        catch (InvalidOperationException e)
        {
            throw new StartRefusedException(e.Message, e);
        }
    }
}
