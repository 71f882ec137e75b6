using System.Text;
using System.Text.Json;
using Lfr.Shared.Identity;
using Lfr.Shared.Records.AsPublished;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.PublicSite.Queries;
using Lfr.Web.Features.Records;
using Lfr.Web.Features.Records.Commands;
using Lfr.Web.Hosting;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Features.Records;

/// <summary>The past of a force, from its own table: by the command line, into the database, onto the public page.</summary>
public sealed class ImportRecordsTests : IDisposable
{
    private const string Table =
        """
        location,date,duration,alerts,true_confirmed,true_unconfirmed,false_confirmed,false_unconfirmed,false_alert_rate,arrests,faces_estimated
        "Croydon, George St",07/12/23,4h30m,6,5,0,1,0,0.01%,4,3940
        Romford,03/04/24,6h37m,2,2,0,0,0,0%,1,1803
        Nowhere,03/04/24,99h00m,2,2,0,0,0,0%,1,1803

        """;

    private readonly string folder = Directory.CreateTempSubdirectory("lfr-import-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Rows_AreKeptAsPublished_AndTheSameFileAgainChangesNothing()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false });

        var (first, rows) = await ImportAsync(app, Table);
        var (second, again) = await ImportAsync(app, Table);

        Assert.True(first.Succeeded && second.Succeeded);
        Assert.Equal([false, false, true], rows.Select(r => r.IsRefused));
        Assert.Equal(2, again.Count(r => r.Findings.Any(f => f.Kind == RowFindingKinds.Known)));
        Assert.Equal(2, await app.InDatabaseAsync(db => db.PublishedUses.CountAsync(Cancel)));
        var log = await app.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Action == nameof(ImportRecords)).OrderBy(e => e.Number).Select(e => e.Sentence).ToListAsync(Cancel));
        Assert.Equal(["Imported met.csv: 2 uses as published, 0 corrections, 1 row refused.", "Read met.csv again; everything in it was known."], log);
    }

    [Fact]
    public async Task Figures_ThatTheForceChangedLater_AreACorrection_AndBothStay()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false });
        await ImportAsync(app, Table);

        var (_, rows) = await ImportAsync(app, Table.Replace("1803", "3803", StringComparison.Ordinal).Replace("Nowhere", "Somewhere", StringComparison.Ordinal));

        Assert.Contains("faces_estimated is 3803, and was 1803", Assert.Single(rows[1].Findings, f => f.Kind == RowFindingKinds.Correction).Sentence, StringComparison.Ordinal);
        var use = await app.InDatabaseAsync(db => db.PublishedUses.AsNoTracking().Where(u => u.Day == new DateOnly(2024, 4, 3)).SingleAsync(Cancel));
        Assert.Equal((3803L, 1803L), (use.Figures.Faces, Assert.Single(use.Replaced).Figures.Faces));
        var page = await (await app.Anybody().GetAsync(LfrRoutes.PublishedUsesOf(2024), Cancel)).Content.ReadAsStringAsync(Cancel);
        foreach (var said in (string[])["Log of corrections", "Faces estimated: 1803 before, 3803 now.", "recorded by whoever keeps the server", "Published in met.csv, then in met.csv."])
            Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.DoesNotContain("Log of corrections", await (await app.Anybody().GetAsync(LfrRoutes.PublishedUsesOf(2023), Cancel)).Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    /// <summary>Two people import the same file at the same moment.</summary>
    [Fact]
    public async Task TwoImportsAtOnce_KeepEachUseOnce()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ImportAsync(app, Table), Cancel)));

        Assert.Equal(2, await app.InDatabaseAsync(db => db.PublishedUses.CountAsync(Cancel)));
    }

    [Fact]
    public async Task PublicPage_ShowsThePrintedRateBesideTheComputedOne()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false });
        await ImportAsync(app, Table);
        using var anybody = app.Anybody();

        var year = await anybody.GetStringAsync(LfrRoutes.PublishedUsesOf(2023), Cancel);
        var latest = await anybody.GetStringAsync(LfrRoutes.PublishedUses, Cancel);
        var list = await anybody.GetStringAsync(LfrRoutes.Records, Cancel);

        Assert.Contains("Croydon, George St", year, StringComparison.Ordinal);
        Assert.Contains("0.01%", year, StringComparison.Ordinal);
        Assert.Contains("1 false alert among 3,940 faces come to 0.025 %", year, StringComparison.Ordinal);
        Assert.Contains("is not what the printed counts come to", year, StringComparison.Ordinal);
        Assert.Contains("Romford", latest, StringComparison.Ordinal);
        Assert.DoesNotContain("Croydon", latest, StringComparison.Ordinal);
        Assert.Contains("2 uses with the force", list, StringComparison.Ordinal);
        Assert.Equal(2, (await app.Services.GetRequiredService<PublishedUses>().RunAsync(null, Cancel)).Years.Count);
    }

    [Fact]
    public async Task Command_AnswersARowALine_AndEndsWithTotals()
    {
        var file = Path.Combine(folder, "met.csv");
        await File.WriteAllTextAsync(file, Table, Cancel);
        var nowhere = Path.Combine(folder, "never-made");

        var finished = await LfrProcess.RunAsync(
            folder, new Dictionary<string, string> { ["LFR_DATA"] = nowhere }, LfrProcess.Program, ImportRecordsVerb.Verb, file, "--dry-run", "--json");

        Assert.Equal((0, ""), (finished.ExitCode, finished.Error));
        var lines = finished.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToArray();
        Assert.Equal(4, lines.Length);
        Assert.Equal((1, "Croydon, George St", "2023-12-07", "accepted"), (lines[0].GetProperty("row").GetInt32(), Text(lines[0], "location"), Text(lines[0], "date"), Text(lines[0], "outcome")));
        Assert.Equal("rate", Text(lines[0].GetProperty("findings")[0], "kind"));
        Assert.Empty(lines[1].GetProperty("findings").EnumerateArray());
        Assert.Equal("refused", Text(lines[2], "outcome"));
        Assert.Equal((3, 2, 1), (lines[3].GetProperty("rows").GetInt32(), lines[3].GetProperty("accepted").GetInt32(), lines[3].GetProperty("refused").GetInt32()));
        Assert.False(Directory.Exists(nowhere));
    }

    /// <summary>Without <c>--dry-run</c> it is in the database, and what is written for programs stays apart from the log.</summary>
    [Fact]
    public async Task Command_KeepsWhatItRead_AlsoTwice()
    {
        var file = Path.Combine(folder, "met.csv");
        await File.WriteAllTextAsync(file, Table, Cancel);
        var data = new Dictionary<string, string> { ["LFR_DATA"] = Path.Combine(folder, "data") };

        var first = await LfrProcess.RunAsync(folder, data, LfrProcess.Program, ImportRecordsVerb.Verb, file, "--json");
        var second = await LfrProcess.RunAsync(folder, data, LfrProcess.Program, ImportRecordsVerb.Verb, "--json", file);

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.All(first.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), l => Assert.StartsWith("{\"row", l, StringComparison.Ordinal));
        Assert.DoesNotContain("\"known\"", first.Output, StringComparison.Ordinal);
        Assert.Contains("\"known\":2", second.Output, StringComparison.Ordinal);
    }

    /// <summary>Whoever reads a kind of finding for the first time finds what it means.</summary>
    [Fact]
    public void EveryKindOfFinding_IsExplained() => Assert.Equal(
        typeof(RowFindingKinds).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).Order(StringComparer.Ordinal), RowFindingKinds.Explained.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("missing.csv", null, "missing.csv cannot be read.")]
    [InlineData("empty.csv", "", "The file is empty.")]
    [InlineData("other.csv", "a,b\n1,2\n", "no column for location and date")]
    public async Task Command_WithAFileThatCannotBeRead_SaysWhyAndEndsWith2(string name, string? content, string words)
    {
        var file = Path.Combine(folder, name);
        if (content is not null)
            await File.WriteAllTextAsync(file, content, Cancel);

        var finished = await LfrProcess.RunAsync(folder, new Dictionary<string, string>(), LfrProcess.Program, ImportRecordsVerb.Verb, file, "--dry-run", "--json");

        Assert.Equal((2, ""), (finished.ExitCode, finished.Output));
        Assert.Contains(words, finished.Error, StringComparison.Ordinal);
    }

    /// <summary>The Metropolitan Police's own 203 rows of 2023 and 2024: what is known to be wrong with them is found, and nothing else.</summary>
    [Fact]
    public void RealTable_OfTheMetropolitanPolice_IsExplained()
    {
        var file = TestData.EvaluationOrSkip("met", "2023-2024.csv");

        var rows = PublishedTable.Judge(PublishedFile.Read(File.ReadAllBytes(file), new Dictionary<string, string>()), Given.Uk, new DateOnly(2026, 11, 26));

        Assert.Equal(203, rows.Count);
        Assert.DoesNotContain(rows, r => r.IsRefused);
        var figures = rows.Select(r => r.Figures!).ToList();
        Assert.Equal((1344L, 29L, 1229140L, 609L), (figures.Sum(f => f.Alerts), figures.Sum(f => f.False), figures.Sum(f => f.Faces), figures.Sum(f => f.Arrests)));
        var kinds = rows.SelectMany(r => r.Findings).CountBy(f => f.Kind).ToDictionary(k => k.Key, k => k.Value, StringComparer.Ordinal);
        Assert.Equal((11, 6, 1, 173), (kinds[RowFindingKinds.Rate], kinds[RowFindingKinds.Limit], kinds[RowFindingKinds.Parts], kinds[RowFindingKinds.Copied]));
        Assert.Equal(4, kinds.Count);
        Assert.Equal(10, rows.Count(r => r.Findings.Any(f => f.Sentence.Contains("rounded down", StringComparison.Ordinal))));
        Assert.Equal(2, rows.Count(r => r.Findings.Any(f => f.Kind == RowFindingKinds.Limit && f.Sentence.EndsWith("0.1% was printed.", StringComparison.Ordinal))));
    }

    private static Task<(Lfr.Shared.Policy.Outcome Outcome, IReadOnlyList<PublishedRow> Rows)> ImportAsync(LfrApp app, string table)
    {
        var rows = PublishedTable.Judge(PublishedFile.Read(Encoding.UTF8.GetBytes(table), new Dictionary<string, string>()), Given.Uk, new DateOnly(2026, 11, 26));
        return app.Services.GetRequiredService<ImportRecords>().RunAsync(Actor.System, rows, "met.csv", Cancel);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
