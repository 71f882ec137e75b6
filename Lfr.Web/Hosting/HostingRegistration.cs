using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
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
    /// <summary>The environment variables that people use, and the configuration keys they stand for.</summary>
    private static readonly Dictionary<string, string> Variables = new(StringComparer.Ordinal)
    {
        ["LFR_URLS"] = "Urls",
        ["LFR_DATA"] = "Data:Folder",
        ["LFR_MODELS"] = "Models:Folder",
        ["LFR_DEMO"] = "Demo:Enabled",
    };

    /// <summary>Maps <c>LFR_…</c> variables onto configuration, above the files and below the command line.</summary>
    public static void AddLfrEnvironment(this WebApplicationBuilder builder, string[] args)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (variable, key) in Variables)
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value)
                values[key] = value switch { "1" when variable == "LFR_DEMO" => "true", "0" when variable == "LFR_DEMO" => "false", _ => value };
        }

        builder.Configuration.AddInMemoryCollection(values);
        builder.Configuration.AddCommandLine(args);
    }

    /// <summary>Paths, logging, data protection, Kestrel's limits and graceful shutdown.</summary>
    public static void AddLfrHosting(this WebApplicationBuilder builder)
    {
        // Static files come from the build's manifest, whichever environment a development build runs in; a published program has none.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls(builder.Configuration["Urls"] ?? "http://127.0.0.1:5080");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 4 * 1024 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(15));

        var phase = new StartPhase();
        builder.Services.AddSingleton(phase);
        builder.Logging.ClearProviders();
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

        var paths = LfrPaths.From(builder.Configuration, AppContext.BaseDirectory);
        paths.Create();
        builder.Services.AddSingleton(paths);
        builder.Services.AddDataProtection()
            .SetApplicationName("Lfr")
            .PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(paths.Keys, "data-protection")));
        builder.Services.AddLfrRateLimits();
        builder.Services.AddHealthChecks();
    }
}
