using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Settings;
using Lfr.Web.Urls;
using Microsoft.Extensions.Configuration;

namespace Lfr.Tests.Features.Administration;

/// <summary>What an administrator reads of the installation.</summary>
public sealed class SystemPageTests
{
    private const string Secret = "a-key-that-nobody-may-read-here-0123456789";

    private static CancellationToken Cancel => PeopleRig.Cancel;

    [Fact]
    [Asvs("8.2.3")]
    public async Task Page_SaysHowTheInstallationIs_AndShowsNoSecret()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Settings = new Dictionary<string, string?> { ["Telemetry:MetricsKey"] = Secret, ["Force:Name"] = "Testshire Police" } });
        using var administrator = await app.SignInAsync(Roles.Administrator);

        var page = await administrator.GetStringAsync(LfrRoutes.Installation, Cancel);

        Assert.All(new[] { "The database answers, is up to date and can be written.", "No worker is registered.", "Embedder:", "Testshire Police", "set, not shown", "Register a worker" }, words => Assert.Contains(words, page, StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, page, StringComparison.Ordinal);

        using var inspector = await app.SignInAsync(Roles.Oversight);
        Assert.DoesNotContain("Register a worker", await inspector.GetStringAsync(LfrRoutes.Installation, Cancel), StringComparison.Ordinal);
    }

    /// <summary>The later source counts, as at the start.</summary>
    [Fact]
    public void Setting_IsTheOneThatCounts_WithWhereItCameFrom()
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Force:Name"] = "Earlier", ["Mail:Password"] = "hunter2" });
        configuration.AddCommandLine(["--Force:Name", "Later"]);

        var settings = new EffectiveSettings(configuration, ["Mail:Password", "Force:Name", "Mail:Host"], () => []).All();

        Assert.Equal(
            [new("Force:Name", "Later", "command line"), new("Mail:Host", null, "default"), new("Mail:Password", "set, not shown", "the program that started Lfr")], settings);
    }
}
