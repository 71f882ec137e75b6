using Lfr.Web.Components;
using Lfr.Web.Data;

namespace Lfr.Web.Demo;

/// <summary>Switches the demonstration on, where <c>LFR_DEMO=1</c> asks for it.</summary>
public static class DemoRegistration
{
    /// <summary>Registers the seeding.</summary>
    public static void AddLfrDemonstration(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DemoSeed>();
        builder.Services.AddSingleton<DemoPeople>();
        builder.Services.AddHostedService<DemoWatch>();
    }

    /// <summary>Fills the demonstration before the address opens, so that the first visitor finds it whole.</summary>
    public static async Task PrepareLfrDemonstrationAsync(this WebApplication app, CancellationToken cancellationToken)
    {
        if (!app.Services.GetRequiredService<Demonstration>().IsOn)
            return;
        await app.Services.GetRequiredService<DemoPeople>().EnsureAsync(cancellationToken);
        await app.Services.GetRequiredService<DemoSeed>().EnsureAsync(cancellationToken);
    }

    private sealed class DemoWatch(Demonstration demonstration, DemoSeed seed, TimeProvider time, ILogger<DemoWatch> logger) : BackgroundService
    {
        private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

        protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
            demonstration.IsOn ? Periodically.RunAsync(seed.EnsureAsync, Interval, time, logger, stoppingToken) : Task.CompletedTask;
    }
}
