using System.Xml.Linq;
using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Urls;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Features.PublicSite;

/// <summary>What search engines are told of: every public page, each of them there, and no draft.</summary>
public sealed class SitemapTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sitemap_NamesEveryPublishedNotice_NoDraft_AndOnlyPagesThatThereAre()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false, Time = new FakeTimeProvider(Given.Start.AddDays(-1)) });
        await app.InDatabaseAsync(async db =>
        {
            var secret = Deployment.Draft(Given.Id(9001), 2026, 15, Given.GoodPlan(), Given.Planner, Given.Start.AddDays(-9));
            db.AddRange(new Given().Deployment(), new Given().Notice(), secret, Notice.Write(Given.Id(9002), secret.Id, Given.NoticeText));
            return await db.SaveChangesAsync(Cancel);
        });
        using var client = app.Anybody();

        var map = XDocument.Parse(await client.GetStringAsync(new Uri(LfrRoutes.Sitemap, UriKind.Relative), Cancel));
        var pages = map.Descendants().Where(e => e.Name.LocalName == "loc").Select(e => new Uri(e.Value)).ToArray();

        Assert.Contains(LfrRoutes.Notice("2026-014"), pages.Select(p => p.AbsolutePath));
        Assert.DoesNotContain(pages, p => p.AbsolutePath.Contains("2026-015", StringComparison.Ordinal));
        Assert.All(pages, p => Assert.Equal(client.BaseAddress!.Authority, p.Authority));
        foreach (var page in pages)
        {
            using var answer = await client.GetAsync(page, Cancel);
            Assert.True(answer.IsSuccessStatusCode, $"{page} answers {(int)answer.StatusCode}.");
        }
    }
}
