using Lfr.Shared.Deployments;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Parts;
using Lfr.Web.Features.Deployments.Queries;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Features.Deployments;

/// <summary>A weekly series and the library of places: what stands in the way is known before anything is made.</summary>
public sealed class SeriesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Eleven Fridays across the clock change and Christmas, with somebody booked elsewhere on one of them; made twice it is one series.</summary>
    [Fact]
    public async Task Series_NamesClashesAndHolidays_KeepsTheHours_AndIsMadeOnce()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false, Time = new FakeTimeProvider(Given.Start.AddDays(-30)) });
        var plan = Given.GoodPlan() with { Window = Hours("2026-10-09T09:00", "2026-10-09T17:00") };
        await DraftAsync(app, 1, plan);
        await DraftAsync(app, 2, plan with { Name = "Upminster", Place = plan.Place with { Venue = "Station Road" }, Window = Hours("2026-10-23T12:00", "2026-10-23T13:00") });
        var preview = app.Services.GetRequiredService<PreviewSeries>();

        var series = (await preview.RunAsync(Given.Planner, Given.Id(1), new DateOnly(2026, 10, 16), 1, 11, Cancel))!;

        Assert.Equal(11, series.Days.Count);
        // Ten in London before and after the clocks go back on 25 October.
        Assert.Equal([9, 9, 10, 10], series.Days.Take(4).Select(d => d.Window!.Start.UtcDateTime.Hour));
        Assert.All(series.Days, d => Assert.Equal(TimeSpan.FromHours(8), d.Window!.Length));
        Assert.Equal("Christmas Day", Assert.Single(series.Days, d => d.Holiday is not null).Holiday);
        var clash = Assert.Single(Assert.Single(series.Days, d => d.Clashes.Count > 0).Clashes);
        Assert.Equal(Given.Id(2), clash.Other(Guid.Empty).Id);
        Assert.Equal(2, await CountAsync(app));

        var chosen = series.Days.Where(d => d.Clashes.Count == 0).Take(3).Select((d, i) => (d.Day, Id: Given.Id(50 + i))).ToDictionary(d => d.Day, d => d.Id);
        for (var again = 0; again < 2; again++)
        {
            var outcomes = await SeriesRound.RunAsync(app.Services.GetRequiredService<DraftDeployment>(), () => Task.FromResult(Given.Planner), series, chosen, (_, _) => { }, Cancel);
            Assert.Equal("3 drafts made.", SeriesRound.InWords(outcomes));
        }

        Assert.Equal(5, await CountAsync(app));
        var made = await app.InDatabaseAsync(db => db.Deployments.AsNoTracking().SingleAsync(d => d.Id == Given.Id(50), Cancel));
        Assert.Equal((plan.Staff.Count, "", 0), (made.Plan.Staff.Count, made.Plan.Grounds.Necessity, made.Plan.Criteria.Categories.Count));
        // Whoever comes back to the page reads that these days are planned.
        Assert.Equal(3, (await preview.RunAsync(Given.Planner, Given.Id(1), new DateOnly(2026, 10, 16), 1, 11, Cancel))!.Days.Count(d => d.Planned.Count > 0));
        Assert.Null(await preview.RunAsync(Given.Officer, Given.Id(1), new DateOnly(2026, 10, 16), 1, 11, Cancel));
        // What makes no sense is taken as the nearest that does; a day that is over cannot be chosen.
        Assert.Equal(PreviewSeries.Most, (await preview.RunAsync(Given.Planner, Given.Id(1), new DateOnly(2026, 10, 16), -4, 99, Cancel))!.Days.Count);
        Assert.NotNull(Assert.Single((await preview.RunAsync(Given.Planner, Given.Id(1), new DateOnly(2020, 1, 3), 1, 1, Cancel))!.Days).Problem);
        // On 28 March 2027 the hour from one to two does not exist.
        await DraftAsync(app, 3, plan with { Window = Hours("2026-10-11T00:30", "2026-10-11T04:00") });
        var spring = Assert.Single((await preview.RunAsync(Given.Planner, Given.Id(3), new DateOnly(2027, 3, 28), 1, 1, Cancel))!.Days);
        Assert.Null(spring.Window);
        Assert.Contains("clocks go forward", spring.Problem!.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Places_AreWhatThePlansSay_TheLatestFirst_AndGiveTheLastPlanToBeginWith()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false, Time = new FakeTimeProvider(Given.Start.AddDays(-30)) });
        var plan = Given.GoodPlan();
        await DraftAsync(app, 1, plan);
        await DraftAsync(app, 2, plan with { Window = Hours("2026-07-03T09:00", "2026-07-03T17:00"), Grounds = plan.Grounds with { SensitiveSites = "A school at 80 m" } });
        await DraftAsync(app, 3, plan with { Name = "Upminster", Place = plan.Place with { Venue = "Station <Road>" }, Window = null });
        var places = app.Services.GetRequiredService<ReadPlaces>();

        var (found, count) = (await places.RunAsync(Given.Planner, "", Cancel))!.Value;
        var place = (await places.OfAsync(Given.Officer, plan.Place.Venue, Cancel))!;

        Assert.Equal([(plan.Place.Venue, 2), ("Station <Road>", 1)], found.Select(p => (p.Venue, p.Planned)));
        Assert.Equal(2, count);
        Assert.Equal((Given.Id(2), "A school at 80 m", 2), (place.ModelId, place.SensitiveSites, place.UseCount));
        Assert.Equal("Station <Road>", Assert.Single((await places.RunAsync(Given.Planner, "upminster", Cancel))!.Value.Places).Venue);
        Assert.Null(await places.OfAsync(Given.Planner, "Nowhere", Cancel));
        Assert.Null(await places.OfAsync(Given.Operator, plan.Place.Venue, Cancel));
    }

    private static Window Hours(string start, string end) => new(At(start), At(end));

    private static DateTimeOffset At(string utc) => DateTimeOffset.Parse(utc + "Z", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task DraftAsync(LfrApp app, int number, Plan plan) => Given.Do(await app.Services.GetRequiredService<DraftDeployment>().RunAsync(Given.Planner, Given.Id(number), plan, Cancel));

    private static Task<int> CountAsync(LfrApp app) => app.InDatabaseAsync(db => db.Deployments.CountAsync(Cancel));
}
