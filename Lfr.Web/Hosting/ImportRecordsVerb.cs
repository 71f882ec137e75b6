using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Records.AsPublished;
using Lfr.Web.Components;
using Lfr.Web.Features.Records;
using Lfr.Web.Features.Records.Commands;
using Lfr.Web.Features.Records.Queries;
using Lfr.Web.Settings;

namespace Lfr.Web.Hosting;

/// <summary>
/// A force's published uses from a file, also while Lfr runs: <c>Lfr.Web import-records FILE [--dry-run] [--json] [--map MAP.json|FORCE] [--keep-map FORCE]</c>. A dry run touches no database, unless
/// a column map is asked of it. Exit code 0 when every row was answered, 2 when the file cannot be read.
/// </summary>
internal static class ImportRecordsVerb
{
    /// <summary>The command's word.</summary>
    public const string Verb = "import-records";

    /// <summary>Exit code when the file cannot be read, or none is named.</summary>
    public const int Unreadable = 2;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    /// <summary>Words of the command line that take no value.</summary>
    private static readonly string[] Flags = ["--dry-run", "--json"];

    /// <summary>Reads, judges, keeps unless it is a dry run, and answers row by row.</summary>
    /// <param name="args">What stands behind the verb.</param>
    /// <param name="output">Takes the answers.</param>
    /// <param name="keep">Runs what needs the application, with the settings of the command line.</param>
    /// <param name="time">Says what day it is.</param>
    /// <exception cref="UnreadableFileException">No file is named, or it cannot be read.</exception>
    /// <exception cref="StartRefusedException">What was read could not be kept.</exception>
    public static async Task RunAsync(string[] args, TextWriter output, Func<string[], Func<IServiceProvider, Task>, Task> keep, TimeProvider time)
    {
        var began = time.GetTimestamp();
        var flags = args.Where(Flags.Contains).ToHashSet(StringComparer.Ordinal);
        var words = VerbWords.Of([.. args.Where(a => !Flags.Contains(a))], "--map", "--keep-map");
        if (words.Bare is not [{ Length: > 0 } file])
            throw new UnreadableFileException($"Say which file: Lfr.Web {Verb} FILE [--dry-run] [--json] [--map MAP.json|FORCE] [--keep-map FORCE]");
        var (dryRun, isKept) = (flags.Contains("--dry-run"), words["--map"] is { } named && !named.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && !File.Exists(named));
        if (words["--keep-map"] is not null && (isKept || words["--map"] is null))
            throw new UnreadableFileException("There is no column map to keep: give its file with --map.");
        IReadOnlyDictionary<string, string> map = words["--map"] is { } path && !isKept ? await ColumnMap.ReadAsync(path) : new Dictionary<string, string>();
        var today = time.GetUtcNow().ForceDay();
        var policy = PolicyLibrary.Load(Path.Combine(AppContext.BaseDirectory, "policies")).InForce(today);
        IReadOnlyList<PublishedRow> rows = [];
        if (!isKept)
            rows = PublishedTable.Judge(await ReadAsync(file, map), policy, today);
        var (read, opening) = (time.GetElapsedTime(began), TimeSpan.Zero);
        if (isKept || !dryRun)
        {
            var asked = time.GetTimestamp();
            await keep(words.Settings, async services =>
            {
                opening = time.GetElapsedTime(asked);
                var opened = time.GetTimestamp();
                if (isKept)
                    rows = PublishedTable.Judge(await ReadAsync(file, await KeptAsync(services, words["--map"]!)), policy, today);
                if (!dryRun)
                    await KeepAsync(services);
                read += time.GetElapsedTime(opened);
            });
        }

        await AnswerAsync(output, rows, flags.Contains("--json"), dryRun, read, opening);

        async Task KeepAsync(IServiceProvider services)
        {
            if (words["--keep-map"] is { } force)
                Must(await services.GetRequiredService<KeepColumnMap>().RunAsync(Actor.System, force, map, null, CancellationToken.None));
            var (outcome, told) = await services.GetRequiredService<ImportRecords>().RunAsync(Actor.System, rows, Path.GetFileName(file), CancellationToken.None);
            Must(outcome);
            rows = told;
        }
    }

    private static void Must(Outcome outcome)
    {
        if (!outcome.Succeeded)
            throw new StartRefusedException(outcome.Explanation);
    }

    private static async Task<IReadOnlyDictionary<string, string>> KeptAsync(IServiceProvider services, string name)
    {
        var maps = await services.GetRequiredService<ListColumnMaps>().RunAsync(CancellationToken.None);
        return maps.FirstOrDefault(m => m.Key == ForceColumnMap.KeyOf(name))?.Headings
            ?? throw new UnreadableFileException($"{name} is no file, and no column map is kept under this name. {(maps.Count == 0 ? "None is kept: give a file with --map, and its name with --keep-map." : $"Kept are {string.Join(", ", maps.Select(m => m.Name))}.")}");
    }

    private static async Task<IReadOnlyList<PublishedRow>> ReadAsync(string file, IReadOnlyDictionary<string, string> map)
    {
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > CsvFile.MostBytes })
                throw CsvFile.TooLarge();
            return PublishedFile.Read(await File.ReadAllBytesAsync(file), map);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or UnreadableFileException or ArgumentException or NotSupportedException)
        {
            throw new UnreadableFileException($"{file} cannot be read. {e.Message}", e);
        }
    }

    private static async Task AnswerAsync(TextWriter output, IReadOnlyList<PublishedRow> rows, bool json, bool dryRun, TimeSpan took, TimeSpan opening)
    {
        foreach (var row in rows)
            await output.WriteLineAsync(json ? JsonSerializer.Serialize(Line(row), Json) : Sentence(row));
        var accepted = rows.Where(r => !r.IsRefused).Select(r => r.Figures!).ToList();
        var kinds = rows.SelectMany(r => r.Findings).CountBy(f => f.Kind).OrderBy(k => k.Key, StringComparer.Ordinal).ToDictionary(k => k.Key, k => k.Value, StringComparer.Ordinal);
        if (!json)
        {
            foreach (var kind in kinds.Keys)
                await output.WriteLineAsync($"{kind} ({Words.Count(kinds[kind], "finding", "findings")}): {RowFindingKinds.Explained[kind]}");
        }

        await output.WriteLineAsync(json
            ? JsonSerializer.Serialize(new
            {
                rows = rows.Count,
                accepted = accepted.Count,
                refused = rows.Count - accepted.Count,
                dryRun,
                findings = kinds,
                alerts = accepted.Sum(f => f.Alerts ?? 0),
                falseAlerts = accepted.Sum(f => f.False ?? 0),
                faces = accepted.Sum(f => f.Faces ?? 0),
                arrests = accepted.Sum(f => f.Arrests ?? 0),
                milliseconds = (long)took.TotalMilliseconds,
                openingMilliseconds = (long)opening.TotalMilliseconds,
            }, Json)
            : $"{Words.Count(rows.Count, "row", "rows")}: {Words.Number(accepted.Count)} accepted, {Words.Number(rows.Count - accepted.Count)} refused, in {Words.Number((long)took.TotalMilliseconds)} ms.{(opening > TimeSpan.Zero ? $" Opening the database took {Words.Number((long)opening.TotalMilliseconds)} ms before." : "")}{(dryRun ? " Nothing was kept: this was a dry run." : "")}");
    }

    private static object Line(PublishedRow row) => new
    {
        row = row.Number,
        location = row.Location,
        date = row.Day,
        outcome = row.IsRefused ? "refused" : "accepted",
        findings = row.Findings.Select(f => new { kind = f.Kind, sentence = f.Sentence }),
    };

    private static string Sentence(PublishedRow row) =>
        $"Row {row.Number}, {row.Location}{(row.Day is { } day ? $", {Words.Day(day)}" : "")}: {(row.IsRefused ? "refused" : "accepted")}.{string.Concat(row.Findings.Select(f => $" {f.Sentence}"))}";
}
