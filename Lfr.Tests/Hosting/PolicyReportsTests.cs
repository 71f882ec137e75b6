using System.Net;
using System.Text;
using Lfr.Shared.Identity;
using Lfr.Tests.Browser;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Hosting;
using Lfr.Web.Urls;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Hosting;

/// <summary>What browsers report about the security policy reaches the log, a few lines of it; and whoever finds a hole knows whom to tell.</summary>
public sealed class PolicyReportsTests(Chromium chromium)
{
    private static readonly Uri Reports = new(PolicyReports.Path, UriKind.Relative);
    private static readonly Uri Contact = new(SecurityContact.Path, UriKind.Relative);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reports_FillTheLogWithTenLinesAMinute_AndSayHowManyWereLeftOut()
    {
        var clock = new FakeTimeProvider(Given.Start);
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false, Time = clock });
        using var client = app.Anybody();
        for (var i = 0; i < 40; i++)
            Assert.Equal(HttpStatusCode.NoContent, await SendAsync(client, """{"csp-report":{"document-uri":"https://lfr.example/home?find=Rowan","effective-directive":"script-src-elem","blocked-uri":"inline NN"}}""".Replace("NN", $"{i}", StringComparison.Ordinal)));
        Assert.Equal(PolicyReports.LinesPerMinute, Lines(app).Length);
        Assert.Contains("refused something (script-src-elem) on https://lfr.example/home: inline 0", Lines(app)[0], StringComparison.Ordinal);
        Assert.DoesNotContain(app.Log, l => l.Contains("Rowan", StringComparison.Ordinal));

        clock.AdjustTime(clock.GetUtcNow().AddMinutes(1));
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(client, """[{"type":"csp-violation","body":{"documentURL":"https://lfr.example/","effectiveDirective":"img-src","blockedURL":"https://evil.example/"}}]"""));

        Assert.Contains(app.Log, l => l.Contains("30 more reports about the security policy", StringComparison.Ordinal));
        Assert.Contains("(img-src) on https://lfr.example/: https://evil.example/", Lines(app)[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", HttpStatusCode.NoContent)]
    [InlineData("{", HttpStatusCode.NoContent)]
    [InlineData("[1,null,{}]", HttpStatusCode.NoContent)]
    [InlineData("\"a\\nforged line\"", HttpStatusCode.NoContent)]
    [InlineData("{\"csp-report\":{\"effective-directive\":\"\\ud800\"}}", HttpStatusCode.NoContent)]
    [InlineData("too long", HttpStatusCode.RequestEntityTooLarge)]
    public async Task Report_ThatIsNone_HarmsNothing(string body, HttpStatusCode expected)
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false });
        using var client = app.Anybody();

        Assert.Equal(expected, await SendAsync(client, body == "too long" ? new string('x', 20_000) : body));
    }

    /// <summary>More than the server reads at all: one answer, and no line in the log for anybody's asking.</summary>
    [Fact]
    public async Task Report_LargerThanTheServerReads_IsRefusedAndNotLogged()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false });
        // Asks first, as browsers do not and whoever sends so much may, and waits for the answer: it must not be lost while the rest is still on its way.
        using var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = app.Address };
        using var content = new StringContent(new string('x', 40_000_000), Encoding.UTF8, "application/csp-report");
        using var request = new HttpRequestMessage(HttpMethod.Post, Reports) { Content = content };
        request.Headers.ExpectContinue = true;
        using var answer = await client.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);

        Assert.DoesNotContain(app.Log, l => l.Contains("unhandled exception", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A script that somebody smuggled into a page does not run, and Lfr hears of it from the browser.</summary>
    [Fact]
    public async Task ScriptWithoutTheNonce_IsReportedByTheBrowser()
    {
        await using var app = await LfrApp.StartAsync();
        await using var desk = await Desk.OfAsync(chromium, app, Roles.Planner);

        await desk.Page.EvaluateAsync("() => document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.smuggled = 1\">')");

        await Eventually.HoldsAsync(() => Lines(app).Length > 0, "the report is in the log");
        Assert.False(await desk.Page.EvaluateAsync<bool>("() => 'smuggled' in window"));
    }

    [Fact]
    public async Task Answers_OverHttps_NameTheEndpointForReports()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false, Settings = new Dictionary<string, string?> { ["Site:Address"] = "https://lfr.force.example" } });
        using var client = app.Anybody();

        using var answer = await client.GetAsync(new Uri(LfrRoutes.Notices, UriKind.Relative), Cancel);

        Assert.Equal("csp=\"/csp-reports\"", Assert.Single(answer.Headers.GetValues("Reporting-Endpoints")));
        Assert.Contains("report-uri /csp-reports; report-to csp;", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecurityTxt_SaysWhomToTell_WhereTheForceHasSaidWhom_AndIsAbsentOtherwise()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 6, 5, 9, 30, 0, TimeSpan.Zero));
        await using var app = await LfrApp.StartAsync(new LfrAppOptions
        {
            Accounts = false, Time = clock,
            Settings = new Dictionary<string, string?> { ["Site:SecurityContact"] = "mailto:security@force.example", ["Site:Address"] = "https://lfr.force.example" },
        });
        using var client = app.Anybody();

        Assert.Equal(
            "Contact: mailto:security@force.example\nExpires: 2026-12-02T00:00:00Z\nPreferred-Languages: en\nCanonical: https://lfr.force.example/.well-known/security.txt\n",
            await client.GetStringAsync(Contact, Cancel));

        await using var silent = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false });
        using var anybody = silent.Anybody();
        using var answer = await anybody.GetAsync(Contact, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static string[] Lines(LfrApp app) => [.. app.Log.Where(l => l.Contains("the security policy refused something", StringComparison.Ordinal))];

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/csp-report");
        using var answer = await client.PostAsync(Reports, content, Cancel);
        return answer.StatusCode;
    }
}
