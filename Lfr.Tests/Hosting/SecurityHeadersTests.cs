using System.Net;
using System.Text.RegularExpressions;
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
        Assert.Contains("; style-src 'self'; script-src", Policy(answer), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", Policy(answer), StringComparison.Ordinal);
        if (path is LfrRoutes.SignIn)
            return;
        Assert.EndsWith("script-src 'none'; base-uri 'none'", Policy(answer), StringComparison.Ordinal);
        Assert.DoesNotContain("<base", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryScriptAndStyleElementOfAStaffPage_CarriesTheNonceOfItsAnswer_AndNoTwoAnswersHaveTheSame()
    {
        using var client = await shared.App.SignInAsync(Roles.Planner);
        var nonces = new HashSet<string>(StringComparer.Ordinal);

        for (var i = 0; i < 2; i++)
        {
            using var answer = await client.GetAsync(new Uri(LfrRoutes.Home, UriKind.Relative), TestContext.Current.CancellationToken);
            var nonce = Regex.Match(Policy(answer), "script-src 'nonce-([A-Za-z0-9+/=]{24})' 'strict-dynamic'; base-uri 'self'$").Groups[1].Value;
            var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            var scripts = Regex.Matches(page, "<script[^>]*>").Select(m => m.Value).ToArray();

            var styles = Regex.Matches(page, "<style[^>]*>").Select(m => m.Value).ToArray();

            Assert.True(scripts.Length >= 3);
            Assert.NotEmpty(styles);
            Assert.All(scripts.Concat(styles), element => Assert.Contains($"nonce=\"{nonce}\"", element, StringComparison.Ordinal));
            Assert.Contains($"; style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; script-src", Policy(answer), StringComparison.Ordinal);
            Assert.True(nonces.Add(nonce));
        }
    }

    [Fact]
    public async Task StaffPages_CarryThem()
    {
        using var client = await shared.App.SignInAsync(Roles.Planner);

        using var answer = await client.GetAsync(new Uri(LfrRoutes.Home, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        AssertStrict(answer);
    }

    private static string Policy(HttpResponseMessage answer) => Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));

    private static void AssertStrict(HttpResponseMessage answer)
    {
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("object-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.Equal("require-corp", Assert.Single(answer.Headers.GetValues("Cross-Origin-Embedder-Policy")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.Contains("camera=()", Assert.Single(answer.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
    }
}
