using System.Text.Json;
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
            var secret = Lfr.Shared.Deployments.Deployment.Draft(Given.Id(9001), 2026, 15, Given.GoodPlan() with { Name = "Not announced" }, Given.Planner, Given.Start.AddDays(-9));
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
}
