using System.Text.Encodings.Web;
using System.Text.Json;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Features.Watchlists.Import;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Hosting;

/// <summary>
/// A list from a file into the list of a deployment, also while Lfr runs: <c>Lfr.Web import-list --deployment REFERENCE --file LIST.csv --pictures FOLDER_OR_ZIP [--dry-run] [--json] [--map MAP.json]
/// [--as EMAIL]</c>. Exit code 0 when every row was answered, 2 when file, photographs or deployment cannot be read.
/// </summary>
internal static class ImportListVerb
{
    /// <summary>The command's word.</summary>
    public const string Verb = "import-list";

    private const string Usage = $"Lfr.Web {Verb} --deployment REFERENCE --file LIST.csv --pictures FOLDER_OR_ZIP [--dry-run] [--json] [--map MAP.json] [--as EMAIL]";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Words of the command line that take no value.</summary>
    private static readonly string[] Flags = ["--dry-run", "--json"];

    /// <summary>Reads, judges, proposes unless it is a dry run, and answers row by row.</summary>
    /// <param name="args">What stands behind the verb.</param>
    /// <param name="output">Takes the answers.</param>
    /// <param name="notes">Takes what is for people only.</param>
    /// <param name="run">Runs what needs the application, with the settings of the command line.</param>
    /// <exception cref="UnreadableFileException">Something is not named or cannot be read.</exception>
    public static async Task RunAsync(string[] args, TextWriter output, TextWriter notes, Func<string[], Func<IServiceProvider, Task>, Task> run)
    {
        var flags = args.Where(Flags.Contains).ToHashSet(StringComparer.Ordinal);
        var words = VerbWords.Of([.. args.Where(a => !Flags.Contains(a))], "--deployment", "--file", "--pictures", "--map", "--as");
        if (words.Bare.Count > 0 || words["--deployment"] is not { Length: > 0 } reference || words["--file"] is not { Length: > 0 } file || words["--pictures"] is not { Length: > 0 } folder)
            throw new UnreadableFileException($"Say which deployment, which file and where the photographs are: {Usage}");
        var rows = ListFile.Read(await ReadAsync(file), words["--map"] is { } map ? await ColumnMap.ReadAsync(map) : new Dictionary<string, string>());
        using var pictures = ListPictures.Open(folder);
        var totals = new Totals();
        await run(words.Settings, async services =>
        {
            var deploymentId = await DeploymentAsync(services, reference);
            var actor = words["--as"] is { } email ? await CompilerAsync(services, email) : Actor.System;
            var order = new ImportOrder(actor, deploymentId, Path.GetFileName(file), rows, pictures, flags.Contains("--dry-run"));
            var outcome = await services.GetRequiredService<ListImport>().RunAsync(
                order,
                async answers =>
                {
                    foreach (var answer in answers)
                    {
                        totals.Count(answer);
                        await output.WriteLineAsync(flags.Contains("--json") ? JsonSerializer.Serialize(Line(answer), Json) : Sentence(answer));
                    }
                },
                CancellationToken.None);
            await output.WriteLineAsync(flags.Contains("--json") ? JsonSerializer.Serialize(totals.Line(order), Json) : totals.Sentence(order));
            if (actor == Actor.System && !order.IsDryRun && totals.Of(RowOutcome.Accepted) > 0)
                await notes.WriteLineAsync("No compiler was named with --as, so nobody stands for these entries yet. Nobody can sign them off until a compiler opens the list and stands for them.");
            if (!outcome.Succeeded)
                throw new UnreadableFileException($"The import ended after row {totals.Rows} of {rows.Count}: {outcome.Explanation} Run the same command again when that is settled: who is on the list already is recognised.");
        });
    }

    private static async Task<byte[]> ReadAsync(string file)
    {
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > CsvFile.MostBytes })
                throw CsvFile.TooLarge();
            return await File.ReadAllBytesAsync(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or UnreadableFileException or ArgumentException or NotSupportedException)
        {
            throw new UnreadableFileException($"{file} cannot be read. {e.Message}", e);
        }
    }

    private static async Task<Guid> DeploymentAsync(IServiceProvider services, string reference)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<LfrDbContext>>().CreateDbContextAsync();
        var wanted = reference.Trim();
        return await db.Deployments.Where(d => d.Reference == wanted).Select(d => (Guid?)d.Id).FirstOrDefaultAsync()
            ?? throw new UnreadableFileException($"There is no deployment {wanted}. Its reference stands on its page, such as 2026-014.");
    }

    private static async Task<Actor> CompilerAsync(IServiceProvider services, string email)
    {
        var account = await services.GetRequiredService<Accounts>().FindByEmailAsync(email, CancellationToken.None);
        if (account is null or { Locked: true })
            throw new UnreadableFileException($"There is no account {email} that may be used. Name a compiler's with --as.");
        return account.Roles.Contains(Roles.Compiler)
            ? new Actor(account.Id, account.Name, account.Rank, account.Roles) { Acting = account.Acting }
            : throw new UnreadableFileException($"{account.Name} is no compiler, and only a compiler's name can stand beside entries. Name a compiler's account with --as.");
    }

    private static string Word(RowOutcome outcome) => outcome.ToString().ToLowerInvariant();

    private static object Line(RowAnswer answer) => new
    {
        row = answer.Row,
        reference = answer.Reference,
        outcome = Word(answer.Outcome),
        findings = answer.Findings.Select(f => new { kind = f.Kind, sentence = f.Sentence }),
    };

    private static string Sentence(RowAnswer answer) => $"Row {answer.Row}, {answer.Reference}: {Word(answer.Outcome)}.{string.Concat(answer.Findings.Select(f => $" {f.Sentence}"))}";

    private sealed class Totals
    {
        private readonly Dictionary<RowOutcome, int> outcomes = [];
        private readonly SortedDictionary<string, int> kinds = new(StringComparer.Ordinal);

        public int Rows { get; private set; }

        public void Count(RowAnswer answer)
        {
            Rows++;
            outcomes[answer.Outcome] = Of(answer.Outcome) + 1;
            foreach (var kind in answer.Findings.Select(f => f.Kind).Distinct(StringComparer.Ordinal))
                kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
        }

        public int Of(RowOutcome outcome) => outcomes.GetValueOrDefault(outcome);

        public object Line(ImportOrder order) => new
        {
            rows = Rows,
            accepted = Of(RowOutcome.Accepted),
            refused = Of(RowOutcome.Refused),
            unchanged = Of(RowOutcome.Unchanged),
            differs = Of(RowOutcome.Differs),
            dryRun = order.IsDryRun,
            compiler = order.Actor == Actor.System ? null : order.Actor.Name,
            findings = kinds,
        };

        public string Sentence(ImportOrder order) =>
            $"{Words.Count(Rows, "row", "rows")}: {Words.Number(Of(RowOutcome.Accepted))} accepted, {Words.Number(Of(RowOutcome.Refused))} refused, {Words.Number(Of(RowOutcome.Unchanged))} unchanged, {Words.Number(Of(RowOutcome.Differs))} with differences.{(order.IsDryRun ? " Nothing was kept: this was a dry run." : "")}";
    }
}
