using System.Text.Json;
using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Urls;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Features.PublicSite;

/// <summary>Notices as open data: whoever counts what was announced sees what was put off and called off, too.</summary>
public sealed class OpenNoticesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Postponement_IsARowOfItsOwn_TheFirstStays_AndADraftIsNotThere()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false, Time = new FakeTimeProvider(Given.Start.AddDays(-1)) });
        await app.InDatabaseAsync(async db =>
        {
            var deployment = new Given().Deployment();
            var notice = new Given().Notice();
            Given.Do(deployment.Postpone("Snow.", Given.Planner, true, true, Given.Start.AddDays(-2)));
            notice.Tell(NoticeChange.Postponed, "Snow.", Given.Planner, Given.Start.AddDays(-2));
            var secret = Deployment.Draft(Given.Id(9001), 2026, 15, Given.GoodPlan() with { Name = "Not announced" }, Given.Planner, Given.Start.AddDays(-9));
            db.AddRange(deployment, notice, secret, Notice.Write(Given.Id(9002), secret.Id, Given.NoticeText));
            return await db.SaveChangesAsync(Cancel);
        });
        using var client = app.Anybody();

        using var file = JsonDocument.Parse(await client.GetStringAsync(new Uri(LfrRoutes.OpenNoticesJson, UriKind.Relative), Cancel));
        var rows = file.RootElement.GetProperty("notices").EnumerateArray().ToArray();
        Assert.Equal((1, 2, JsonValueKind.Null), (file.RootElement.GetProperty("total").GetInt32(), rows.Length, file.RootElement.GetProperty("next").ValueKind));
        Assert.Equal(["published", "postponed"], rows.Select(r => r.GetProperty("change").GetString()));
        Assert.Equal(["", "Snow."], rows.Select(r => r.GetProperty("reason").GetString()));
        Assert.Equal([7 * 24 * 60, 2 * 24 * 60], rows.Select(r => r.GetProperty("lead_minutes").GetInt32()));
        Assert.Equal([null, "Postponed"], rows.Select(r => r.GetProperty("standing").GetString()));
        // Every column is explained, and no name of staff is in it.
        Assert.Equal(rows[0].EnumerateObject().Select(p => p.Name), file.RootElement.GetProperty("columns").EnumerateObject().Select(p => p.Name));
        Assert.DoesNotContain(Given.Planner.Name, file.RootElement.GetRawText(), StringComparison.Ordinal);

        foreach (var page in new[] { "?page=2", "?page=99999" })
        {
            using var after = JsonDocument.Parse(await client.GetStringAsync(new Uri(LfrRoutes.OpenNoticesJson + page, UriKind.Relative), Cancel));
            Assert.Equal(0, after.RootElement.GetProperty("notices").GetArrayLength());
        }

        using var odd = JsonDocument.Parse(await client.GetStringAsync(new Uri(LfrRoutes.OpenNoticesJson + "?page=-1", UriKind.Relative), Cancel));
        Assert.Equal(2, odd.RootElement.GetProperty("notices").GetArrayLength());
    }

    /// <summary>The zone is public as a picture; for map programs it is a file. Sensitive sites are in neither.</summary>
    [Fact]
    public async Task Zone_OfAPublishedNotice_IsAFile_AndADraftHasNone()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false, Time = new FakeTimeProvider(Given.Start.AddDays(-1)) });
        var map = new PlaceMap(
            [new(182_600, 51_574_900), new(182_950, 51_574_950), new(182_500, 51_576_500)], [new(183_300, 51_574_700), new(184_300, 51_575_400)],
            [new MapSite(MapMark.Sign, "Lamp post", new(182_250, 51_576_800)), new MapSite(MapMark.SensitiveSite, "Refuge", new(179_000, 51_576_300))]);
        await app.InDatabaseAsync(async db =>
        {
            var given = new Given { Plan = Given.GoodPlan() with { Map = map } };
            var secret = Deployment.Draft(Given.Id(9001), 2026, 15, Given.GoodPlan() with { Map = map }, Given.Planner, Given.Start.AddDays(-9));
            db.AddRange(given.Deployment(), given.Notice(), secret, Notice.Write(Given.Id(9002), secret.Id, Given.NoticeText));
            return await db.SaveChangesAsync(Cancel);
        });
        using var client = app.Anybody();

        using var answer = await client.GetAsync(new Uri(LfrRoutes.NoticeMap("2026-014"), UriKind.Relative), Cancel);
        Assert.Equal("application/geo+json", answer.Content.Headers.ContentType!.MediaType);
        using var file = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        var features = file.RootElement.GetProperty("features").EnumerateArray().ToArray();
        Assert.Equal(["zone", "route", "sign"], features.Select(f => f.GetProperty("properties").GetProperty("kind").GetString()));
        Assert.All(features, f => Assert.Equal("2026-014", f.GetProperty("properties").GetProperty("reference").GetString()));
        Assert.Equal([0.1826, 51.5749], features[0].GetProperty("geometry").GetProperty("coordinates")[0][0].EnumerateArray().Select(n => n.GetDouble()));
        Assert.DoesNotContain("Refuge", file.RootElement.GetRawText(), StringComparison.Ordinal);

        using var rows = JsonDocument.Parse(await client.GetStringAsync(new Uri(LfrRoutes.OpenNoticesJson, UriKind.Relative), Cancel));
        Assert.Equal(LfrRoutes.NoticeMap("2026-014"), rows.RootElement.GetProperty("notices")[0].GetProperty("map").GetString());
        foreach (var other in (string[])["2026-015", "2026-999", "%3Cscript%3E"])
        {
            using var none = await client.GetAsync(new Uri(LfrRoutes.NoticeMap(other), UriKind.Relative), Cancel);
            Assert.Equal(System.Net.HttpStatusCode.NotFound, none.StatusCode);
        }
    }
}
