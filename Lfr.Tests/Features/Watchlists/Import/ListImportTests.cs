using System.Text;
using System.Text.Json;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Components;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Features.Watchlists.Import;
using Lfr.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using SkiaSharp;

namespace Lfr.Tests.Features.Watchlists.Import;

/// <summary>A list from a file onto a deployment's list, with the real models and a real database.</summary>
public sealed class ListImportTests : IClassFixture<SharedApp>, IDisposable
{
    private readonly LfrApp app;
    private readonly string folder = Directory.CreateTempSubdirectory("lfr-list-").FullName;

    public ListImportTests(SharedApp shared) => app = shared.App;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task GoodRows_AreProposedAndNoMore_AndTheSameFileAgainChangesNothing()
    {
        var list = await CompiledList.StartAsync(app);
        var rows = ListTable.Read(ListTable.Row(1, Portrait(1)), ListTable.Row(2, Portrait(2)));

        var first = await ImportAsync(list, rows);
        var again = await ImportAsync(list, rows);

        Assert.Equal([RowOutcome.Accepted, RowOutcome.Accepted], first.Select(a => a.Outcome));
        Assert.Equal([RowOutcome.Unchanged, RowOutcome.Unchanged], again.Select(a => a.Outcome));
        Assert.All(again, a => Assert.Empty(a.Findings));
        var entries = await EntriesAsync(list);
        Assert.Equal([("R-00001", "NOM-0002"), ("R-00002", "NOM-0003")], entries.Select(e => (e.Reference, e.Details.SourceReference)));
        Assert.All(entries, e => Assert.Equal((EntryState.Proposed, Given.Compiler.UserId, 1, 0), (e.State, e.CompiledBy.UserId, e.Compilations.Count, e.Decisions.Count)));
        Assert.Equal(4, await app.InDatabaseAsync(db => db.Blobs.CountAsync(b => b.DeploymentId == list.DeploymentId, Cancel)));
        Assert.Equal(1, await list.LoggedAsync(nameof(ImportEntries)));
    }

    [Fact]
    public async Task DryRun_SaysTheSame_AndKeepsNothing()
    {
        var list = await CompiledList.StartAsync(app);

        var answers = await ImportAsync(list, ListTable.Read(ListTable.Row(1, Portrait(1)), ListTable.Row(2, "missing.jpg")), dryRun: true);

        Assert.Equal([(1, RowOutcome.Accepted), (2, RowOutcome.Refused)], answers.Select(a => (a.Row, a.Outcome)));
        Assert.Empty(await EntriesAsync(list));
        Assert.Equal(0, await list.LoggedAsync(nameof(ImportEntries)) + await list.LoggedAsync(nameof(ImportEntries), done: false));
        Assert.Equal(0, await app.InDatabaseAsync(db => db.BiometricKeys.CountAsync(k => k.DeploymentId == list.DeploymentId, Cancel)));
    }

    /// <summary>What docs/watchlists.md gives a newcomer.</summary>
    [Fact]
    public async Task SampleOfTheDemonstration_IsTakenWhole()
    {
        var list = await CompiledList.StartAsync(app);
        var sample = await File.ReadAllTextAsync(Path.Combine(TestData.Demo, "list.csv"), Cancel);
        var rows = ListFile.Read(Encoding.UTF8.GetBytes(sample.Replace(",NOW", $",{ListTable.Checked:yyyy-MM-dd'T'HH:mm'Z'}", StringComparison.Ordinal)), new Dictionary<string, string>());
        var answers = new List<RowAnswer>();

        using (var people = ListPictures.Open(Path.Combine(TestData.Demo, "people")))
        {
            await list.Get<ListImport>().RunAsync(new ImportOrder(Given.Compiler, list.DeploymentId, "list.csv", rows, people, false), some =>
            {
                answers.AddRange(some);
                return Task.CompletedTask;
            }, Cancel);
        }

        Assert.Equal(5, answers.Count);
        Assert.All(answers, a => Assert.True(a.Outcome == RowOutcome.Accepted, $"Row {a.Row}: {string.Join(' ', a.Findings.Select(f => f.Sentence))}"));
    }

    [Fact]
    public async Task RowThatSaysOtherwise_IsShownAndNotTaken()
    {
        var list = await CompiledList.StartAsync(app);
        await ImportAsync(list, ListTable.Read(ListTable.Row(1, Portrait(1)), ListTable.Row(2, Portrait(2))));
        var before = (await EntriesAsync(list)).Select(e => (e.Revision, e.Hash()));

        var answers = await ImportAsync(list, ListTable.Read(ListTable.Row(1, Portrait(3)), ListTable.Row(2, Portrait(2), (ListColumns.Necessity, "Three visits found nobody"), (ListColumns.ResponsePlan, "Speak first"))));

        Assert.All(answers, a => Assert.Equal(RowOutcome.Differs, a.Outcome));
        Assert.Contains("R-00001 is this person and says otherwise. The file would change: photograph.", Assert.Single(answers[0].Findings).Sentence, StringComparison.Ordinal);
        Assert.Contains("would change: necessity and response plan.", Assert.Single(answers[1].Findings).Sentence, StringComparison.Ordinal);
        Assert.Equal(before, (await EntriesAsync(list)).Select(e => (e.Revision, e.Hash())));
    }

    [Fact]
    public async Task SomebodyTakenOffTheList_ComesBackByNoFile()
    {
        var list = await CompiledList.StartAsync(app);
        var rows = ListTable.Read(ListTable.Row(1, Portrait(1)));
        await ImportAsync(list, rows);
        CompiledList.Done(await list.Get<RemoveEntry>().RunAsync(Given.Compiler, (await EntriesAsync(list))[0].Id, "No longer wanted.", Cancel));

        var answer = Assert.Single(await ImportAsync(list, rows));

        Assert.Equal((RowOutcome.Refused, FindingKinds.TakenOff), (answer.Outcome, Assert.Single(answer.Findings).Kind));
        Assert.Single(await EntriesAsync(list));
    }

    [Fact]
    public async Task Photographs_ThatCannotBeUsed_AreAFindingEach()
    {
        var list = await CompiledList.StartAsync(app);
        await File.WriteAllBytesAsync(Path.Combine(folder, "heic.jpg"), [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8], Cancel);
        await File.WriteAllBytesAsync(Path.Combine(folder, "text.jpg"), "no picture"u8.ToArray(), Cancel);
        await File.WriteAllBytesAsync(Path.Combine(folder, "noface.png"), UploadFiles.Encoded(SKEncodedImageFormat.Png, 400, 400, (x, y) => new SKColor((byte)x, (byte)y, 90)), Cancel);
        await File.WriteAllBytesAsync(Path.Combine(folder, "two.png"), UploadFiles.Beside(CompiledList.Portrait("01"), CompiledList.Portrait("02")), Cancel);
        await File.WriteAllBytesAsync(Path.Combine(folder, "small.png"), UploadFiles.Scaled(CompiledList.Portrait("03"), 90), Cancel);

        var answers = await ImportAsync(list, ListTable.Read(
            ListTable.Row(1, "heic.jpg"), ListTable.Row(2, "text.jpg"), ListTable.Row(3, "noface.png"), ListTable.Row(4, "two.png"), ListTable.Row(5, "small.png"), ListTable.Row(6, "../x.jpg"),
            ListTable.Row(7, Portrait(7)), ListTable.Row(8, Portrait(7, "same.jpg"))));

        Assert.Equal(
            ["picture-not-a-picture", "picture-not-a-picture", "picture-no-face", "picture-several-faces", "picture-face-too-small", FindingKinds.PictureName, "", FindingKinds.PictureOfAnother],
            answers.Select(a => string.Join(',', a.Findings.Where(f => f.Refuses).Select(f => f.Kind))));
        Assert.Contains("HEIC", answers[0].Findings[0].Sentence, StringComparison.Ordinal);
        Assert.Equal(7, answers.Single(a => a.Outcome == RowOutcome.Accepted).Row);
        Assert.Contains("the very file of row 7", answers[7].Findings[0].Sentence, StringComparison.Ordinal);
    }

    /// <summary>By the very rules that would block the sign-off.</summary>
    [Fact]
    public async Task Rows_ThatTheRulesWouldBlock_AreRefusedNow()
    {
        var list = await CompiledList.StartAsync(app);
        const string copied = "Wanted for failing to appear at court on the day that was set for the hearing of the case.";

        var answers = await ImportAsync(list, ListTable.Read(
            ListTable.Row(1, Portrait(1), (ListColumns.Justification, copied)),
            ListTable.Row(2, Portrait(2)),
            ListTable.Row(3, Portrait(3), (ListColumns.Justification, copied)),
            ListTable.Row(4, Portrait(4), (ListColumns.Category, "W7"), (ListColumns.LegalReference, "Crime 1")),
            ListTable.Row(5, Portrait(5), (ListColumns.PictureSource, "Passport or driving licence"))));

        Assert.Equal(["R21", "", "R21", "R18,R52,CAT", "R52,R25"], answers.Select(a => string.Join(',', a.Findings.Where(f => f.Refuses).Select(f => f.Kind))));
        Assert.Contains("100 % the same as that of row 3", answers[0].Findings.Single(f => f.Refuses).Sentence, StringComparison.Ordinal);
        Assert.Equal(["NOM-0003"], (await EntriesAsync(list)).Select(e => e.Details.SourceReference));
    }

    [Fact]
    public async Task Reference_TwiceInTheFile_IsNobodysUntilOneIsKept()
    {
        var list = await CompiledList.StartAsync(app);

        var answers = await ImportAsync(list, ListTable.Read(ListTable.Row(1, Portrait(1)), ListTable.Row(2, Portrait(2), (ListColumns.Reference, "nom-0002")), ListTable.Row(3, Portrait(3))));

        Assert.Equal([FindingKinds.Twice, FindingKinds.Twice, ""], answers.Select(a => string.Join(',', a.Findings.Where(f => f.Refuses).Select(f => f.Kind))));
    }

    /// <summary>While the file is read, a compiler lists one of its people by hand.</summary>
    [Fact]
    public async Task SomebodyListedByHandMeanwhile_IsThereOnce()
    {
        var list = await CompiledList.StartAsync(app);
        const int people = ListImport.AtOnce + 4;
        var rows = ListTable.Read([.. Enumerable.Range(1, people).Select(i => ListTable.Row(i, Portrait(i)))]);
        var byHand = false;

        var answers = await ImportAsync(list, rows, told: async answer =>
        {
            if (byHand)
                return;
            byHand = true;
            await list.ProposeAsync("24", d => d with { SourceReference = rows[^1].Reference });
        });

        Assert.Equal(Enumerable.Range(1, people), answers.Select(a => a.Row));
        Assert.Equal(RowOutcome.Differs, answers[^1].Outcome);
        Assert.Equal(people - 1, answers.Count(a => a.Outcome == RowOutcome.Accepted));
        Assert.Equal(people, (await EntriesAsync(list)).Select(e => e.Details.SourceReference).Distinct().Count());
    }

    [Fact]
    public async Task ApproverOfTheList_ImportsNothing()
    {
        var list = await CompiledList.StartAsync(app);
        CompiledList.Done(await list.DecideAsync(Given.Approver, await list.ProposeAsync("01")));
        var both = Given.Approver with { RoleNames = new HashSet<string> { Roles.WatchlistApprover, Roles.Compiler } };

        Says.RefusedBy("R19", await RefusedAsync(list, ListTable.Read(ListTable.Row(2, Portrait(2))), both));
        Says.RefusedBy("ROLE", await RefusedAsync(list, ListTable.Read(ListTable.Row(2, Portrait(2))), Given.Operator));
        Assert.Single(await EntriesAsync(list));
    }

    /// <summary>Whoever lost the duty refuses nobody by that: the rows that were not kept are not answered.</summary>
    [Fact]
    public async Task CompilerWhoLosesTheDutyInTheMiddle_EndsTheImport_WithTheRowsThatWereKept()
    {
        var list = await CompiledList.StartAsync(app);
        var rows = ListTable.Read([.. Enumerable.Range(1, 3).Select(i => ListTable.Row(i, Portrait(i)))]);
        var answers = new List<RowAnswer>();
        using var pictures = ListPictures.Open(folder);
        var order = new ImportOrder(Given.Compiler, list.DeploymentId, "list.csv", rows, pictures, false) { AtOnce = 1, Afresh = _ => Task.FromResult(answers.Count == 0 ? Given.Compiler : Given.Operator) };

        var outcome = await list.Get<ListImport>().RunAsync(order, some =>
        {
            answers.AddRange(some);
            return Task.CompletedTask;
        }, Cancel);

        Says.RefusedBy("ROLE", outcome);
        Assert.Equal((1, RowOutcome.Accepted), (Assert.Single(answers).Row, answers[0].Outcome));
        Assert.Single(await EntriesAsync(list));
    }

    [Fact]
    public async Task SealedList_TakesNobody_AndACheckSaysSoInEveryRow()
    {
        var list = await CompiledList.StartAsync(app);
        CompiledList.Done(await list.DecideAsync(Given.Approver, await list.ProposeAsync("01")));
        CompiledList.Done(await list.SealAsync());

        Says.RefusedBy("STATE", await RefusedAsync(list, ListTable.Read(ListTable.Row(2, Portrait(2))), Given.Compiler));
        var answer = Assert.Single(await ImportAsync(list, ListTable.Read(ListTable.Row(2, Portrait(2))), dryRun: true));

        Assert.Equal((RowOutcome.Refused, FindingKinds.List), (answer.Outcome, Assert.Single(answer.Findings).Kind));
    }

    /// <summary>Compiler and approver are two people also when the compiler was a program.</summary>
    [Fact]
    public async Task EntriesUnderNobodysName_AreSignedOffByNobody_UntilACompilerStandsForThem()
    {
        var list = await CompiledList.StartAsync(app);
        await ImportAsync(list, ListTable.Read(ListTable.Row(1, Portrait(1)), ListTable.Row(2, Portrait(2))), Actor.System);
        var id = (await EntriesAsync(list))[0].Id;

        Says.RefusedBy("R19", await list.DecideAsync(Given.Approver, id), "no compiler stands for it");
        Says.RefusedBy("ROLE", await list.Get<StandForImported>().RunAsync(Given.Approver, list.DeploymentId, Cancel));
        CompiledList.Done(await list.Get<StandForImported>().RunAsync(Given.Compiler, list.DeploymentId, Cancel));

        Assert.All(await EntriesAsync(list), e => Assert.Equal((Given.Compiler.UserId, false), (e.CompiledBy.UserId, e.IsNobodys)));
        var both = Given.Compiler with { RoleNames = new HashSet<string> { Roles.WatchlistApprover, Roles.Compiler } };
        Says.RefusedBy("R19", await list.DecideAsync(both, id));
        CompiledList.Done(await list.DecideAsync(Given.Approver, id));
        Assert.True((await list.Get<StandForImported>().RunAsync(Given.Compiler, list.DeploymentId, Cancel)).IsRefusedAs(RefusalKind.State));
    }

    /// <summary>While Lfr runs, in a program of its own; ended in the middle and run again, each person is there once and whole.</summary>
    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public async Task Command_KilledInTheMiddle_AndRunAgain_IsWhole()
    {
        await using var running = await LfrApp.StartAsync();
        var list = await CompiledList.StartAsync(running);
        const int people = (3 * ListImport.AtOnce) + 5;
        var (file, environment) = await FileAsync(running, [.. Enumerable.Range(1, people).Select(i => ListTable.Row(i, Portrait(i)))]);
        var reference = await ReferenceAsync(running, list);
        string[] command = [LfrProcess.Program, ImportListVerb.Verb, "--deployment", reference, "--file", file, "--pictures", folder, "--json", "--as", DemoCompiler];

        using (var process = LfrProcess.Start(folder, environment, command))
        {
            process.StandardInput.Close();
            Assert.NotNull(await process.StandardOutput.ReadLineAsync(Cancel));
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(Cancel);
        }

        var half = await running.InDatabaseAsync(db => db.Entries.CountAsync(e => e.DeploymentId == list.DeploymentId, Cancel));
        var finished = await LfrProcess.RunAsync(folder, environment, command);
        var again = await LfrProcess.RunAsync(folder, environment, command);

        Assert.InRange(half, 1, people - 1);
        var totals = Lines(finished)[^1];
        Assert.Equal((people, people - half, half, 0), (Number(totals, "rows"), Number(totals, "accepted"), Number(totals, "unchanged"), Number(totals, "refused")));
        Assert.Equal(people, Number(Lines(again)[^1], "unchanged"));
        Assert.Equal((people, 2 * people), await running.InDatabaseAsync(async db => (
            await db.Entries.CountAsync(e => e.DeploymentId == list.DeploymentId, Cancel), await db.Blobs.CountAsync(b => b.DeploymentId == list.DeploymentId, Cancel))));
    }

    [Fact]
    public async Task Command_AnswersARowALine_AndSaysThatNobodyStandsForTheEntries()
    {
        await using var running = await LfrApp.StartAsync();
        var list = await CompiledList.StartAsync(running);
        var (file, environment) = await FileAsync(running, [ListTable.Row(1, Portrait(1)), ListTable.Row(2, "missing.jpg")]);
        var reference = await ReferenceAsync(running, list);
        await running.StopAsync();
        string[] command = [LfrProcess.Program, ImportListVerb.Verb, "--deployment", reference, "--file", file, "--pictures", folder, "--json"];

        var dry = await LfrProcess.RunAsync(folder, environment, [.. command, "--dry-run"]);
        var finished = await LfrProcess.RunAsync(folder, environment, command);
        var unreadable = await LfrProcess.RunAsync(folder, environment, [.. command, "--map", "none.json"]);

        Assert.Equal((2, ""), (unreadable.ExitCode, unreadable.Output));
        foreach (var (answered, dryRun) in new[] { (dry, true), (finished, false) })
        {
            Assert.Equal(0, answered.ExitCode);
            var lines = Lines(answered);
            Assert.Equal(3, lines.Count);
            Assert.Equal("""{"row":1,"reference":"NOM-0002","outcome":"accepted","findings":[]}""", lines[0].GetRawText());
            Assert.Equal((2, "refused", "picture-missing"), (Number(lines[1], "row"), lines[1].GetProperty("outcome").GetString(), lines[1].GetProperty("findings")[0].GetProperty("kind").GetString()));
            Assert.Equal((2, 1, 1, dryRun), (Number(lines[2], "rows"), Number(lines[2], "accepted"), Number(lines[2], "refused"), lines[2].GetProperty("dryRun").GetBoolean()));
        }

        Assert.Contains("nobody stands for these entries yet", finished.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--deployment", "1999-001", "There is no deployment 1999-001.")]
    [InlineData("--file", "none.csv", "none.csv cannot be read.")]
    [InlineData("--pictures", "none.zip", "none.zip cannot be read as a folder or a ZIP archive")]
    [InlineData("--as", "nobody@lfr.test", "There is no account nobody@lfr.test")]
    [InlineData("--as", "approver@demo.lfr", "is no compiler")]
    [InlineData("--map", "none.json", "The map none.json cannot be read.")]
    public async Task Command_ThatCannotReadSomething_SaysWhat_AndAnswersNoRow(string name, string value, string words)
    {
        var file = Path.Combine(folder, "list.csv");
        await File.WriteAllTextAsync(file, ListTable.Csv([ListTable.Row(1, "1.jpg")]), Cancel);
        var list = await CompiledList.StartAsync(app);
        var given = new Dictionary<string, string> { ["--deployment"] = await ReferenceAsync(app, list), ["--file"] = file, ["--pictures"] = folder };
        given[name] = value;
        using var output = new StringWriter();

        var unreadable = await Assert.ThrowsAsync<UnreadableFileException>(() => ImportListVerb.RunAsync(["--json", .. given.SelectMany(g => new[] { g.Key, g.Value })], output, TextWriter.Null, (_, work) => work(app.Services)));

        Assert.Contains(words, unreadable.Message, StringComparison.Ordinal);
        Assert.Empty(output.ToString());
    }

    private const string DemoCompiler = "compiler@demo.lfr";

    private static List<JsonElement> Lines(Finished finished) =>
        [.. finished.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];

    private static int Number(JsonElement line, string name) => line.GetProperty(name).GetInt32();

    private static Task<string> ReferenceAsync(LfrApp running, CompiledList list) =>
        running.InDatabaseAsync(db => db.Deployments.Where(d => d.Id == list.DeploymentId).Select(d => d.Reference).SingleAsync(Cancel));

    private async Task<(string File, IReadOnlyDictionary<string, string> Environment)> FileAsync(LfrApp running, IReadOnlyList<IReadOnlyDictionary<string, string>> rows)
    {
        var file = Path.Combine(folder, "list.csv");
        await File.WriteAllTextAsync(file, ListTable.Csv(rows), Encoding.UTF8, Cancel);
        return (file, new Dictionary<string, string> { ["LFR_DATA"] = running.Data, ["LFR_MODELS"] = TestModels.FolderOrSkip() });
    }

    /// <summary>A photograph of its own for any number: one of the synthetic people's, with a comment that makes the file another.</summary>
    private string Portrait(int number, string? name = null)
    {
        var file = name ?? $"{number}.jpg";
        File.WriteAllBytes(Path.Combine(folder, file), UploadFiles.WithComment(CompiledList.Portrait($"{((number - 1) % 24) + 1:00}"), [(byte)number]));
        return file;
    }

    private Task<List<WatchlistEntry>> EntriesAsync(CompiledList list) =>
        app.InDatabaseAsync(db => db.Entries.AsNoTracking().Where(e => e.DeploymentId == list.DeploymentId).OrderBy(e => e.Reference).ToListAsync(Cancel));

    /// <summary>An import that is refused as a whole answers no row.</summary>
    private async Task<Outcome> RefusedAsync(CompiledList list, IReadOnlyList<ListRow> rows, Actor actor)
    {
        using var pictures = ListPictures.Open(folder);
        return await list.Get<ListImport>().RunAsync(new ImportOrder(actor, list.DeploymentId, "list.csv", rows, pictures, false), some => throw new InvalidOperationException($"Row {some[0].Row} was answered."), Cancel);
    }

    private async Task<List<RowAnswer>> ImportAsync(CompiledList list, IReadOnlyList<ListRow> rows, Actor? actor = null, bool dryRun = false, Func<RowAnswer, Task>? told = null)
    {
        var answers = new List<RowAnswer>();
        using var pictures = ListPictures.Open(folder);
        CompiledList.Done(await list.Get<ListImport>().RunAsync(
            new ImportOrder(actor ?? Given.Compiler, list.DeploymentId, "list.csv", rows, pictures, dryRun),
            async some =>
            {
                foreach (var answer in some)
                {
                    answers.Add(answer);
                    await (told?.Invoke(answer) ?? Task.CompletedTask);
                }
            },
            Cancel));
        return answers;
    }
}
