using System.Net;
using Lfr.Shared.Records;
using Lfr.Tests.Policy;
using Lfr.Tests.Records;
using Lfr.Tests.Support;
using Lfr.Web.Features.Records.Commands;
using Lfr.Web.Features.Records.Queries;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Features.Records;

/// <summary>A case from before Lfr: nothing was measured here, and nothing is invented.</summary>
public class PastCaseTests
{
    private static readonly Guid Case = Given.Id(80);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PastCase_HasThePublishedFiguresAndNoneThatWereComputed()
    {
        await using var app = await StartAsync();
        await using var scope = app.Services.CreateAsyncScope();

        var view = await scope.ServiceProvider.GetRequiredService<ReadRecord>().RunAsync(Given.Planner, Case, Cancellation);

        Assert.Null(view!.Figures);
        Assert.Equal((8, 4, 3), (view.Past!.Arrests, view.Past.ChildrenArrested, view.Past.LfrArrests));
    }

    [Fact]
    public async Task PastCase_GetsNoRecordOfItsOwn()
    {
        await using var app = await StartAsync();
        await using var scope = app.Services.CreateAsyncScope();

        var outcome = await scope.ServiceProvider.GetRequiredService<EditRecord>()
            .RunAsync(Given.Planner, Case, Given.Id(81), new RecordText("Nobody was arrested.", "", 0), null, Cancellation);

        Assert.StartsWith("This case is from before Lfr.", outcome.Explanation, StringComparison.Ordinal);
        Assert.Equal(0, await app.InDatabaseAsync(db => db.Records.CountAsync(Cancellation)));
    }

    /// <summary>The ten trials are rows of every database; the public reads each with its sources, and each year with its sums.</summary>
    [Fact]
    public async Task Trials_StandInTheDatabase_AndOnThePublicPages()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false });
        using var anybody = app.Anybody();

        Assert.Equal(10, await app.InDatabaseAsync(db => db.Trials.CountAsync(Cancellation)));
        var romford = WebUtility.HtmlDecode(await anybody.GetStringAsync(LfrRoutes.Record("MPS-2019-01"), Cancellation));
        foreach (var said in (string[])["30 January 2019, 16:00", "four of them children", "no longer wanted, and released", "Would be refused today", "Romford Recorder", "All ten trials led to 8 arrests", "it was allowed"])
            Assert.Contains(said, romford, StringComparison.Ordinal);
        var hull = WebUtility.HtmlDecode(await anybody.GetStringAsync(LfrRoutes.Record("MPS-2018-01"), Cancellation));
        Assert.Contains("about 100", hull, StringComparison.Ordinal);
        Assert.Contains("Its hours were not published", hull, StringComparison.Ordinal);
        var year = WebUtility.HtmlDecode(await anybody.GetStringAsync(LfrRoutes.YearOf(2018), Cancellation));
        foreach (var said in (string[])["The uses of 2018", "1 in 4 of 5 uses; not published of the others", "Trials 1 to 6 together had 110 alerts", "July 2018", "What is not summed, and why"])
            Assert.Contains(said, year, StringComparison.Ordinal);
        Assert.DoesNotContain("Trials 1 to 3", year, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(LfrRoutes.YearOf(1999), Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(LfrRoutes.Years + "/soon", Cancellation)).StatusCode);
        Assert.Contains("Would be refused for 8 reasons", await anybody.GetStringAsync(LfrRoutes.Records, Cancellation), StringComparison.Ordinal);
        Assert.Contains("MPS-2016-01", await anybody.GetStringAsync(LfrRoutes.OpenDataCsv, Cancellation), StringComparison.Ordinal);
    }

    private static async Task<LfrApp> StartAsync()
    {
        var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false });
        await app.InDatabaseAsync(async db =>
        {
            db.Deployments.Add(Trials.Romford.Case(Case, "met-2019.1", Given.Planner.Sign(Given.Start)));
            return await db.SaveChangesAsync(Cancellation);
        });
        return app;
    }
}
