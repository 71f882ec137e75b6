using Lfr.Shared.Deployments;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Deployments.Commands;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Features.Deployments;

public sealed class DraftDeploymentTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Sorted as text, 2026-1000 comes before 2026-999: every draft after the thousandth would get its number again.</summary>
    [Fact]
    public async Task ReferenceAfterTheThousandth_GoesOn_AndEachYearHasItsOwn()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false, Time = new FakeTimeProvider(Given.Start.AddDays(-9)) });
        var year = Given.GoodPlan().Window!.Start.Year;
        await app.InDatabaseAsync(async db =>
        {
            db.Deployments.Add(Deployment.Draft(Given.Id(1), year, 999, Given.GoodPlan(), Given.Planner, Given.Start.AddDays(-9)));
            return await db.SaveChangesAsync(Cancel);
        });
        var nextYear = Given.GoodPlan() with { Window = new Window(Given.Start.AddYears(1), Given.Start.AddYears(1).AddHours(4)) };

        foreach (var (id, plan) in new[] { (2, Given.GoodPlan()), (3, Given.GoodPlan()), (4, nextYear) })
            Given.Do(await app.Services.GetRequiredService<DraftDeployment>().RunAsync(Given.Planner, Given.Id(id), plan, Cancel));

        var references = await app.InDatabaseAsync(db => db.Deployments.Where(d => d.Number != null).OrderBy(d => d.Year).ThenBy(d => d.Number).Select(d => d.Reference).ToListAsync(Cancel));
        string[] expected = [$"{year}-999", $"{year}-1000", $"{year}-1001", $"{year + 1}-001"];
        Assert.Equal(expected, references);
        Assert.Equal(expected, references.AsEnumerable().Reverse().Order(ReferenceOrder.ByNumber));
    }
}
