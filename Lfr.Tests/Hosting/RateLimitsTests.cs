using System.Net.Http.Headers;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Biometrics;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Urls;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Hosting;

/// <summary>Everybody in these tests has the same address.</summary>
public sealed class RateLimitsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CrowdOnThePublicSite_TakesNothingFromOfficersWorkersAndTheSupervisor()
    {
        await using var app = await StartAsync("RateLimits:RequestsPerMinute");
        using var officer = await app.SignInAsync(Roles.Operator);
        using var crowd = app.Anybody();

        await UseUpAsync(crowd, LfrRoutes.OpenDataJson);

        Assert.Equal(HttpStatusCode.OK, await AskAsync(officer, LfrRoutes.Home));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(crowd, "/health/live"));
        Assert.Equal(HttpStatusCode.OK, await NegotiateAsync(app));
    }

    [Fact]
    public async Task ScriptOfOneAccount_TakesNothingFromAnotherOrFromThePublic()
    {
        await using var app = await StartAsync("RateLimits:AccountPerMinute");
        using var script = await app.SignInAsync(Roles.Operator);
        using var officer = await app.SignInAsync(Roles.Silver);
        using var anybody = app.Anybody();

        var told = await UseUpAsync(script, LfrRoutes.OpenDataJson);

        Assert.Equal("Too many requests came from your account. Wait a minute and try again.", told);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(officer, LfrRoutes.Home));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(anybody, LfrRoutes.Notices));

        // So does a system of the force, which reads its refusal as it reads all others.
        using var refused = JsonDocument.Parse(await UseUpAsync(anybody, $"{LfrRoutes.Api}/imports/{Guid.Empty}"));
        Assert.Equal((429, "Too many calls came from this address. Wait a minute and try again."), (refused.RootElement.GetProperty("status").GetInt32(), refused.RootElement.GetProperty("detail").GetString()));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(officer, LfrRoutes.Home));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(anybody, LfrRoutes.Notices));
    }

    [Theory]
    [InlineData("RateLimits:HealthPerMinute", "/health/live")]
    [InlineData("RateLimits:WorkerPerMinute", "/hubs/worker/negotiate")]
    public async Task ProbesAndWorkers_HaveLimitsOfTheirOwn(string setting, string path)
    {
        await using var app = await StartAsync(setting);
        using var client = app.Anybody();

        await UseUpAsync(client, path);

        Assert.Equal(HttpStatusCode.OK, await AskAsync(client, LfrRoutes.Notices));
    }

    private static Task<LfrApp> StartAsync(string setting) => LfrApp.StartAsync(new LfrAppOptions { Settings = new Dictionary<string, string?> { [setting] = "20" } });

    private static async Task<HttpStatusCode> AskAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        return answer.StatusCode;
    }

    // A minute may begin meanwhile; twice the limit within one is always too much.
    private static async Task<string> UseUpAsync(HttpClient client, string path)
    {
        for (var i = 0; i < 60; i++)
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                return await answer.Content.ReadAsStringAsync(Cancel);
        }

        throw new Xunit.Sdk.XunitException("Nothing was ever too much.");
    }

    private static async Task<HttpStatusCode> NegotiateAsync(LfrApp app)
    {
        using var worker = app.Anybody();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Given.Do(await app.Services.GetRequiredService<RegisterWorker>().RunAsync(Actor.System, "Van 2", key.ExportSubjectPublicKeyInfoPem(), Cancel));
        var lfr = WorkerPass.AudienceOf(app.Services.GetRequiredService<KeyFolder>().LicenceKey);
        worker.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", WorkerPass.Sign(key, lfr, TimeProvider.System.GetUtcNow()));
        using var answer = await worker.PostAsync(new Uri("/hubs/worker/negotiate?negotiateVersion=1", UriKind.Relative), content: null, Cancel);
        return answer.StatusCode;
    }
}
