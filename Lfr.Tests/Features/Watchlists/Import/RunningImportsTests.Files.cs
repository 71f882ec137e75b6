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

/// <content>What becomes of the files of an import.</content>
public sealed partial class RunningImportsTests
{
    [Fact]
    public async Task FilesThatAreGone_AreSaid_WithTheRow()
    {
        var (list, imports, compiler) = await StartAsync();
        CompiledList.Done(await imports.CheckAsync(compiler, list.DeploymentId, await UploadAsync(1), Cancel));
        var job = await EndsAsync(imports, list, ImportState.Done);
        File.Delete(FileOf(job.Id, "pictures"));

        CompiledList.Done(await imports.ImportAsync(compiler, list.DeploymentId, Cancel));
        // Perhaps another web server of this installation has them: it is given its time.
        await imports.LookAsync(Cancel);
        var waiting = (await imports.OfAsync(list.DeploymentId, Cancel))!;
        var longAgo = waiting.By.At.AddHours(-1);
        await app.InDatabaseAsync(db => db.ImportJobs.Where(j => j.Id == job.Id).ExecuteUpdateAsync(set => set.SetProperty(j => j.AliveAt, longAgo), Cancel));
        await imports.LookAsync(Cancel);
        var failed = await EndsAsync(imports, list, ImportState.Failed);

        Assert.Equal((ImportState.Running, true, true), (waiting.State, waiting.IsElsewhere, waiting.HasFiles));
        Assert.StartsWith("The import stopped after row 0 of 1, and its files are no longer here.", failed.Problem, StringComparison.Ordinal);
        Assert.True((await imports.ResumeAsync(compiler, list.DeploymentId, Cancel)).IsRefusedAs(RefusalKind.State));
        CompiledList.Done(await imports.CheckAsync(compiler, list.DeploymentId, await UploadAsync(1), Cancel));
    }

    [Fact]
    public async Task FilesThatCannotBeReadForAMoment_AreKept_AndTheImportGoesOn()
    {
        var (list, imports, compiler) = await StartAsync();
        CompiledList.Done(await imports.CheckAsync(compiler, list.DeploymentId, await UploadAsync(1), Cancel));
        var job = await EndsAsync(imports, list, ImportState.Done);

        ImportProgress failed;
        // Somebody else has it open: what a backup or a scanner does to a file.
        await using (File.Open(FileOf(job.Id, "pictures"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            CompiledList.Done(await imports.ImportAsync(compiler, list.DeploymentId, Cancel));
            failed = await EndsAsync(imports, list, ImportState.Failed);
        }

        CompiledList.Done(await imports.ResumeAsync(compiler, list.DeploymentId, Cancel));
        var done = await EndsAsync(imports, list, ImportState.Done);

        Assert.Equal((true, true, 1), (failed.HasFiles, failed.CanGoOn, done.Of(RowOutcome.Accepted)));
    }

    /// <summary>Photographs of people who are nowhere yet: encrypted, and gone once nobody needs them.</summary>
    [Fact]
    public async Task UploadedFiles_AreEncrypted_AndGoWithTheImport()
    {
        var (list, imports, compiler) = await StartAsync();
        var upload = await UploadAsync(1);
        CompiledList.Done(await imports.CheckAsync(compiler, list.DeploymentId, upload, Cancel));
        var job = await EndsAsync(imports, list, ImportState.Done);
        var pictures = await File.ReadAllBytesAsync(FileOf(job.Id, "pictures"), Cancel);
        var table = await File.ReadAllBytesAsync(FileOf(job.Id, "table"), Cancel);

        Assert.Equal((-1, -1), (pictures.AsSpan().IndexOf("PK"u8.ToArray().AsSpan()) == 0 ? 0 : -1, pictures.AsSpan().IndexOf("JFIF"u8)));
        Assert.Equal(-1, table.AsSpan().IndexOf("NOM-0002"u8));
        CompiledList.Done(await imports.ImportAsync(compiler, list.DeploymentId, Cancel));
        await EndsAsync(imports, list, ImportState.Done);
        await imports.LookAsync(Cancel);

        Assert.Equal((false, false), (File.Exists(FileOf(job.Id, "pictures")), File.Exists(FileOf(job.Id, "table"))));
        Assert.Null(await app.InDatabaseAsync(db => db.ImportJobs.Where(j => j.Id == job.Id).Select(j => j.WrappedKey).SingleAsync(Cancel)));
    }

    [Fact]
    public async Task UploadThatNoImportTakes_IsDeleted_AndNoneThatIsNoArchiveIsTaken()
    {
        var files = app.Services.GetRequiredService<ImportFiles>();
        Guid id;
        using (var pictures = await files.TakeAsync(new MemoryStream(Archive(1)), _ => { }, Cancel))
        {
            id = pictures.Id;
            files.Sweep(new HashSet<Guid>());
            Assert.True(File.Exists(FileOf(id, "pictures")));
        }

        Assert.False(File.Exists(FileOf(id, "pictures")));
        await Assert.ThrowsAsync<UnreadableFileException>(() => files.TakeAsync(new MemoryStream([1, 2, 3]), _ => { }, Cancel));
    }

    [Fact]
    public async Task WhenTheListIsDestroyed_SoIsWhatItsImportSaid()
    {
        var (list, imports, compiler) = await StartAsync();
        CompiledList.Done(await imports.CheckAsync(compiler, list.DeploymentId, await UploadAsync(1), Cancel));
        var job = await EndsAsync(imports, list, ImportState.Done);

        CompiledList.Done(await list.Get<LfrTransaction>().RunAsync(this, Actor.System, async (context, cancel) =>
        {
            var deployment = await context.Db.Deployments.SingleAsync(d => d.Id == list.DeploymentId, cancel);
            await DeploymentPurge.ListAsync(context, deployment, context.Now, cancel);
            return Outcome.Done;
        }, Cancel));
        await imports.LookAsync(Cancel);

        Assert.Null(await imports.OfAsync(list.DeploymentId, Cancel));
        Assert.Equal(0, await app.InDatabaseAsync(db => db.ImportRows.CountAsync(r => r.JobId == job.Id, Cancel)));
        Assert.False(File.Exists(FileOf(job.Id, "pictures")));
    }
}
