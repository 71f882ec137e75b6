using System.IO.Compression;
using System.Text;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Biometrics;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Features.Watchlists.Import;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Features.Watchlists.Import;

/// <summary>An import that goes on in the background: one for each list, under somebody's name, as long as that person may.</summary>
public sealed partial class RunningImportsTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly LfrApp app = shared.App;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_IsCheckedFirst_AndThenProposed()
    {
        var (list, imports, compiler) = await StartAsync();

        Assert.True((await imports.ImportAsync(compiler, list.DeploymentId, Cancel)).IsRefusedAs(RefusalKind.State));
        CompiledList.Done(await imports.CheckAsync(compiler, list.DeploymentId, await UploadAsync(3), Cancel));
        await EndsAsync(imports, list, ImportState.Done);
        Assert.Equal(0, await CountAsync(list));
        CompiledList.Done(await imports.ImportAsync(compiler, list.DeploymentId, Cancel));
        var done = await EndsAsync(imports, list, ImportState.Done);

        Assert.Equal((false, 3, 3), (done.IsDryRun, done.Of(RowOutcome.Accepted), await CountAsync(list)));
        Assert.Equal(compiler.UserId, await app.InDatabaseAsync(db => db.EntryHands.Where(h => h.DeploymentId == list.DeploymentId && h.Part == EntryPart.Compiled).Select(h => h.UserId).Distinct().SingleAsync(Cancel)));
    }

    [Fact]
    public async Task SecondImportIntoOneList_IsRefused_WithWhoRunsTheFirst()
    {
        var (list, imports, compiler) = await StartAsync();
        CompiledList.Done(await imports.CheckAsync(compiler, list.DeploymentId, await UploadAsync(4), Cancel));
        CompiledList.Done(await imports.PauseAsync(compiler, list.DeploymentId, Cancel));
        using var second = await UploadAsync(1);

        var refused = await imports.CheckAsync(Given.Compiler, list.DeploymentId, second, Cancel);
        var again = await imports.ImportAsync(compiler, list.DeploymentId, Cancel);

        Assert.True(refused.IsRefusedAs(RefusalKind.Conflict) && again.IsRefusedAs(RefusalKind.Conflict));
        Assert.Contains($"{compiler.Name} has been checking list.csv for this list since", refused.Explanation, StringComparison.Ordinal);
        Assert.Contains("of 4 rows", again.Explanation, StringComparison.Ordinal);
        CompiledList.Done(await imports.StopAsync(compiler, list.DeploymentId, Cancel));
        await EndsAsync(imports, list, ImportState.Stopped);
        CompiledList.Done(await imports.CheckAsync(Given.Compiler, list.DeploymentId, await UploadAsync(1), Cancel));
    }

    /// <summary>Nobody presses for a list that they did not see, and nobody's files go without a word.</summary>
    [Fact]
    public async Task ListThatWasChecked_IsPutAwayByNobodyElsesCheck_AndEveryButtonNamesItsImport()
    {
        var (list, imports, compiler) = await StartAsync();
        CompiledList.Done(await imports.CheckAsync(compiler, list.DeploymentId, await UploadAsync(1), Cancel));
        var mine = await EndsAsync(imports, list, ImportState.Done);
        using var theirs = await UploadAsync(2);

        var refused = await imports.CheckAsync(Given.Compiler, list.DeploymentId, theirs, Cancel);
        CompiledList.Done(await list.Get<PutImportAway>().RunAsync(Given.Compiler, list.DeploymentId, mine.Id, Cancel));
        CompiledList.Done(await imports.CheckAsync(Given.Compiler, list.DeploymentId, theirs, Cancel));
        var other = await EndsAsync(imports, list, ImportState.Done);
        Outcome[] pressed =
        [
            await list.Get<ProposeChecked>().RunAsync(compiler, list.DeploymentId, mine.Id, Cancel), await list.Get<PauseImport>().RunAsync(compiler, list.DeploymentId, mine.Id, Cancel),
            await list.Get<GoOnWithImport>().RunAsync(compiler, list.DeploymentId, mine.Id, Cancel), await list.Get<StopImport>().RunAsync(compiler, list.DeploymentId, mine.Id, Cancel),
            await list.Get<PutImportAway>().RunAsync(compiler, list.DeploymentId, mine.Id, Cancel),
        ];

        Says.RefusedBy("CONFLICT", refused, $"{compiler.Name} had list.csv checked for this list at");
        Assert.All(pressed, p => Says.RefusedBy("CONFLICT", p, $"{Given.Compiler.Name} had Lfr look at list.csv"));
        Assert.Equal((true, 0), (other.HasFiles, await CountAsync(list)));
    }

    /// <summary>Who ended whose import is asked later.</summary>
    [Fact]
    public async Task EveryStep_IsInTheLog_AndSoIsItsRefusal()
    {
        var (list, imports, compiler) = await StartAsync();
        CompiledList.Done(await imports.CheckAsync(compiler, list.DeploymentId, await UploadAsync(4), Cancel));
        CompiledList.Done(await imports.PauseAsync(Given.Compiler, list.DeploymentId, Cancel));
        var paused = await PausesAsync(imports, list);
        CompiledList.Done(await imports.ResumeAsync(Given.Compiler, list.DeploymentId, Cancel));
        CompiledList.Done(await imports.StopAsync(compiler, list.DeploymentId, Cancel));
        Assert.False((await imports.StopAsync(compiler, list.DeploymentId, Cancel)).Succeeded);
        CompiledList.Done(await list.Get<PutImportAway>().RunAsync(compiler, list.DeploymentId, paused.Id, Cancel));

        var events = await app.InDatabaseAsync(db => db.AuditEvents.AsNoTracking().Where(e => e.DeploymentId == list.DeploymentId && e.Action.Contains("Import")).OrderBy(e => e.Number).ToListAsync(Cancel));
        Assert.Equal(
            [(nameof(BeginImport), true), (nameof(PauseImport), true), (nameof(GoOnWithImport), true), (nameof(StopImport), true), (nameof(StopImport), false), (nameof(PutImportAway), true)],
            events.Select(e => (e.Action, e.Done)));
        Assert.Equal(Given.Compiler.Name, paused.ToldBy?.Name);
        Assert.Contains($"It had been that of {compiler.Name}.", events[2].Sentence, StringComparison.Ordinal);
        Assert.Contains($"which {Given.Compiler.Name} had begun", events[3].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PausedImport_KeepsNothingMore_UntilItGoesOn()
    {
        var (list, imports, compiler) = await StartAsync();
        const int people = 24;
        CompiledList.Done(await imports.CheckAsync(compiler, list.DeploymentId, await UploadAsync(people), Cancel));
        await EndsAsync(imports, list, ImportState.Done);

        CompiledList.Done(await imports.ImportAsync(compiler, list.DeploymentId, Cancel));
        var paused = await PauseInTheMiddleAsync(imports, list, compiler);
        var kept = await CountAsync(list);
        CompiledList.Done(await imports.ResumeAsync(compiler, list.DeploymentId, Cancel));
        await EndsAsync(imports, list, ImportState.Done);

        Assert.Equal((paused.Answered, people), (kept, await CountAsync(list)));
        Assert.InRange(kept, 1, people - 1);
    }

    /// <summary>No row is to blame for that: none is answered, the files stay, and another compiler goes on in their own name.</summary>
    [Fact]
    public async Task CompilerWhoLosesTheDutyMeanwhile_PausesTheImport_AndAnotherGoesOn()
    {
        var (list, imports, compiler) = await StartAsync();
        CompiledList.Done(await imports.CheckAsync(compiler, list.DeploymentId, await UploadAsync(2), Cancel));
        await EndsAsync(imports, list, ImportState.Done);
        // An account that is not there has no duties: the import asks again before it keeps anything.
        var nobody = compiler with { UserId = Guid.CreateVersion7() };

        CompiledList.Done(await imports.ImportAsync(nobody, list.DeploymentId, Cancel));
        var paused = await PausesAsync(imports, list);
        CompiledList.Done(await imports.ResumeAsync(compiler, list.DeploymentId, Cancel));
        var done = await EndsAsync(imports, list, ImportState.Done);

        Assert.Equal((0, 0, true), (paused.Answered, paused.Of(RowOutcome.Refused), paused.HasFiles));
        Assert.Contains("may propose nobody any more", paused.Problem, StringComparison.Ordinal);
        Assert.Equal((2, null, compiler.UserId), (done.Of(RowOutcome.Accepted), done.Problem, done.By.UserId));
        Assert.All(await app.InDatabaseAsync(db => db.Entries.AsNoTracking().Where(e => e.DeploymentId == list.DeploymentId).ToListAsync(Cancel)), e => Assert.Equal(compiler.UserId, e.CompiledBy.UserId));
    }

    [Fact]
    public async Task ListThatIsSealedMeanwhile_PausesTheImport_AndItsFilesStay()
    {
        const int people = 3;
        var (list, imports, compiler) = await StartAsync();
        CompiledList.Done(await imports.CheckAsync(compiler, list.DeploymentId, await UploadAsync(people), Cancel));
        var check = await EndsAsync(imports, list, ImportState.Done);
        CompiledList.Done(await list.DecideAsync(Given.Approver, await list.ProposeAsync("24")));
        CompiledList.Done(await list.SealAsync());

        Says.RefusedBy("STATE", await imports.ImportAsync(compiler, list.DeploymentId, Cancel));
        await app.InDatabaseAsync(db => db.ImportJobs.Where(j => j.Id == check.Id).ExecuteUpdateAsync(set => set.SetProperty(j => j.IsDryRun, false).SetProperty(j => j.State, ImportState.Running).SetProperty(j => j.Answered, 0), Cancel));
        await imports.LookAsync(Cancel);
        var paused = await PausesAsync(imports, list);

        Assert.Equal((0, true), (paused.Answered, paused.HasFiles && File.Exists(FileOf(check.Id, "pictures"))));
        Assert.StartsWith($"The import paused after row 0 of {people}: The list is sealed", paused.Problem, StringComparison.Ordinal);
        CompiledList.Done(await imports.StopAsync(compiler, list.DeploymentId, Cancel));
    }

    [Fact]
    public async Task WhoeverIsNoCompiler_BeginsStopsAndReadsNothing()
    {
        var (list, imports, compiler) = await StartAsync();
        using var upload = await UploadAsync(1);
        Says.RefusedBy("ROLE", await imports.CheckAsync(Given.Approver, list.DeploymentId, upload, Cancel));
        CompiledList.Done(await imports.CheckAsync(compiler, list.DeploymentId, upload, Cancel));
        await EndsAsync(imports, list, ImportState.Done);

        Says.RefusedBy("ROLE", await imports.ImportAsync(Given.Approver, list.DeploymentId, Cancel));
        Says.RefusedBy("ROLE", await imports.StopAsync(Given.Approver, list.DeploymentId, Cancel));
        Says.RefusedBy("ROLE", (await list.Get<ImportFindings>().RunAsync(Given.Approver, list.DeploymentId, Cancel)).Outcome);
    }

    [Fact]
    public async Task Findings_AreAFile_AndInTheLog()
    {
        var (list, imports, compiler) = await StartAsync();
        CompiledList.Done(await imports.CheckAsync(compiler, list.DeploymentId, await UploadAsync(2, (1, ListColumns.Category, "=W1"), (1, ListColumns.Reference, "-NOM")), Cancel));
        await EndsAsync(imports, list, ImportState.Done);

        var file = await list.Get<ImportFindings>().RunAsync(compiler, list.DeploymentId, Cancel);

        CompiledList.Done(file.Outcome);
        var lines = Encoding.UTF8.GetString(file.Csv).Split("\r\n");
        Assert.Equal("\uFEFFrow,reference,outcome,kind,finding", lines[0]);
        Assert.StartsWith("1,\"'-NOM\",refused,formula,", lines[1], StringComparison.Ordinal);
        Assert.Contains("2,NOM-0003,accepted,,", lines);
        Assert.Equal(1, await list.LoggedAsync(nameof(ImportFindings)));
    }

    [Fact]
    public async Task SecondPress_FindsWhatTheFirstBegan()
    {
        var (list, imports, compiler) = await StartAsync();
        CompiledList.Done(await imports.CheckAsync(compiler, list.DeploymentId, await UploadAsync(5), Cancel));
        var first = (await imports.OfAsync(list.DeploymentId, Cancel))!.Id;

        CompiledList.Done(await imports.CheckAsync(compiler, list.DeploymentId, await UploadAsync(5), Cancel));
        await EndsAsync(imports, list, ImportState.Done);
        var pressed = await Task.WhenAll(imports.ImportAsync(compiler, list.DeploymentId, Cancel), imports.ImportAsync(compiler, list.DeploymentId, Cancel));
        var done = await EndsAsync(imports, list, ImportState.Done);

        Assert.All(pressed, CompiledList.Done);
        Assert.Equal((first, 5), (done.Id, await CountAsync(list)));
    }

    [Fact]
    public async Task TwoPeopleWhoBeginAtOnce_BeginOne()
    {
        var (list, imports, compiler) = await StartAsync();
        using var mine = await UploadAsync(3);
        using var theirs = await UploadAsync(2);

        var outcomes = await Task.WhenAll(imports.CheckAsync(compiler, list.DeploymentId, mine, Cancel), imports.CheckAsync(Given.Compiler, list.DeploymentId, theirs, Cancel));

        Assert.Equal(1, outcomes.Count(o => o.Succeeded));
        Assert.Single(outcomes, o => o.IsRefusedAs(RefusalKind.Conflict));
        Assert.Equal(1, await app.InDatabaseAsync(db => db.ImportJobs.CountAsync(j => j.DeploymentId == list.DeploymentId, Cancel)));
    }

    /// <summary>Lfr was ended after entries were kept and before their rows were answered: their compiler hears of them as proposed, and they are there once.</summary>
    [Fact]
    public async Task RowsThatWereKeptAndNotAnswered_AreProposedOnce()
    {
        const int people = 24;
        var (list, imports, compiler) = await StartAsync();
        CompiledList.Done(await imports.CheckAsync(compiler, list.DeploymentId, await UploadAsync(people), Cancel));
        await EndsAsync(imports, list, ImportState.Done);
        CompiledList.Done(await imports.ImportAsync(compiler, list.DeploymentId, Cancel));
        var id = (await PauseInTheMiddleAsync(imports, list, compiler)).Id;
        await app.InDatabaseAsync(db => db.ImportRows.Where(r => r.JobId == id).ExecuteDeleteAsync(Cancel));
        await app.InDatabaseAsync(db => db.ImportJobs.Where(j => j.Id == id).ExecuteUpdateAsync(set => set.SetProperty(j => j.Answered, 0).SetProperty(j => j.Accepted, 0), Cancel));

        CompiledList.Done(await imports.ResumeAsync(compiler, list.DeploymentId, Cancel));
        var done = await EndsAsync(imports, list, ImportState.Done);

        Assert.Equal((people, 0, people), (done.Of(RowOutcome.Accepted), done.Of(RowOutcome.Unchanged), await CountAsync(list)));
    }

    internal static byte[] Archive(int people)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 1; i <= people; i++)
            {
                using var picture = archive.CreateEntry($"{i}.jpg", CompressionLevel.NoCompression).Open();
                picture.Write(UploadFiles.WithComment(CompiledList.Portrait($"{((i - 1) % 24) + 1:00}"), [(byte)i]));
            }
        }

        return file.ToArray();
    }

    private Task<UploadedList> UploadAsync(int people, params (int Row, string Column, string Value)[] changes) => UploadAsync(app, people, changes);

    /// <summary>A table and a real archive of synthetic faces, uploaded.</summary>
    internal static async Task<UploadedList> UploadAsync(LfrApp app, int people, params (int Row, string Column, string Value)[] changes)
    {
        var rows = Enumerable.Range(1, people).Select(i => ListTable.Row(i, $"{i}.jpg", [.. changes.Where(c => c.Row == i).Select(c => (c.Column, c.Value))])).ToArray();
        return new UploadedList(
            "list.csv", Encoding.UTF8.GetBytes(ListTable.Csv(rows)), new Dictionary<string, string>(),
            await app.Services.GetRequiredService<ImportFiles>().TakeAsync(new MemoryStream(Archive(people)), _ => { }, Cancel));
    }

    private async Task<(CompiledList List, ImportButtons Imports, Actor Compiler)> StartAsync()
    {
        var list = await CompiledList.StartAsync(app);
        var account = await list.Get<Accounts>().FindByEmailAsync("compiler@demo.lfr", Cancel);
        Assert.NotNull(account);
        // One at a time: there is a middle in which it can be paused.
        list.Get<RunningImports>().AtOnce = 1;
        return (list, new ImportButtons(list, list.Get<RunningImports>()), new Actor(account.Id, account.Name, account.Rank, account.Roles));
    }

    private string FileOf(Guid job, string end) => Path.Combine(app.Data, "imports", $"{job:N}.{end}");

    private static async Task<IReadOnlyList<RowAnswer>> RowsAsync(CompiledList list, ImportProgress import) =>
        (await list.Get<ReadImportRows>().RunAsync(Given.Compiler, import.Id, all: true, 0, 100, Cancel)).Rows;

    /// <summary>Pauses an import once its first rows are answered, and waits until nothing more is kept.</summary>
    internal static async Task<ImportProgress> PauseInTheMiddleAsync(ImportButtons imports, CompiledList list, Actor compiler)
    {
        await Eventually.HoldsAsync(async () => (await imports.OfAsync(list.DeploymentId, Cancel))!.Answered > 0, "the first rows are answered");
        CompiledList.Done(await imports.PauseAsync(compiler, list.DeploymentId, Cancel));
        var id = (await imports.OfAsync(list.DeploymentId, Cancel))!.Id;
        await Eventually.HoldsAsync(() => !imports.IsWorkedOn(id), "what is being kept is kept");
        return (await imports.OfAsync(list.DeploymentId, Cancel))!;
    }

    private static async Task<ImportProgress> PausesAsync(ImportButtons imports, CompiledList list)
    {
        await Eventually.HoldsAsync(async () => await imports.OfAsync(list.DeploymentId, Cancel) is { State: not ImportState.Running } now && !imports.IsWorkedOn(now.Id), "the import pauses");
        var progress = (await imports.OfAsync(list.DeploymentId, Cancel))!;
        Assert.Equal(ImportState.Paused, progress.State);
        return progress;
    }

    private Task<int> CountAsync(CompiledList list) => app.InDatabaseAsync(db => db.Entries.CountAsync(e => e.DeploymentId == list.DeploymentId, Cancel));

    private static async Task<ImportProgress> EndsAsync(ImportButtons imports, CompiledList list, ImportState state)
    {
        await Eventually.HoldsAsync(async () => await imports.OfAsync(list.DeploymentId, Cancel) is { IsGoing: false }, "the import ends", TimeSpan.FromMinutes(3));
        var progress = (await imports.OfAsync(list.DeploymentId, Cancel))!;
        Assert.Equal(state, progress.State);
        return progress;
    }
}
