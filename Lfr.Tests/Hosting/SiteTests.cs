using System.Net;
using System.Text.RegularExpressions;
using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Components;
using Lfr.Web.Hosting;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Http;

namespace Lfr.Tests.Hosting;

/// <summary>The demonstration behind a proxy that ends TLS for <c>https://lfr.force.example</c>.</summary>
public sealed class SiteTests(SiteTests.NamedApp shared) : IClassFixture<SiteTests.NamedApp>
{
    private const string Site = "https://lfr.force.example";
    private const string Forged = "evil.example";

    [Fact]
    public async Task ForgedHost_ReachesNoFeed()
    {
        var atom = await AskAsync("/notices.atom");
        var calendar = await AskAsync("/notices.ics");

        Assert.Contains($"<id>{Site}/</id>", atom.Text, StringComparison.Ordinal);
        Assert.Contains("@lfr.force.example", calendar.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Forged, atom.Text + calendar.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task ForgedHost_ReachesNoRedirect() =>
        Assert.Equal($"{Site}/sign-in?returnUrl=%2Fhome", (await AskAsync(LfrRoutes.Home)).Headers.Location?.OriginalString);

    [Fact]
    public async Task Cookies_AreBoundToTheHost_AndNeverSentWithoutHttps()
    {
        var page = await AskAsync(LfrRoutes.SignIn);
        var form = Assert.Single(page.Cookies);
        using var body = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = WebUtility.HtmlDecode(Regex.Match(page.Text, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value),
            ["email"] = LfrApp.Person(Roles.Planner).Email,
            ["password"] = Demonstration.Password,
        });
        var signedIn = await AskAsync(LfrRoutes.SignIn, request =>
        {
            request.Method = HttpMethod.Post;
            request.Content = body;
            request.Headers.Add("Cookie", form.Split(';')[0]);
            request.Headers.Add("Origin", Site);
        });

        Assert.Equal(LfrRoutes.Home, signedIn.Headers.Location?.OriginalString);
        var session = Assert.Single(signedIn.Cookies);
        Assert.StartsWith("__Host-lfr-form=", form, StringComparison.Ordinal);
        Assert.StartsWith("__Host-lfr=", session, StringComparison.Ordinal);
        Assert.All((string[])[form, session], cookie =>
        {
            Assert.Contains("; path=/;", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task PageOfAnotherSite_ChangesNothing()
    {
        foreach (var origin in (string[])["https://evil.example", "null", "http://lfr.force.example", "https://lfr.force.example.evil.example"])
        {
            var answer = await AskAsync(LfrRoutes.SignIn, request =>
            {
                request.Method = HttpMethod.Post;
                request.Content = new FormUrlEncodedContent([]);
                request.Headers.Add("Origin", origin);
            });

            Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
            Assert.StartsWith("Lfr did nothing, because a page of another site asked for it.", answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task PublicPages_SetNoCookie()
    {
        var list = await AskAsync(LfrRoutes.Notices);
        var notice = Regex.Match(list.Text, "/notices/[0-9]{4}-[0-9]+").Value;
        Assert.NotEmpty(notice);
        foreach (var path in (string[])[LfrRoutes.Notices, LfrRoutes.Records, notice, "/notices.atom", "/notices.ics", LfrRoutes.OpenDataJson, LfrRoutes.OpenDataCsv, "/no/such/page", "/favicon.svg"])
            Assert.Empty((await AskAsync(path, request => request.Headers.Add("Cookie", "__Host-lfr=of-long-ago; lfr=of-long-ago"))).Cookies);
    }

    [Theory]
    [InlineData("lfr.force.example", false)]
    [InlineData("192.0.2.8", false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("localhost", true)]
    [InlineData("[::1]", true)]
    [InlineData("192.0.2.7", true)]
    [InlineData("lfr.local", true)]
    public void WithoutAnAddress_LfrKnowsOnlyTheNamesThatNobodyCanForge(string host, bool isOwn) =>
        Assert.Equal(isOwn, new SiteOptions(null, false, "http://0.0.0.0:5080;http://lfr.local:80").IsOwn(new HostString(host, 5080), IPAddress.Parse("::ffff:192.0.2.7")));

    [Fact]
    public async Task WithoutAnAddress_ForgedHostIsRefused_WithASentence_AndHealthStillAnswers()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false });

        var page = await AskAsync(app, LfrRoutes.Notices);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(
            "Lfr did not answer, because it does not know itself by this address. An administrator sets Site:Address to the address that people type.", page.Text);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(app, "/health/live")).Status);
    }

    private Task<Answer> AskAsync(string path, Action<HttpRequestMessage>? change = null) => AskAsync(shared.App, path, change);

    private static async Task<Answer> AskAsync(LfrApp app, string path, Action<HttpRequestMessage>? change = null)
    {
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = app.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Host = Forged;
        request.Headers.Accept.ParseAdd("text/html");
        change?.Invoke(request);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(
            answer.StatusCode, answer.Headers, answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : [],
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>What a request to the forged name got.</summary>
    private sealed record Answer(HttpStatusCode Status, System.Net.Http.Headers.HttpResponseHeaders Headers, IReadOnlyList<string> Cookies, string Text);

    /// <summary>The demonstration, which has a published notice, under a name.</summary>
    public sealed class NamedApp : IAsyncLifetime
    {
        public LfrApp App { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            App = await LfrApp.StartAsync(new LfrAppOptions { Demo = true, Settings = new Dictionary<string, string?> { ["Site:Address"] = Site } });

        public async ValueTask DisposeAsync() => await App.DisposeAsync();
    }
}
