using System.Diagnostics;
using System.Globalization;
using Lfr.Shared.Audit;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lfr.Benchmarks.Comparisons;

/// <summary>
/// How long a go-live waits for the walk through the audit log, when a force has worked for a year: 200 deployments of a thousand events. The walk is made before the mint's
/// transaction, so that nobody else waits for it. The peer is the same log, read and not judged.
/// </summary>
internal static class Log
{
    private const int Events = 200_000;

    public static Comparison Comparison { get; } = new("log", "The check before a go-live, in a log of 200,000 events.", RunAsync);

    private static async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("lfr-bench-").FullName;
        try
        {
            await using var app = LfrHost.Build(["--LFR_DATA", data, "--LFR_URLS", "http://127.0.0.1:0", "--Worker:CoHosted", "false"], builder => builder.Logging.ClearProviders());
            await app.PrepareLfrDataAsync(cancellationToken);
            var id = Guid.CreateVersion7();
            if (await app.Services.GetRequiredService<DraftDeployment>().RunAsync(Commands.Planner, id, Commands.Plan, cancellationToken) is { Succeeded: false } refused)
                throw new InvalidOperationException(refused.Explanation);
            var contexts = app.Services.GetRequiredService<IDbContextFactory<LfrDbContext>>();
            await FillAsync(contexts, cancellationToken);
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var head = app.Services.GetRequiredService<RememberedHead>();
            var took = SideBySide.Run(() => Take(() => CheckAsync(contexts, db, id, head, cancellationToken)), () => Take(() => ReadAsync(db, cancellationToken)), bench.Rounds);
            return
            [
                new Row(
                    "check before a go-live, 200,000 events", "the same log, read only", Seconds(took.Ours), Seconds(took.Theirs),
                    string.Create(CultureInfo.InvariantCulture, $"{took.Ratio:0.00}× ({took.LowestRatio:0.00}–{took.HighestRatio:0.00})"), "–", null, "one deployment in draft; no entries"),
            ];
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task FillAsync(IDbContextFactory<LfrDbContext> contexts, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        for (var written = 0; written < Events; written += 10_000)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var last = await db.AuditEvents.AsNoTracking().OrderByDescending(e => e.Number).FirstAsync(cancellationToken);
            for (var i = 0; i < 10_000; i++)
                db.AuditEvents.Add(last = AuditEvent.Append(last, Commands.Planner, "AdjudicateAlert", true, null, $"Alert {Guid.CreateVersion7()}", "Answered: not the same person.", "", now));
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    private static async Task CheckAsync(IDbContextFactory<LfrDbContext> contexts, LfrDbContext db, Guid id, RememberedHead head, CancellationToken cancellationToken)
    {
        var walk = await LogWalk.ToTheEndAsync(contexts, cancellationToken);
        if (await EvidenceCheck.BeforeRunAsync(db, id, head, walk, cancellationToken) is [var first, ..])
            throw new InvalidOperationException(first);
    }

    private static async Task ReadAsync(LfrDbContext db, CancellationToken cancellationToken)
    {
        await foreach (var _ in db.AuditEvents.AsNoTracking().OrderBy(e => e.Number).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
        }
    }

    private static double Take(Func<Task> act)
    {
        var start = Stopwatch.GetTimestamp();
        act().GetAwaiter().GetResult();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static string Seconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s");
}
