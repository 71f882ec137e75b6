using System.Net;
using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Components;
using Lfr.Web.Components.Pages;
using Lfr.Web.Urls;

namespace Lfr.Tests.Hosting;

public class SecurityHeadersTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Theory]
    [InlineData(LfrRoutes.Notices)]
    [InlineData(LfrRoutes.Records)]
    [InlineData(LfrRoutes.SignIn)]
    [InlineData(LfrRoutes.OpenDataJson)]
    [InlineData("/health/live")]
    [InlineData("/favicon.svg")]
    [InlineData("/no/such/page")]
    public async Task EveryPublicAnswer_CarriesThem(string path)
    {
        using var client = shared.App.Anybody();

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        AssertStrict(answer);
    }

    [Fact]
    public async Task StaffPages_CarryThem()
    {
        using var client = await shared.App.SignInAsync(Roles.Planner);

        using var answer = await client.GetAsync(new Uri(LfrRoutes.Home, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        AssertStrict(answer);
    }

    private static void AssertStrict(HttpResponseMessage answer)
    {
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("object-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.Contains("camera=()", Assert.Single(answer.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
    }
}
