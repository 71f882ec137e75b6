using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Identity;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Hosting;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

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
            ["password"] = DemoAccounts.Password,
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

    /// <summary>What waits between two steps is worth as much as the session that follows.</summary>
    [Theory]
    [InlineData("__Host-lfr-first-step=")]
    [InlineData("__Host-lfr-passkey=")]
    public async Task CookiesBetweenTwoSteps_AreBoundToTheHostToo(string name)
    {
        var silver = LfrApp.Person(Roles.Silver).Email;
        await shared.App.InDatabaseAsync(async db =>
        {
            var id = await db.Users.Where(u => u.Email == silver).Select(u => u.Id).SingleAsync(TestContext.Current.CancellationToken);
            if (!await db.AuthenticatorApps.AnyAsync(a => a.AccountId == id, TestContext.Current.CancellationToken))
                db.AuthenticatorApps.Add(new AuthenticatorApp { AccountId = id, ProtectedKey = shared.App.Services.GetRequiredService<SecondFactors>().Protect(TestAuthenticator.Key), AddedAt = DateTimeOffset.UnixEpoch, LastStep = 0 });
            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
        var page = await AskAsync(LfrRoutes.SignIn);
        using var body = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = WebUtility.HtmlDecode(Regex.Match(page.Text, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value),
            ["email"] = silver,
            ["password"] = DemoAccounts.Password,
            ["purpose"] = nameof(PasskeyPurpose.SignIn),
        });

        var answer = await AskAsync(name.Contains("passkey", StringComparison.Ordinal) ? LfrRoutes.PasskeyOptions : LfrRoutes.SignIn, request =>
        {
            request.Method = HttpMethod.Post;
            request.Content = body;
            request.Headers.Add("Cookie", Assert.Single(page.Cookies).Split(';')[0]);
            request.Headers.Add("Origin", Site);
        });

        var cookie = Assert.Single(answer.Cookies, c => c.StartsWith(name, StringComparison.Ordinal));
        Assert.All((string[])["; path=/;", "; secure", "; httponly", "; samesite=strict"], part => Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
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

    /// <summary>Where a browser sends no origin, it still says how it was made to ask.</summary>
    [Theory]
    [InlineData("cross-site", HttpStatusCode.Forbidden)]
    [InlineData("same-site", HttpStatusCode.Forbidden)]
    [InlineData("same-origin", HttpStatusCode.BadRequest)]
    public async Task FetchOfAnotherSite_ChangesNothing(string fetched, HttpStatusCode status)
    {
        var answer = await AskAsync(LfrRoutes.SignIn, request =>
        {
            request.Method = HttpMethod.Post;
            request.Content = new FormUrlEncodedContent([]);
            request.Headers.Add("Sec-Fetch-Site", fetched);
        });

        Assert.Equal(status, answer.Status);
    }

    /// <summary>“It sets no cookies”, says the foot of every public page; and nothing else keeps a proxy from keeping the answers.</summary>
    [Fact]
    public async Task EveryPublicAddress_SetsNoCookie_AndMayBeKept()
    {
        foreach (var path in await PublicAddressesAsync())
        {
            var answer = await AskAsync(path, request => request.Headers.Add("Cookie", "__Host-lfr=of-long-ago; lfr=of-long-ago"));

            Assert.True(answer.Cookies.Count == 0, path);
            Assert.True(answer.Status == HttpStatusCode.OK, path);
            if (!path.StartsWith("/health", StringComparison.Ordinal))
                Assert.True(answer.Headers.CacheControl is { Public: true, NoStore: false, NoCache: false } && answer.Headers.Pragma.Count == 0, path);
        }

        Assert.Empty((await AskAsync("/no/such/page", request => request.Headers.Add("Cookie", "lfr=of-long-ago"))).Cookies);
    }

    [Fact]
    public async Task EveryPublicAddress_AnswersHeadAsGet()
    {
        foreach (var path in (string[])[.. await PublicAddressesAsync(), LfrRoutes.SignIn, "/favicon.svg", "/public.css", "/no/such/page"])
        {
            var get = await AskAsync(path);
            var head = await AskAsync(path, request => request.Method = HttpMethod.Head);

            Assert.Equal((path, get.Status, get.Type, ""), (path, head.Status, head.Type, head.Text));
        }
    }

    [Fact]
    public async Task EveryLinkOfAFeed_IsOfTheConfiguredAddress()
    {
        var atom = XDocument.Parse((await AskAsync("/notices.atom")).Text);
        var calendar = await AskAsync("/notices.ics");

        Assert.All(
            atom.Descendants().Where(e => e.Name.LocalName == "id").Select(e => e.Value).Concat(atom.Descendants().Attributes("href").Select(a => a.Value)),
            address => Assert.StartsWith($"{Site}/", address, StringComparison.Ordinal));
        Assert.All(Regex.Matches(calendar.Text, "^UID:(?<uid>.*)\r$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Select(m => m.Groups["uid"].Value), uid => Assert.EndsWith("@lfr.force.example", uid, StringComparison.Ordinal));
        Assert.Contains("UID:", calendar.Text, StringComparison.Ordinal);
    }

    /// <summary>Every address that needs no sign-in, as the program has mapped them; a notice here has no file in another language (TranslatedFilesTests has one), and signing in and an invitation have forms, which need a cookie.</summary>
    private async Task<IReadOnlyList<string>> PublicAddressesAsync()
    {
        var notice = Regex.Match((await AskAsync(LfrRoutes.Notices)).Text, "/notices/([0-9]{4}-[0-9]+)").Groups[1].Value;
        var record = Regex.Match((await AskAsync(LfrRoutes.Records)).Text, "/records/([^\"/]+)\"").Groups[1].Value;
        Assert.NotEmpty(notice);
        Assert.NotEmpty(record);
        var templates = shared.App.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null && e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Where(e => e.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null)
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'))
            .Except([LfrRoutes.NoticeFileTemplate, LfrRoutes.SignIn, "/invitation/{Key}", LfrRoutes.StaffCalendarTemplate, LfrRoutes.SecondStep, LfrRoutes.FirstFactor, LfrRoutes.AccessDenied, LfrRoutes.SignInRefusedPage, LfrRoutes.NotFound, "/{**path}", "/records/{Reference}/versions/{Number:int}"], StringComparer.OrdinalIgnoreCase)
            .Distinct(StringComparer.Ordinal).ToArray();
        Assert.Empty(((string[])["/", "/records", "/notices/{Reference}", "/notices.atom", "/notices.ics", LfrRoutes.OpenDataCsv, "/health/live"]).Except(templates, StringComparer.Ordinal));
        return [.. templates.Select(t => t.Replace("/records/{Reference}", $"/records/{record}", StringComparison.Ordinal)
            .Replace("{Reference}", notice, StringComparison.OrdinalIgnoreCase).Replace("{name}", "leaflet-cy", StringComparison.Ordinal).Replace("{Number:int}", "1", StringComparison.Ordinal).Replace("{Number}", "2019", StringComparison.Ordinal)
            .Replace("{Kind}", "equality", StringComparison.Ordinal))];
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

        // Its own name with a port that no machine has: every page failed at it, and the log had an error each time.
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(app.Address.Host, app.Address.Port, TestContext.Current.CancellationToken);
        await socket.GetStream().WriteAsync("GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1:99999\r\nConnection: close\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        using var answer = new StreamReader(socket.GetStream());
        Assert.StartsWith("HTTP/1.1 400", await answer.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
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
            answer.StatusCode, answer.Headers, answer.Content.Headers.ContentType?.MediaType, answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : [],
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>What a request to the forged name got.</summary>
    private sealed record Answer(HttpStatusCode Status, System.Net.Http.Headers.HttpResponseHeaders Headers, string? Type, IReadOnlyList<string> Cookies, string Text);

    /// <summary>The demonstration, which has a published notice, under a name.</summary>
    public sealed class NamedApp : IAsyncLifetime
    {
        public LfrApp App { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            App = await LfrApp.StartAsync(new LfrAppOptions { Demo = true, Settings = new Dictionary<string, string?> { ["Site:Address"] = Site } });

        public async ValueTask DisposeAsync() => await App.DisposeAsync();
    }
}
