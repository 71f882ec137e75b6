using System.IO.Compression;
using System.Text;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Features.Watchlists.Import;
using Lfr.Web.Identity;
using Lfr.Web.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Features.Watchlists.Import;

/// <summary>An import that goes on in the background: one for each list, under somebody's name, as long as that person may.</summary>
public sealed class RunningImportsTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly LfrApp app = shared.App;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_IsCheckedFirst_AndThenProposed()
    {
        var (list, imports, compiler) = await StartAsync();

        Assert.True(imports.Import(compiler, list.DeploymentId).IsRefusedAs(RefusalKind.State));
        CompiledList.Done(imports.Check(compiler, list.DeploymentId, await UploadAsync(3)));
        await EndsAsync(imports, list, ImportState.Done);
        Assert.Equal(0, await CountAsync(list));
        CompiledList.Done(imports.Import(compiler, list.DeploymentId));
        var done = await EndsAsync(imports, list, ImportState.Done);

        Assert.Equal((false, 3, 3), (done.IsDryRun, done.Of(RowOutcome.Accepted), await CountAsync(list)));
        Assert.Equal(compiler.UserId, await app.InDatabaseAsync(db => db.EntryHands.Where(h => h.DeploymentId == list.DeploymentId && h.Part == EntryPart.Compiled).Select(h => h.UserId).Distinct().SingleAsync(Cancel)));
    }

    [Fact]
    public async Task SecondImportIntoOneList_IsRefused_WithWhoRunsTheFirst()
    {
        var (list, imports, compiler) = await StartAsync();
        CompiledList.Done(imports.Check(compiler, list.DeploymentId, await UploadAsync(200)));
        CompiledList.Done(imports.Pause(compiler, list.DeploymentId));
        using var second = await UploadAsync(1);

        var refused = imports.Check(Given.Compiler, list.DeploymentId, second);
        var again = imports.Import(compiler, list.DeploymentId);

        Assert.True(refused.IsRefusedAs(RefusalKind.Conflict) && again.IsRefusedAs(RefusalKind.Conflict));
        Assert.Contains($"{compiler.Name} has been checking list.csv for this list since", refused.Explanation, StringComparison.Ordinal);
        Assert.Contains("of 200 rows", again.Explanation, StringComparison.Ordinal);
        CompiledList.Done(imports.Stop(compiler, list.DeploymentId));
        await EndsAsync(imports, list, ImportState.Stopped);
        CompiledList.Done(imports.Check(Given.Compiler, list.DeploymentId, await UploadAsync(1)));
    }

    [Fact]
    public async Task PausedImport_KeepsNothingMore_UntilItGoesOn()
    {
        var (list, imports, compiler) = await StartAsync();
        const int people = 3 * ListImport.AtOnce;
        CompiledList.Done(imports.Check(compiler, list.DeploymentId, await UploadAsync(people)));
        await EndsAsync(imports, list, ImportState.Done);

        CompiledList.Done(imports.Import(compiler, list.DeploymentId));
        CompiledList.Done(imports.Pause(compiler, list.DeploymentId));
        // The first that are kept are answered, and the first answer waits.
        await Eventually.HoldsAsync(() => imports.Of(list.DeploymentId)!.Answers.Count == 1, "the first answer waits");
        var paused = await CountAsync(list);
        CompiledList.Done(imports.Resume(compiler, list.DeploymentId));
        await EndsAsync(imports, list, ImportState.Done);

        Assert.Equal((ListImport.AtOnce, people), (paused, await CountAsync(list)));
    }

    [Fact]
    public async Task CompilerWhoLosesTheDutyMeanwhile_KeepsNothingMore()
    {
        var (list, imports, compiler) = await StartAsync();
        CompiledList.Done(imports.Check(compiler, list.DeploymentId, await UploadAsync(2)));
        await EndsAsync(imports, list, ImportState.Done);
        // An account that is not there has no duties: the import asks again before it keeps anything.
        var nobody = compiler with { UserId = Guid.CreateVersion7() };

        CompiledList.Done(imports.Import(nobody, list.DeploymentId));
        var done = await EndsAsync(imports, list, ImportState.Done);

        Assert.Equal((2, 0), (done.Of(RowOutcome.Refused), await CountAsync(list)));
        Assert.Contains("may do this", done.Answers[0].Findings[^1].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoeverIsNoCompiler_BeginsStopsAndReadsNothing()
    {
        var (list, imports, compiler) = await StartAsync();
        using var upload = await UploadAsync(1);
        Says.RefusedBy("ROLE", imports.Check(Given.Approver, list.DeploymentId, upload));
        CompiledList.Done(imports.Check(compiler, list.DeploymentId, upload));
        await EndsAsync(imports, list, ImportState.Done);

        Says.RefusedBy("ROLE", imports.Import(Given.Approver, list.DeploymentId));
        Says.RefusedBy("ROLE", imports.Stop(Given.Approver, list.DeploymentId));
        Says.RefusedBy("ROLE", (await list.Get<ImportFindings>().RunAsync(Given.Approver, list.DeploymentId, Cancel)).Outcome);
    }

    [Fact]
    public async Task Findings_AreAFile_AndInTheLog()
    {
        var (list, imports, compiler) = await StartAsync();
        CompiledList.Done(imports.Check(compiler, list.DeploymentId, await UploadAsync(2, (1, ListColumns.Category, "=W1"), (1, ListColumns.Reference, "-NOM"))));
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
    public async Task UploadedArchive_HasNoNameOnTheDisk_AndNoneThatIsNoArchiveIsTaken()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows deletes a file when it is closed.");
        var paths = app.Services.GetRequiredService<LfrPaths>();
        using var pictures = await UploadedList.TakeAsync(paths, new MemoryStream(Archive(1)), _ => { }, Cancel);

        Assert.Empty(Directory.GetFiles(app.Data, "import-*"));
        Assert.NotNull((await pictures.ReadAsync("1.jpg", Cancel)).File);
        await Assert.ThrowsAsync<UnreadableFileException>(() => UploadedList.TakeAsync(paths, new MemoryStream([1, 2, 3]), _ => { }, Cancel));
    }

    private static byte[] Archive(int people)
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

    private async Task<UploadedList> UploadAsync(int people, params (int Row, string Column, string Value)[] changes)
    {
        var rows = Enumerable.Range(1, people).Select(i => ListTable.Row(i, $"{i}.jpg", [.. changes.Where(c => c.Row == i).Select(c => (c.Column, c.Value))])).ToArray();
        var paths = app.Services.GetRequiredService<LfrPaths>();
        return new UploadedList("list.csv", ListTable.Read(rows), await UploadedList.TakeAsync(paths, new MemoryStream(Archive(people)), _ => { }, Cancel));
    }

    private async Task<(CompiledList List, RunningImports Imports, Actor Compiler)> StartAsync()
    {
        var list = await CompiledList.StartAsync(app);
        var account = await list.Get<Accounts>().FindByEmailAsync("compiler@demo.lfr", Cancel);
        Assert.NotNull(account);
        return (list, list.Get<RunningImports>(), new Actor(account.Id, account.Name, account.Rank, account.Roles));
    }

    private Task<int> CountAsync(CompiledList list) => app.InDatabaseAsync(db => db.Entries.CountAsync(e => e.DeploymentId == list.DeploymentId, Cancel));

    private static async Task<ImportProgress> EndsAsync(RunningImports imports, CompiledList list, ImportState state)
    {
        await Eventually.HoldsAsync(() => imports.Of(list.DeploymentId)?.IsGoing == false, "the import ends", TimeSpan.FromMinutes(3));
        var progress = imports.Of(list.DeploymentId)!;
        Assert.Equal(state, progress.State);
        return progress;
    }
}
