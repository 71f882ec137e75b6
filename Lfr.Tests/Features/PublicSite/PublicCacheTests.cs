using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Deployments.Commands;

namespace Lfr.Tests.Features.PublicSite;

/// <summary>The public site under many readers: an answer is made once, and a change is public at once all the same.</summary>
public sealed class PublicCacheTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/notices/2026-014")]
    [InlineData("/records")]
    [InlineData("/notices.atom")]
    [InlineData("/notices.ics")]
    [InlineData("/open-data/deployments.csv")]
    public async Task PublicAnswer_AskedForTwice_IsMadeOnce(string address)
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        using var client = new HttpClient { BaseAddress = rig.App.Address };

        using var first = await client.GetAsync(new Uri(address, UriKind.Relative), Cancel);
        using var second = await client.GetAsync(new Uri(address, UriKind.Relative), Cancel);

        Assert.Equal((true, null), (first.IsSuccessStatusCode, first.Headers.Age));
        Assert.NotNull(second.Headers.Age);
        Assert.Equal(await first.Content.ReadAsStringAsync(Cancel), await second.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Change_IsPublicAtOnce_AndSoIsTheEndOfTheHours()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        using var client = new HttpClient { BaseAddress = rig.App.Address };
        var page = new Uri("/notices/2026-014", UriKind.Relative);
        Assert.Contains("Planned, not running", await client.GetStringAsync(page, Cancel), StringComparison.Ordinal);

        rig.Clock.AdjustTime(Given.Start.AddDays(1));
        Assert.DoesNotContain("Planned, not running", await client.GetStringAsync(page, Cancel), StringComparison.Ordinal);
        rig.Clock.AdjustTime(Given.Start.AddMinutes(30));
        Given.Do(await rig.Get<CancelDeployment>().RunAsync(Given.Planner, rig.DeploymentId, "Snow", null, Cancel));

        Assert.Contains("Snow", await client.GetStringAsync(page, Cancel), StringComparison.Ordinal);
    }
}
