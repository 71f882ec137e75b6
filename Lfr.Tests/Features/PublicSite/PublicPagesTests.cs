using System.Globalization;
using System.Net;
using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Features.PublicSite;

/// <summary>What anybody reads who has only the address of the site.</summary>
public sealed class PublicPagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryPublicPage_SaysWhoseItIs_AndLeadsToRightsContactAndOversight()
    {
        await using var app = await StartAsync(0, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Force:Name"] = "Borsetshire Police", ["Force:Contact"] = "mailto:lfr@borsetshire.example" });

        foreach (var page in (string[])[LfrRoutes.Notices, LfrRoutes.Records, LfrRoutes.YourRights, LfrRoutes.Privacy, LfrRoutes.Policies, LfrRoutes.Scorecard, LfrRoutes.Accessibility])
        {
            var html = await GetAsync(app, page);
            foreach (var said in (string[])["Borsetshire Police", "mailto:lfr@borsetshire.example", $"href=\"{LfrRoutes.YourRights}\"", $"href=\"{LfrRoutes.Privacy}\"", "https://ico.org.uk/", "https://www.policeconduct.gov.uk/", "type=\"application/atom+xml\""])
                Assert.Contains(said, html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        }

        // The policy in force, in the words of its pack and with where its rules come from.
        var policy = WebUtility.HtmlDecode(await GetAsync(app, LfrRoutes.Policies));
        var uk = Given.Library.Find("uk-2026.1")!;
        Assert.All(uk.UseCases, u => Assert.Contains(u.Meaning, policy, StringComparison.Ordinal));
        Assert.All(uk.Rules.Keys, id => Assert.Contains(uk.CitationsOf(id)[0].InWords(), policy, StringComparison.Ordinal));
        Assert.All(uk.Citations.Keys.Except(uk.MayCite, StringComparer.Ordinal), key => Assert.Contains(uk.CitationsOf(key)[0].InWords(), policy, StringComparison.Ordinal));
        // Beside each other: the line of an earlier policy and of the one in force.
        Assert.Matches("What is different in it from the policy in force(?s:.*)<th scope=\"row\"[^>]*>First day</th>", policy);
        Assert.DoesNotContain("Not yet checked against the document.", policy, StringComparison.Ordinal);
        Assert.Contains("In force since 1 January 2026.", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("AI Act", policy, StringComparison.Ordinal);
        Assert.Contains("It was in force from 1 January 2016 to 31 December 2019.", policy, StringComparison.Ordinal);
    }

    /// <summary>What may not be promised everywhere is promised nowhere without its limit.</summary>
    [Fact]
    public async Task CoveringOnesFace_IsNeverSpokenOf_WithoutTheDesignatedLocality()
    {
        await using var app = await StartAsync(0);

        Assert.Contains("outside a designated locality", await GetAsync(app, LfrRoutes.YourRights), StringComparison.Ordinal);
        Assert.Contains("outside a designated locality", Lfr.Web.Features.Notices.NoticeFromPlan.Write(Given.GoodPlan(), Given.Uk).AnotherWay, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EarlierUses_ArePagedAndFoundByPlaceAndYear()
    {
        await using var app = await StartAsync(60);

        var first = await GetAsync(app, LfrRoutes.Notices);
        Assert.Equal(25, Count(first, "Street "));
        Assert.Contains("Earlier ones", first, StringComparison.Ordinal);
        Assert.DoesNotContain("Later ones", first, StringComparison.Ordinal);
        Assert.Equal(10, Count(await GetAsync(app, LfrRoutes.Notices + "?page=3"), "Street "));
        Assert.Equal(1, Count(await GetAsync(app, LfrRoutes.Notices + "?q=STREET%2017%2C"), "Street "));
        Assert.Equal(25, Count(await GetAsync(app, LfrRoutes.Notices + "?year=2025"), "Street "));
        Assert.Contains("None fits.", await GetAsync(app, LfrRoutes.Notices + "?year=1999&q=%3Cscript%3E"), StringComparison.Ordinal);
        // Nonsense in the address is no error.
        Assert.Equal(25, Count(await GetAsync(app, LfrRoutes.Notices + "?page=-4&year=x&q="), "Street "));
    }

    /// <summary>What was published before there were rows to search by is found after the next start; and a calendar forgets what the list keeps.</summary>
    [Fact]
    public async Task NoticesFromBeforeTheRows_AreFound_AndOldOnesLeaveTheCalendar()
    {
        await using var app = await StartAsync(30);
        await app.InDatabaseAsync(db => db.AnnouncedUses.ExecuteDeleteAsync(Cancel));
        Assert.DoesNotContain("Street 2,", await GetAsync(app, LfrRoutes.Notices + "?page=9"), StringComparison.Ordinal);

        await app.InDatabaseAsync(async db =>
        {
            await AnnouncedUses.FillAsync(db, Cancel);
            await AnnouncedUses.FillAsync(db, Cancel);
            return await db.AnnouncedUses.CountAsync(Cancel);
        });

        Assert.Equal(1, Count(await GetAsync(app, LfrRoutes.Notices + "?q=street%2017,&page=1"), "Street 17,"));
        var calendar = await GetAsync(app, LfrRoutes.NoticesCalendar);
        Assert.Contains("Street 9\\,", calendar, StringComparison.Ordinal);
        Assert.DoesNotContain("Street 10\\,", calendar, StringComparison.Ordinal);
        // Found by what is public now, and by the reference.
        Assert.Equal(1, Count(await GetAsync(app, LfrRoutes.Notices + "?q=2026-003"), "Street 3,"));
    }

    /// <summary>The plan says what nobody was told yet: whoever searches the public site must not find it out.</summary>
    [Fact]
    public async Task WordsOfAPlanThatWereNotPublished_AreNotFound()
    {
        await using var app = await StartAsync(7, venueOfPlan: "Secret Lane");

        Assert.Contains("None fits.", await GetAsync(app, LfrRoutes.Notices + "?q=Secret"), StringComparison.Ordinal);
    }

    /// <summary>Whoever scans the sheet on the lamp post reads the very notice, at the address of the force.</summary>
    [Fact]
    public async Task Poster_SaysWhenWhereAndWhich_AndItsCodeLeadsToTheNotice()
    {
        await using var app = await StartAsync(1, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Site:Address"] = "https://lfr.force.example" });

        var poster = await GetAsync(app, LfrRoutes.NoticePoster("2026-001"));

        Assert.Equal("https://lfr.force.example/notices/2026-001", QrReader.Read(poster));
        Assert.All(new[] { "Street 1, corner", "10:00", Given.NoticeText.AnotherWay, "outside a designated locality", Given.NoticeText.Contact }, words => Assert.Contains(words, poster, StringComparison.Ordinal));
        Assert.DoesNotContain("<script", poster, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<LfrApp> StartAsync(int earlier, IReadOnlyDictionary<string, string?>? settings = null, string? venueOfPlan = null)
    {
        var app = await LfrApp.StartAsync(new LfrAppOptions
        {
            Accounts = false,
            Time = new FakeTimeProvider(Given.Start),
            Settings = settings ?? new Dictionary<string, string?>(StringComparer.Ordinal),
        });
        await app.InDatabaseAsync(async db =>
        {
            for (var i = 1; i <= earlier; i++)
            {
                var start = Given.Start.AddDays(-10 * i);
                var plan = Given.GoodPlan() with { Window = new Window(start, start.AddHours(4)), Place = Given.GoodPlan().Place with { Venue = string.Create(CultureInfo.InvariantCulture, $"Street {i}, corner") } };
                var notice = Notice.Write(Given.Id(5000 + i), Given.Id(6000 + i), Given.NoticeText);
                Given.Do(notice.Publish(plan, "", Given.Planner, start.AddDays(-8)));
                var deployment = Deployment.Draft(Given.Id(6000 + i), start.Year, i, venueOfPlan is null ? plan : plan with { Place = plan.Place with { Venue = venueOfPlan } }, Given.Planner, start.AddDays(-9));
                db.AddRange(deployment, notice);
            }

            return await db.SaveChangesAsync(Cancel);
        });
        return app;
    }

    private static async Task<string> GetAsync(LfrApp app, string path)
    {
        using var client = new HttpClient { BaseAddress = app.Address };
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        answer.EnsureSuccessStatusCode();
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
    }

    private static int Count(string html, string what) => html.Split(what, StringSplitOptions.None).Length - 1;
}
