using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Features.Home.Queries;
using Lfr.Web.Hosting;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lfr.Benchmarks.Comparisons;

/// <summary>
/// How long planners and the public wait after a force has planned for years: 5,000 deployments, 200 planners who each open a page every ten seconds, and the public pages with and without the cache.
/// It is the server's time; network and browser come on top. The peer of each is the health page, the cheapest answer of the same server in the same minute.
/// </summary>
internal static class Planning
{
    private const int Planners = 200;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    public static Comparison Comparison { get; } = new("planning", "What 200 planners and the public wait for among 5,000 deployments.", RunAsync);

    private static async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("lfr-bench-").FullName;
        try
        {
            await using var app = LfrHost.Build(
                ["--LFR_DATA", data, "--LFR_URLS", "http://127.0.0.1:0", "--Worker:CoHosted", "false", "--RateLimits:RequestsPerMinute", "1000000", "--RateLimits:HealthPerMinute", "1000000"], builder => builder.Logging.ClearProviders());
            await app.PrepareLfrDataAsync(cancellationToken);
            await bench.Log.WriteLineAsync("Filling the database …");
            var open = await FillAsync(app.Services, bench.Deployments, cancellationToken);
            await LfrHost.StartAsync(app, cancellationToken);
            var interactions = await AtWorkAsync(app.Services, open, TimeSpan.FromSeconds(bench.Seconds), cancellationToken);
            using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            var idle = await TimesAsync(http, _ => "/health/live", cancellationToken);
            List<Row> rows = [.. interactions.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => Line($"planner: {i.Key}", i.Value, idle, i.Key == "calendar, a month" ? 100 : 150))];
            foreach (var (page, address) in Pages(bench.Deployments))
            {
                rows.Add(Line($"public, not cached: {page}", await TimesAsync(http, i => address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + $"x={i.ToString(CultureInfo.InvariantCulture)}", cancellationToken), idle, 20));
                rows.Add(Line($"public, cached: {page}", await TimesAsync(http, _ => address, cancellationToken), idle, 20));
            }

            return rows;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(data, recursive: true);
        }
    }

    private static (string Page, string Address)[] Pages(int all) =>
    [
        ("notices", LfrRoutes.Notices), ("notices, page 40", LfrRoutes.Notices + "?page=40"), ("notices, searched", LfrRoutes.Notices + "?q=Street"), ("one notice", LfrRoutes.Notice(Reference(all / 2, all))),
        ("records", LfrRoutes.Records), ("one record", LfrRoutes.Record(Reference(all / 2, all))), ("what critics ask", LfrRoutes.Scorecard), ("calendar file", LfrRoutes.NoticesCalendar),
        ("news feed", LfrRoutes.NoticesAtom), ("figures as CSV", LfrRoutes.OpenDataCsv),
    ];

    private static string Reference(int number, int all) => string.Create(CultureInfo.InvariantCulture, $"{Year(number, all)}-{number:000}");

    private static int Year(int number, int all) => ForceTime.Day(StartOf(number, all)).Year;

    // One deployment every nine hours, the last hundred of them still to come.
    private static DateTimeOffset StartOf(int number, int all) => Today.AddHours(10 + (9 * (number - all + 100)));

    private static DateTimeOffset Today => new(TimeProvider.System.GetUtcNow().Date, TimeSpan.Zero);

    private static async Task<Guid[]> FillAsync(IServiceProvider services, int all, CancellationToken cancellationToken)
    {
        var contexts = services.GetRequiredService<IDbContextFactory<LfrDbContext>>();
        var policy = services.GetRequiredService<PolicyLibrary>().InForce(ForceTime.Day(TimeProvider.System.GetUtcNow())) ?? throw new InvalidOperationException("No policy is in force today.");
        var officer = new Actor(Guid.CreateVersion7(), "Bench Officer", Rank.Superintendent, new HashSet<string>(StringComparer.Ordinal) { Roles.AuthorisingOfficer });
        var open = new List<Guid>();
        for (var from = 1; from <= all; from += 250)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            for (var i = from; i < Math.Min(from + 250, all + 1); i++)
            {
                var start = StartOf(i, all);
                var plan = Commands.Plan with { Name = $"Operation {i.ToString(CultureInfo.InvariantCulture)}", Place = Commands.Plan.Place with { Venue = $"Street {(i % 90).ToString(CultureInfo.InvariantCulture)}, corner" }, Window = new Window(start, start.AddHours(6)) };
                var deployment = Deployment.Draft(Guid.CreateVersion7(), Year(i, all), i, plan, Commands.Planner, start.AddDays(-20));
                db.Add(deployment);
                var notice = Notice.Write(Guid.CreateVersion7(), deployment.Id, Text);
                Must(notice.Publish(plan, "", Commands.Planner, start.AddDays(-8)));
                db.Add(notice);
                if (i > all - 100)
                {
                    open.Add(deployment.Id);
                    continue;
                }

                db.Entry(deployment).Property(d => d.PolicyId).CurrentValue = policy.Id;
                db.Entry(deployment).Property(d => d.State).CurrentValue = DeploymentState.Debriefed;
                var record = DeploymentRecord.Write(Guid.CreateVersion7(), deployment.Id, new RecordText("A day as others.", "Nothing.", 0));
                Must(record.Publish(deployment, new DeploymentFigures { FacesCompared = 9000 + i, Alerts = i % 9, ConfirmedTrue = i % 9, ListSize = 9000, Started = start, Ended = start.AddHours(6), NoticeLead = TimeSpan.FromDays(8) }, officer, start.AddDays(2)));
                db.Entry(deployment).Property(d => d.State).CurrentValue = DeploymentState.Published;
                db.Add(record);
            }

            await db.SaveChangesAsync(cancellationToken);
        }

        return [.. open];
    }

    private static async Task<IReadOnlyDictionary<string, IReadOnlyList<double>>> AtWorkAsync(IServiceProvider services, Guid[] open, TimeSpan length, CancellationToken cancellationToken)
    {
        var (places, series) = (services.GetRequiredService<ReadPlaces>(), services.GetRequiredService<PreviewSeries>());
        var (list, calendar, hub, plan, home) = (services.GetRequiredService<ListDeployments>(), services.GetRequiredService<ReadCalendar>(), services.GetRequiredService<ReadHub>(),
            services.GetRequiredService<ReadPlan>(), services.GetRequiredService<HomeQuery>());
        var month = ForceTime.Day(Today).AddDays(-15);
        var interactions = new (string Name, Func<Random, Task> Do)[]
        {
            ("list, first page", _ => list.RunAsync(Commands.Planner, new DeploymentFilter(), 0, 50, cancellationToken)),
            ("list, what is over, page 40", _ => list.RunAsync(Commands.Planner, new DeploymentFilter(Group: DeploymentGroup.Over), 2000, 50, cancellationToken)),
            ("list, searched", random => list.RunAsync(Commands.Planner, new DeploymentFilter($"Street {random.Next(90).ToString(CultureInfo.InvariantCulture)}"), 0, 50, cancellationToken)),
            ("calendar, a month", _ => calendar.RunAsync(Commands.Planner, month, month.AddDays(34), "", cancellationToken)),
            ("hub", random => hub.RunAsync(Commands.Planner, open[random.Next(open.Length)], cancellationToken)),
            ("plan", random => plan.RunAsync(Commands.Planner, open[random.Next(open.Length)], cancellationToken)),
            ("places", _ => places.RunAsync(Commands.Planner, "", cancellationToken)),
            ("places, searched", random => places.RunAsync(Commands.Planner, $"Street {random.Next(90).ToString(CultureInfo.InvariantCulture)}", cancellationToken)),
            ("one place", random => places.OfAsync(Commands.Planner, $"Street {random.Next(90).ToString(CultureInfo.InvariantCulture)}, corner", cancellationToken)),
            ("series of 26 weeks", random => series.RunAsync(Commands.Planner, open[random.Next(open.Length)], ForceTime.Day(Today).AddDays(7), 1, PreviewSeries.Most, cancellationToken)),
            ("start page", _ => home.ReadAsync(Commands.Planner, cancellationToken)),
        };
        // Once before it counts: what is compiled and planned at the first time is not what a planner meets.
        foreach (var (_, act) in interactions)
            await act(new Random(0));
        var times = new ConcurrentDictionary<string, ConcurrentBag<double>>(StringComparer.Ordinal);
        var begin = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(1, Planners).Select(async planner =>
        {
            var random = new Random(planner);
            while (Stopwatch.GetElapsedTime(begin) < length)
            {
                await Task.Delay(Between * (2 * random.NextDouble()), cancellationToken);
                var (name, act) = interactions[random.Next(interactions.Length)];
                var asked = Stopwatch.GetTimestamp();
                await Task.Run(() => act(random), cancellationToken);
                times.GetOrAdd(name, _ => []).Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }
        }));
        return times.ToDictionary(t => t.Key, t => (IReadOnlyList<double>)[.. t.Value], StringComparer.Ordinal);
    }

    private static async Task<IReadOnlyList<double>> TimesAsync(HttpClient http, Func<int, string> address, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var i = 0; i < 60; i++)
        {
            var asked = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync(new Uri(address(i), UriKind.Relative), cancellationToken);
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            // The first ten are compiled and planned.
            if (i >= 10)
                times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }

        return times;
    }

    private static Row Line(string what, IReadOnlyList<double> times, IReadOnlyList<double> idle, double most)
    {
        var (ours, theirs) = (At95(times), At95(idle));
        return new Row(
            what, "health page", Milliseconds(ours), Milliseconds(theirs), string.Create(CultureInfo.InvariantCulture, $"{ours:0.0} ms ({ours / theirs:0}×)"), string.Create(CultureInfo.InvariantCulture, $"p95 ≤ {most:0} ms"), ours <= most,
            string.Create(CultureInfo.InvariantCulture, $"{times.Count} times; median {times.Order().ElementAt(times.Count / 2):0.0} ms"));
    }

    private static double At95(IReadOnlyList<double> times) => times.Order().ElementAt((int)(0.95 * (times.Count - 1)));

    private static string Milliseconds(double time) => string.Create(CultureInfo.InvariantCulture, $"p95 {time:0.0} ms");

    private static void Must(Outcome outcome)
    {
        if (!outcome.Succeeded)
            throw new InvalidOperationException(outcome.Explanation);
    }

    private static NoticeText Text { get; } = new(
        "Cameras will compare faces with a list of wanted people.", "Robberies here are among the highest in the borough.", "People wanted by the courts.", "Station Road leads round the zone.",
        "It is deleted immediately.", "You may ask, and you may complain.", "lfr@example.police.uk");
}
