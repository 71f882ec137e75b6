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
    /// <summary>Paths, logging, data protection, Kestrel's limits and graceful shutdown.</summary>
    public static void AddLfrHosting(this WebApplicationBuilder builder, LfrOptions options)
    {
        // Static files come from the build's manifest, whichever environment a development build runs in; a published program has none.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 4 * 1024 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(15));

        builder.Services.AddSingleton(options);
        var configuration = builder.Configuration;
        builder.Services.AddSingleton(new EffectiveSettings(configuration, LfrOptions.Keys, () => ProblemsOf(configuration)));
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

        var paths = LfrPaths.Prepare(options.DataFolder, options.ModelsFolder);
        builder.Services.AddSingleton<DataFolderLock>();
        builder.Services.AddSingleton(paths);
        builder.Services.AddDataProtection().SetApplicationName("Lfr").PersistKeysToFileSystem(new DirectoryInfo(paths.DataProtection));
        builder.Services.AddLfrRateLimits(options.RateLimits);
        builder.Services.AddSingleton<PolicyReports>();
        builder.Services.AddSingleton<StaffConnections>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StaffConnections>());
        builder.Services.AddHealthChecks()
            .AddCheck<DatabaseHealth>("database")
            .AddCheck<ModelsHealth>("models");
    }

    // Read again, so that a file that was changed since the start is judged before the next one.
    private static IReadOnlyList<string> ProblemsOf(ConfigurationManager configuration)
    {
        try
        {
            LfrOptions.Read(configuration);
            return [];
        }
        catch (StartRefusedException refused)
        {
            return [refused.Message];
        }
    }
}
