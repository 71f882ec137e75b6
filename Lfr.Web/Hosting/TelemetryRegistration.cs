using System.Reflection;
using Lfr.Inference.Hosting;
using Lfr.Web.Telemetry;
using Microsoft.AspNetCore.Authentication;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Lfr.Web.Hosting;

/// <summary>Traces and metrics by OpenTelemetry: to a collector where one is set, and at <c>/metrics</c> for a Prometheus server that has the key.</summary>
public static class TelemetryRegistration
{
    /// <summary>Where a Prometheus server reads.</summary>
    public const string Path = "/metrics";

    /// <summary>Registers what the settings ask for; nothing is collected where nobody reads it.</summary>
    public static void AddLfrTelemetry(this WebApplicationBuilder builder, TelemetryOptions options)
    {
        if (options is { MetricsKey: null, OtlpEndpoint: null })
            return;
        builder.Services.AddSingleton<FleetMeter>();
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("lfr", serviceVersion: Version, autoGenerateServiceInstanceId: true))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(LfrMeter.Name, EngineMeter.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime");
                if (options.MetricsKey is not null)
                    metrics.AddPrometheusExporter();
                if (options.OtlpEndpoint is { } collector)
                    metrics.AddOtlpExporter(otlp => otlp.Endpoint = collector);
            });
        if (options.OtlpEndpoint is { } endpoint)
        {
            telemetry.WithTracing(traces => traces
                .AddSource(LfrMeter.Name)
                .AddAspNetCoreInstrumentation(web =>
                {
                    // A span for each key press of each open page would say little and tell who was busy when.
                    web.EnableAspNetCoreSignalRSupport = web.EnableRazorComponentsSupport = false;
                    web.Filter = context => !context.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal);
                })
                .AddProcessor<SpanScrubber>()
                .AddOtlpExporter(otlp => otlp.Endpoint = endpoint));
        }

        if (options.MetricsKey is not null)
            builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, MetricsAuthentication>(MetricsAuthentication.Name, configureOptions: null);
    }

    /// <summary>Maps <see cref="Path"/> where there is a key; without one the address does not exist.</summary>
    public static void MapLfrTelemetry(this WebApplication app)
    {
        app.Services.GetService<FleetMeter>();
        if (app.Services.GetRequiredService<LfrOptions>().Telemetry.MetricsKey is null)
            return;
        app.MapPrometheusScrapingEndpoint(Path)
            .RequireAuthorization(policy => policy.AddAuthenticationSchemes(MetricsAuthentication.Name).RequireAuthenticatedUser())
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get]));
    }

    private static string Version =>
        typeof(TelemetryRegistration).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
