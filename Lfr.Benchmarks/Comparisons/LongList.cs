using System.Diagnostics;
using System.Globalization;
using Lfr.Inference.Faces;
using Lfr.Inference.Galleries;
using Lfr.Inference.Hosting;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Features.Watchlists.Photographs;
using Lfr.Web.Features.Watchlists.Queries;
using Lfr.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lfr.Benchmarks.Comparisons;

/// <summary>
/// What people wait for on a list of 20,000 invented people on SQLite: the grid, the sign-off queue, the look-alike scan, the seal, and the gallery on its way into a worker. Templates are random; what
/// is measured is the server's time, and the browser's drawing comes on top. The peer is one bare read of the list's count in the same minute.
/// </summary>
internal sealed class LongList(IServiceProvider services, int people, TextWriter log)
{
    private const int Dimension = 512;
    private const int ToDecide = 120;
    private const int Asked = 100;
    private readonly IDbContextFactory<LfrDbContext> contexts = services.GetRequiredService<IDbContextFactory<LfrDbContext>>();
    private readonly Guid deployment = Guid.CreateVersion7();
    private readonly Random random = new(11);

    private static Actor Approver { get; } = new(Guid.Parse("00000000-0000-0000-0000-000000000003"), "Bench Approver", Rank.Staff, new HashSet<string>(StringComparer.Ordinal) { Roles.WatchlistApprover });

    /// <summary>Fills a list of its own and measures it.</summary>
    public static async Task<IReadOnlyList<Row>> RunAsync(string data, int people, TextWriter log, CancellationToken cancellationToken)
    {
        await using var app = LfrHost.Build(["--LFR_DATA", data, "--LFR_URLS", "http://127.0.0.1:0", "--Worker:CoHosted", "false"], builder => builder.Logging.ClearProviders());
        await app.PrepareLfrDataAsync(cancellationToken);
        return await new LongList(app.Services, people, log).MeasureAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<Row>> MeasureAsync(CancellationToken cancellationToken)
    {
        await log.WriteLineAsync($"Filling a list of {people.ToString(CultureInfo.InvariantCulture)} …");
        var filling = await FillAsync(cancellationToken);
        await SignOffAllButAsync(ToDecide, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var bare = await TimesAsync(_ => db.Entries.CountAsync(e => e.DeploymentId == deployment, cancellationToken));
        await log.WriteLineAsync("Looking for look-alikes …");
        var scan = await SecondsAsync(() => services.GetRequiredService<Lookalikes>().ReadAsync(db, deployment, cancellationToken));
        await log.WriteLineAsync("Scrolling, signing off, sealing …");
        List<Row> rows =
        [
            Seconds($"keeping {people} entries, 32 in each transaction, without photographs to look at", filling, null, "the database's part of an import; templates are random"),
            Seconds($"look-alike scan of {people} against itself", scan, 20, string.Create(CultureInfo.InvariantCulture, $"the whole list, {Dimension} numbers each, decrypted and compared; once for each change of the list")),
            .. await GridAsync(bare, cancellationToken),
            Line("sign-off: from the key to the next entry", await SignOffAsync(cancellationToken), bare, 120),
        ];
        await SignOffAllButAsync(0, cancellationToken);
        rows.Add(Seconds($"sealing {people}", await SecondsAsync(async () => Must(await services.GetRequiredService<SealWatchlist>().RunAsync(Approver, deployment, people, cancellationToken))), 5, "counts, reads and decrypts the templates, hashes them, commits"));
        rows.Add(Seconds($"from the licence to a gallery of {people} in the worker", await SecondsAsync(() => GalleryAsync(cancellationToken)), 5, "read, decrypted, hashed again by the worker and loaded, in one process: the wire between the two is left out"));
        return rows;
    }

    /// <summary>Drafts a deployment for tomorrow, whose list was begun before criteria were asked for.</summary>
    public static async Task BeginAsync(IServiceProvider services, Guid id, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetUtcNow().AddHours(20);
        Must(await services.GetRequiredService<DraftDeployment>().RunAsync(Commands.Planner, id, Commands.Plan with { Window = new Window(start, start.AddHours(6)) }, cancellationToken));
        await using var db = await services.GetRequiredService<IDbContextFactory<LfrDbContext>>().CreateDbContextAsync(cancellationToken);
        db.Watchlists.Add(Watchlist.Start(Guid.CreateVersion7(), id));
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<double> FillAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(services, deployment, cancellationToken);
        var import = services.GetRequiredService<ImportEntries>();
        var took = TimeSpan.Zero;
        for (var (from, last) = (0, 0); from < people; from += 32)
        {
            var entries = Enumerable.Range(from, Math.Min(32, people - from)).Select(Entry).ToList();
            var begin = Stopwatch.GetTimestamp();
            var (outcome, refused, number) = await import.RunAsync(Watchlists.Compiler, deployment, "bench.csv", entries, last, cancellationToken);
            took += Stopwatch.GetElapsedTime(begin);
            Must(outcome);
            foreach (var (_, why) in refused)
                Must(why);
            last = number;
        }

        return took.TotalSeconds;
    }

    private ImportedEntry Entry(int number)
    {
        string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => $"word{random.Next(20_000).ToString(CultureInfo.InvariantCulture)}"));
        var template = RandomList.Template(random, Dimension);
        var jpeg = new byte[20_000];
        random.NextBytes(jpeg);
        var now = TimeProvider.System.GetUtcNow();
        var details = new EntryDetails(
            $"Person {number.ToString(CultureInfo.InvariantCulture)}", $"NOM-{number.ToString(CultureInfo.InvariantCulture)}", EntryCategory.WantedByCourts, $"Warrant {number.ToString(CultureInfo.InvariantCulture)}",
            Words(40), Words(30), Words(30), Words(30), ImageSource.Custody, DateOnly.FromDateTime(now.UtcDateTime).AddDays(-random.Next(20, 3000)), "Custody photograph", false, AgeBand.Adult, "", "",
            PlannedResponse.Arrest, "Establish identity", now);
        var quality = new FaceQuality(220, 90, 400, 120, 2, 1, 22, 0.9f);
        return new ImportedEntry(
            number, details, new EnrolmentOutcome.Enrolled(template, jpeg, quality, new FaceBox(10, 10, 200, 220), new EnrolmentQuality(90, 0.6f, 2, 2, 1, 400, 0, 0, 95, 90, 2, 0, new FaceCover(95, 95))),
            $"{number.ToString("x", CultureInfo.InvariantCulture)}");
    }

    // As an approver would, without the second that each would take.
    private async Task SignOffAllButAsync(int left, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var waiting = await db.Entries.CountAsync(e => e.DeploymentId == deployment && e.State == EntryState.Proposed, cancellationToken);
            if (waiting <= left)
                return;
            foreach (var entry in await db.Entries.Where(e => e.DeploymentId == deployment && e.State == EntryState.Proposed).OrderBy(e => e.Id).Take(Math.Min(500, waiting - left)).ToListAsync(cancellationToken))
                Must(entry.Decide(EntryVerdict.Approved, "", entry.Hash(), 12, Approver, [], TimeProvider.System.GetUtcNow()));
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    private async Task<IReadOnlyList<Row>> GridAsync(IReadOnlyList<double> bare, CancellationToken cancellationToken)
    {
        var read = services.GetRequiredService<ReadEntries>();
        var everybody = new EntryFilter(null, null, null, "");
        async Task Show(EntryFilter filter, int skip)
        {
            if ((await read.RunAsync(Watchlists.Compiler, deployment, filter, skip, 50, cancellationToken)).Closed is { } closed)
                Must(closed);
        }

        return
        [
            Line("grid: scroll to anywhere", await TimesAsync(_ => Show(everybody, random.Next(people - 50))), bare, 150),
            Line("grid: sort", await TimesAsync(i => Show(everybody with { Order = (EntryOrder)(i % 4), Descending = i % 8 > 3 }, random.Next(people / 2))), bare, 150),
            Line("grid: find by name or reference", await TimesAsync(_ => Show(everybody with { Words = $"NOM {random.Next(people).ToString(CultureInfo.InvariantCulture)}" }, 0)), bare, 150),
            Line("grid: filter by flag, state and category", await TimesAsync(i => Show(new EntryFilter(i % 3 == 0 ? EntryState.Approved : null, i % 3 == 1 ? EntryCategory.WantedByCourts : null, i % 3 == 2 ? EntryFlag.OldPhotograph : null, ""), 0)), bare, 150),
        ];
    }

    /// <summary>What the page does between the key and the next entry: keeps the answer, reads the queue, claims and reads the next.</summary>
    private async Task<IReadOnlyList<double>> SignOffAsync(CancellationToken cancellationToken)
    {
        var (decide, queues, entries, claim) = (services.GetRequiredService<DecideEntry>(), services.GetRequiredService<ReadSignOffQueue>(), services.GetRequiredService<ReadEntry>(), services.GetRequiredService<ClaimEntry>());
        var (page, times) = (Guid.CreateVersion7(), new List<double>());
        var queue = await queues.RunAsync(Approver, deployment, null, SignOffOrder.Risk, cancellationToken);
        for (var i = 0; i < Asked && queue?.Current is { } id; i++)
        {
            var seen = (await entries.RunAsync(Approver, id, cancellationToken)).Value ?? throw new InvalidOperationException("The entry is not shown.");
            var pressed = Stopwatch.GetTimestamp();
            Must(await decide.RunAsync(Approver, id, EntryVerdict.Approved, "", seen.CoveredHash, 12, cancellationToken));
            queue = await queues.RunAsync(Approver, deployment, queue.Following, SignOffOrder.Risk, cancellationToken);
            if (queue?.Current is { } next)
            {
                Must(await claim.RunAsync(Approver, page, next, cancellationToken));
                await entries.RunAsync(Approver, next, cancellationToken);
            }

            if (i >= 10)
                times.Add(Stopwatch.GetElapsedTime(pressed).TotalMilliseconds);
        }

        return times;
    }

    private async Task GalleryAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var seal = (await db.Watchlists.FirstAsync(w => w.DeploymentId == deployment, cancellationToken)).Seal ?? throw new InvalidOperationException("The list is not sealed.");
        var rows = await services.GetRequiredService<GalleryReader>().UnderAsync(db, deployment, seal, cancellationToken);
        if (!string.Equals(GalleryDigest.ComputeLike(seal.GalleryHash, rows), seal.GalleryHash, StringComparison.Ordinal))
            throw new LicenceRefusedException("The gallery is not the sealed list.");
        using var gallery = Gallery.Load(rows, Environment.ProcessorCount);
        GalleryReader.Clear(rows);
        if (gallery.Count != people)
            throw new InvalidOperationException("Somebody is missing from the gallery.");
    }

    private static async Task<IReadOnlyList<double>> TimesAsync(Func<int, Task> act)
    {
        var times = new List<double>();
        for (var i = 0; i < Asked; i++)
        {
            var asked = Stopwatch.GetTimestamp();
            await act(i);
            // The first ten are compiled and planned.
            if (i >= 10)
                times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }

        return times;
    }

    private static async Task<double> SecondsAsync(Func<Task> act)
    {
        var start = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static Row Seconds(string what, double seconds, double? most, string note) => new(
        what, "–", string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"), "–", string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
        most is { } limit ? string.Create(CultureInfo.InvariantCulture, $"≤ {limit:0} s") : "–", most is { } must ? seconds <= must : null, note);

    private static Row Line(string what, IReadOnlyList<double> times, IReadOnlyList<double> bare, double most)
    {
        var (ours, theirs) = (At95(times), At95(bare));
        return new Row(
            what, "the list's count, read alone", Milliseconds(ours), Milliseconds(theirs), string.Create(CultureInfo.InvariantCulture, $"{ours:0.0} ms ({ours / theirs:0}×)"),
            string.Create(CultureInfo.InvariantCulture, $"p95 ≤ {most:0} ms"), ours <= most, string.Create(CultureInfo.InvariantCulture, $"{times.Count} times; median {times.Order().ElementAt(times.Count / 2):0.0} ms"));
    }

    private static double At95(IReadOnlyList<double> times) => times.Order().ElementAt((int)(0.95 * (times.Count - 1)));

    private static string Milliseconds(double time) => string.Create(CultureInfo.InvariantCulture, $"p95 {time:0.0} ms");

    private static void Must(Outcome outcome)
    {
        if (!outcome.Succeeded)
            throw new InvalidOperationException(outcome.Explanation);
    }
}
