using System.Net.Sockets;
using System.Security.Cryptography;
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
            await using var app = Build(createsAdmin ? args[1..] : args is [BackUp.Verb or AcceptDatabase.Verb, ..] ? [] : args);
            switch (args)
            {
                case [CreateAdmin.Verb, ..]:
                    await CreateAdmin.RunAsync(app, Console.In, Console.Out, CancellationToken.None);
                    return 0;
                case [BackUp.Verb, .. var file]:
                    await BackUp.RunAsync(app, file.FirstOrDefault(), Console.Out, CancellationToken.None);
                    return 0;
                case [AcceptDatabase.Verb, .. var given]:
                    await AcceptDatabase.RunAsync(app, given, Console.Out, CancellationToken.None);
                    return 0;
            }

            await StartAsync(app);
            var demonstration = app.Services.GetRequiredService<LfrOptions>().Demonstration;
            if (demonstration || !Console.IsOutputRedirected)
                await Console.Out.WriteLineAsync(Greeting.For(app.Urls, demonstration));
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (StartRefusedException e)
        {
            await Console.Error.WriteLineAsync($"Lfr cannot start. {e.Message}");
            return e.ExitCode;
        }
    }

    /// <summary>Puts the application together; nothing is opened yet but the data folder.</summary>
    /// <param name="args">Command line: configuration as <c>--Key:Sub value</c>.</param>
    /// <param name="configure">Last word before the application is built, for tests: a clock, a configuration value.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = CreateBuilder(args);
        builder.Logging.ClearProviders();
        configure?.Invoke(builder);
        var options = LfrOptions.Read(builder.Configuration);

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddLfrHosting(options);
        builder.AddLfrData(options.Database, DataFolder.At(options.DataFolder));
        builder.AddLfrIdentity(options.SignIn);
        builder.AddLfrFeatures();
        builder.AddLfrLive(options.CoHostsWorker);
        builder.AddLfrShell(options.Demonstration);
        builder.AddLfrDemonstration();
        builder.AddLfrTelemetry(options.Telemetry);

        var app = builder.Build();
        app.UseLfrErrors();
        app.UseLfrSecurityHeaders();
        app.UseLfrHead();
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseOutputCache();
        app.UseAntiforgery();

        app.MapLfrHealth();
        app.MapLfrTelemetry();
        app.MapLfrIdentity();
        app.MapLfrFeatures();
        app.MapLfrLive();
        app.MapLfrShell();
        return app;
    }

    private static WebApplicationBuilder CreateBuilder(string[] args)
    {
        try
        {
            return WebApplication.CreateBuilder(new WebApplicationOptions
            {
                Args = args,
                ApplicationName = typeof(LfrHost).Assembly.GetName().Name,
                // Configuration and static files are found beside the program, whatever the working folder is.
                ContentRootPath = AppContext.BaseDirectory,
            });
        }
        catch (InvalidDataException e)
        {
            var reason = e.GetBaseException();
            throw new StartRefusedException($"A configuration file cannot be read. {e.Message} {(reason == e ? "" : reason.Message)}".Trim(), e) { ExitCode = LfrOptions.ExitCode };
        }
    }

    /// <summary>Checks the database, then opens the address.</summary>
    /// <exception cref="StartRefusedException">Something that a person can put right stands in the way.</exception>
    public static async Task StartAsync(WebApplication app, CancellationToken cancellationToken = default)
    {
        var phase = app.Services.GetRequiredService<StartPhase>();
        var options = app.Services.GetRequiredService<LfrOptions>();
        app.Services.GetRequiredService<DataFolderLock>().Take();
        await app.PrepareLfrDataAsync(cancellationToken);
        await app.PrepareLfrIdentityAsync(options.Demonstration, cancellationToken);
        await app.PrepareLfrDemonstrationAsync(cancellationToken);
        try
        {
            await app.StartAsync(cancellationToken);
            phase.Ended = true;
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new StartRefusedException(
                $"The address {options.Urls} is already in use by another program. Stop that program, or choose another address with LFR_URLS.", e);
        }
        catch (Exception e) when (e is IOException or SocketException or CryptographicException
            || e.Source?.StartsWith("Microsoft.AspNetCore.Server.Kestrel", StringComparison.Ordinal) == true)
        {
            throw new StartRefusedException(
                $"Lfr cannot listen: {e.Message.Split('\n')[0].TrimEnd('.', '\r')}. Its addresses come from LFR_URLS ({options.Urls}), or from " +
                "Kestrel:Endpoints where that is set; the certificate for https:// from Kestrel:Certificates:Default.", e);
        }
        finally
        {
            // The watches began before the address could be opened; they end before what they work with goes.
            if (!phase.Ended)
                await app.StopAsync(CancellationToken.None);
        }
    }
}
