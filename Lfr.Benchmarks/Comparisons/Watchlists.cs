using System.Diagnostics;
using System.Globalization;
using Lfr.Inference.Faces;
using Lfr.Inference.Models;
using Lfr.Shared.Identity;
using Lfr.Shared.Watchlists;
using Lfr.Web.Features.Watchlists.Import;
using Lfr.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lfr.Benchmarks.Comparisons;

/// <summary>
/// An import of a list from CSV and photographs onto a deployment's list on SQLite, everything with it: children that decode, models, rules, encryption, audit log. Beside bare decoding and bare runs of
/// the models on the same photographs, on as many threads as there are cores.
/// </summary>
internal static class Watchlists
{
    private const double Target = 0.9;
    private const long MostGrowth = 600L << 20;

    public static Comparison Comparison { get; } = new("watchlists", "An import of people and photographs beside bare decoding and model runs, and what people wait for on a list of 20,000.", RunAsync);

    private static async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("lfr-bench-").FullName;
        try
        {
            var pictures = Directory.CreateDirectory(Path.Combine(folder, "pictures")).FullName;
            string[] people = [.. Directory.GetFiles(Path.Combine(bench.DemoFolder, "people"), "portrait.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
            for (var i = 0; i < bench.People; i++)
                await File.WriteAllBytesAsync(Path.Combine(pictures, $"{i}.jpg"), [.. await File.ReadAllBytesAsync(people[i % people.Length], cancellationToken), (byte)i, (byte)(i >> 8)], cancellationToken);
            var load = File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg", cancellationToken)).Split(' ')[0] : "unknown";
            var bare = await BareAsync(bench, pictures, cancellationToken);
            var (seconds, growth, accepted) = await ImportAsync(Path.Combine(folder, "data"), bench.People, pictures, cancellationToken);
            return
            [
                new Row(
                    $"import of {bench.People} people from CSV and photographs, {Environment.ProcessorCount} cores", "bare decoding and model runs, as many threads", Rate(bench.People / seconds), Rate(bench.People / bare),
                    string.Create(CultureInfo.InvariantCulture, $"{bare / seconds:P0}"), "≥ 90 %", bare / seconds >= Target,
                    string.Create(CultureInfo.InvariantCulture, $"{accepted} accepted; the synthetic people's {people.Length} portraits in turn; load of the machine before: {load}")),
                new Row(
                    "memory that the import takes more than before it, peak", "–", string.Create(CultureInfo.InvariantCulture, $"{growth / 1024 / 1024} MB"), "–", "–", "< 600 MB", growth < MostGrowth,
                    "working set of Lfr's process with its models; the children that decode apart, at most 640 MB each"),
                .. await LongList.RunAsync(Path.Combine(folder, "long"), bench.Listed, bench.Log, cancellationToken),
            ];
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> BareAsync(Bench bench, string pictures, CancellationToken cancellationToken)
    {
        byte[][] files = [.. Directory.GetFiles(pictures).Select(File.ReadAllBytes)];
        using var models = ModelSet.Open(bench.ModelsFolder);
        using var enrolment = new PhotographEnrolment(models);
        foreach (var file in files)
            enrolment.Enrol(file, cancellationToken).Dispose();
        var runs = enrolment.ModelRuns.ToList();
        var threads = Environment.ProcessorCount;
        var bare = Enumerable.Range(0, threads).Select(_ => new BareModels(bench.ModelsFolder)).ToArray();
        foreach (var (role, width, height, _) in runs)
            Array.ForEach(bare, b => b.Run(role, width, height, 1));
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(bare.Select((mine, t) => Task.Run(
            () =>
            {
                for (var i = t; i < files.Length; i += threads)
                    Picture.Decode(files[i], PhotographEnrolment.WorkingSide).Dispose();
                foreach (var (role, width, height, count) in runs)
                    mine.Run(role, width, height, (count / threads) + (t < count % threads ? 1 : 0));
            },
            cancellationToken)));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Array.ForEach(bare, b => b.Dispose());
        return seconds;
    }

    private static async Task<(double Seconds, long Growth, int Accepted)> ImportAsync(string data, int people, string folder, CancellationToken cancellationToken)
    {
        await using var app = LfrHost.Build(["--LFR_DATA", data, "--LFR_URLS", "http://127.0.0.1:0", "--Worker:CoHosted", "false"], builder => builder.Logging.ClearProviders());
        await app.PrepareLfrDataAsync(cancellationToken);
        var id = Guid.CreateVersion7();
        await LongList.BeginAsync(app.Services, id, cancellationToken);
        using var pictures = ListPictures.Open(folder);
        var rows = ListFile.Read(System.Text.Encoding.UTF8.GetBytes(Table(people)), new Dictionary<string, string>());
        var before = Environment.WorkingSet;
        var (peak, accepted, why) = (before, 0, "");
        var start = Stopwatch.GetTimestamp();
        await app.Services.GetRequiredService<ListImport>().RunAsync(
            new ImportOrder(Compiler, id, "bench.csv", rows, pictures, false),
            answers =>
            {
                why = answers.FirstOrDefault(a => a.Outcome != RowOutcome.Accepted)?.Findings.Select(f => f.Sentence).FirstOrDefault() ?? why;
                accepted += answers.Count(a => a.Outcome == RowOutcome.Accepted);
                peak = Math.Max(peak, Environment.WorkingSet);
                return Task.CompletedTask;
            },
            cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        // A row that is refused costs less: no figure rests on a list that nobody could take.
        return accepted == people ? (seconds, peak - before, accepted) : throw new InvalidOperationException($"Only {accepted} of {people} were accepted: {why}");
    }

    private static string Table(int people)
    {
        var random = new Random(7);
        string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => $"word{random.Next(20_000)}"));
        var now = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
        return string.Join('\n', (string[])
        [
            "reference,name,date_of_birth,category,legal_reference,justification,why_here_and_now,necessity,proportionality,picture,picture_source,picture_date,lawful_holding,response,response_plan,status_checked",
            .. Enumerable.Range(0, people).Select(i =>
                $"NOM-{i},Person {i},1990-01-01,W1,Warrant {i},{Words(40)},{Words(30)},{Words(30)},{Words(30)},{i}.jpg,Custody,2025-11-20,Custody photograph,Arrest,Establish identity,{now}"),
        ]);
    }

    private static string Rate(double people) => string.Create(CultureInfo.InvariantCulture, $"{people:0.0} people/s");

    internal static Actor Compiler { get; } = new(Guid.Parse("00000000-0000-0000-0000-000000000002"), "Bench Compiler", Rank.Staff, new HashSet<string>(StringComparer.Ordinal) { Roles.Compiler });
}
