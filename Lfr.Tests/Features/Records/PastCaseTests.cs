using Lfr.Shared.Records;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Records.Commands;
using Lfr.Web.Features.Records.Queries;
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
        Assert.Same(Romford2019.Figures, view.Past);
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

    private static async Task<LfrApp> StartAsync()
    {
        var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false });
        await app.InDatabaseAsync(async db =>
        {
            db.Deployments.Add(Romford2019.Deployment(Case, Given.Planner.Sign(Given.Start)));
            return await db.SaveChangesAsync(Cancellation);
        });
        return app;
    }
}
