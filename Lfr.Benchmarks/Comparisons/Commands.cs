using System.Diagnostics;
using System.Globalization;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Watchlists;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lfr.Benchmarks.Comparisons;

/// <summary>How many commands a second the web puts on record on SQLite (ADR 17): by eight who write at once, beside one alone. Each is a transaction with a row, its hash and a link of the audit chain.</summary>
internal static class Commands
{
    private const int Writers = 8;
    private const int Each = 50;

    public static Comparison Comparison { get; } = new("commands", "Commands a second on SQLite, by eight writers at once beside one.", RunAsync);

    private static async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("lfr-bench-").FullName;
        try
        {
            await using var app = LfrHost.Build(["--LFR_DATA", data, "--LFR_URLS", "http://127.0.0.1:0", "--Worker:CoHosted", "false"], builder => builder.Logging.ClearProviders());
            await app.PrepareLfrDataAsync(cancellationToken);
            var draft = app.Services.GetRequiredService<DraftDeployment>();
            var load = File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg", cancellationToken)).Split(' ')[0] : "unknown";
            var took = SideBySide.Run(() => Take(draft, Writers, cancellationToken), () => Take(draft, 1, cancellationToken), bench.Rounds);
            return
            [
                new Row(
                    $"commands a second on SQLite, {Writers} writers at once", "1 writer, as many commands", Rate(took.Ours), Rate(took.Theirs),
                    string.Create(CultureInfo.InvariantCulture, $"{took.Ratio:0.00}× ({took.LowestRatio:0.00}–{took.HighestRatio:0.00})"), "–", null,
                    string.Create(CultureInfo.InvariantCulture, $"{Writers * Each} first drafts of a deployment in each round, every one synced to the disk; one writer at a time holds the database, the others wait for it; load of the machine before: {load}")),
            ];
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(data, recursive: true);
        }
    }

    private static double Take(DraftDeployment draft, int writers, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(
            async () =>
            {
                for (var i = 0; i < Writers * Each / writers; i++)
                {
                    if (await draft.RunAsync(Planner, Guid.CreateVersion7(), Plan, cancellationToken) is { Succeeded: false } refused)
                        throw new InvalidOperationException(refused.Explanation);
                }
            },
            cancellationToken))).GetAwaiter().GetResult();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static string Rate(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{Writers * Each / seconds:0} commands/s");

    internal static Actor Planner { get; } = new(Guid.Parse("00000000-0000-0000-0000-000000000001"), "Bench Planner", Rank.Inspector, new HashSet<string>(StringComparer.Ordinal) { Roles.Planner });

    internal static Plan Plan { get; } = new(
        "A measured deployment",
        new Place("High Street", "Town centre", "The High Street between the station and the market", "Station Road"),
        null,
        new Grounds(UseCase.Hotspot, "Reports", "Purpose", "Common law", "Why these people", "What was tried", "Why it is in proportion", "Other ways", "None"),
        new WatchlistCriteria("People wanted for violence", [EntryCategory.WantedByCourts]),
        [],
        [],
        [],
        9000,
        "Station counts",
        0.001);
}
