using Lfr.Web.Settings;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Console;

namespace Lfr.Web.Hosting;

/// <summary>While the application starts, its failures are reported once, as a sentence, by <see cref="LfrHost"/>.</summary>
public sealed class StartPhase
{
    /// <summary>Whether the address is open.</summary>
    public bool Ended { get; set; }
}

/// <summary>Environment, logging, keys and limits of the process.</summary>
public static class HostingRegistration
{
    /// <summary>
    /// <c>LFR_URLS</c>, <c>LFR_DATA</c>, <c>LFR_DEMO</c> and <c>LFR_MODELS</c> are configuration like any other: from the environment, or from the
    /// command line (<c>--LFR_DATA folder</c>). <c>LFR_DEMO</c>, where given, decides <c>Demo:Enabled</c>.
    /// </summary>
    /// <exception cref="StartRefusedException">A value makes no sense; the message names its key.</exception>
    public static void AddLfrEnvironment(this WebApplicationBuilder builder)
    {
        var demo = builder.Configuration["LFR_DEMO"];
        if (demo is null or "")
            return;
        builder.Configuration["Demo:Enabled"] = demo switch
        {
            "1" => "true",
            "0" => "false",
            _ => throw new StartRefusedException($"LFR_DEMO is '{demo}'; it can be 1 or 0."),
        };
    }

    /// <summary>The address or addresses to listen on.</summary>
    public static string Addresses(this IConfiguration configuration) =>
        configuration["LFR_URLS"] is { Length: > 0 } urls ? urls : configuration["Urls"] is { Length: > 0 } fallback ? fallback : "http://127.0.0.1:5080";

    /// <summary>Paths, logging, data protection, Kestrel's limits and graceful shutdown.</summary>
    public static void AddLfrHosting(this WebApplicationBuilder builder)
    {
        // Static files come from the build's manifest, whichever environment a development build runs in; a published program has none.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls(builder.Configuration.Addresses());
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 4 * 1024 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(15));

        var phase = new StartPhase();
        builder.Services.AddSingleton(phase);
        if (Console.IsOutputRedirected)
        {
            builder.Logging.AddJsonConsole(json =>
            {
                json.UseUtcTimestamp = true;
                json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
        }
        else
        {
            builder.Logging.AddSimpleConsole(simple =>
            {
                simple.SingleLine = true;
                simple.ColorBehavior = LoggerColorBehavior.Default;
                simple.TimestampFormat = "HH:mm:ss ";
            });
        }

        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => phase.Ended && level >= LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", level => phase.Ended && level >= LogLevel.Warning);
        // Keys lie in a folder that only this account can read (SECURITY.md); the warning that they are not wrapped again says nothing new.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);

        var paths = LfrPaths.Prepare(builder.Configuration);
        builder.Services.AddSingleton(paths);
        builder.Services.AddDataProtection().SetApplicationName("Lfr").PersistKeysToFileSystem(new DirectoryInfo(paths.DataProtection));
        builder.Services.AddLfrRateLimits();
        builder.Services.AddHealthChecks()
            .AddCheck<DatabaseHealth>("database")
            .AddCheck<ModelsHealth>("models");
    }
}
