using System.Text;
using Lfr.Shared.Identity;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Features.Watchlists.Import;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Watchlists.Import;

/// <summary>Lfr ends in the middle of an import, and is started again on the same data folder.</summary>
public sealed class ImportRestartTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ImportThatLfrEndedIn_GoesOnWithTheNextStart_AndNobodyComesInTwice()
    {
        const int people = 24;
        var first = await LfrApp.StartAsync();
        var list = await CompiledList.StartAsync(first);
        var account = await list.Get<Accounts>().FindByEmailAsync("compiler@demo.lfr", Cancel);
        var compiler = new Actor(account!.Id, account.Name, account.Rank, account.Roles);
        // One at a time: there is a middle in which it can be paused.
        list.Get<RunningImports>().AtOnce = 1;
        var imports = new ImportButtons(list, list.Get<RunningImports>());
        CompiledList.Done(await imports.CheckAsync(compiler, list.DeploymentId, await RunningImportsTests.UploadAsync(first, people), Cancel));
        await Eventually.HoldsAsync(async () => await imports.OfAsync(list.DeploymentId, Cancel) is { State: ImportState.Done }, "the list is checked", TimeSpan.FromMinutes(2));
        CompiledList.Done(await imports.ImportAsync(compiler, list.DeploymentId, Cancel));
        var before = await RunningImportsTests.PauseInTheMiddleAsync(imports, list, compiler);
        var data = await first.StopAsync();

        await using var second = await LfrApp.StartAsync(new LfrAppOptions { Data = data, Accounts = false });
        var afterwards = second.Services.GetService(typeof(RunningImports)) as RunningImports;
        var paused = await afterwards!.OfAsync(list.DeploymentId, Cancel);
        // As Lfr leaves it that was killed while it ran.
        await second.InDatabaseAsync(db => db.ImportJobs.ExecuteUpdateAsync(set => set.SetProperty(j => j.State, ImportState.Running), Cancel));
        await afterwards.LookAsync(Cancel);
        await Eventually.HoldsAsync(async () => await afterwards.OfAsync(list.DeploymentId, Cancel) is { State: ImportState.Done }, "the import goes on by itself", TimeSpan.FromMinutes(2));

        var done = (await afterwards.OfAsync(list.DeploymentId, Cancel))!;
        Assert.Equal((ImportState.Paused, before.Answered), (paused!.State, paused.Answered));
        Assert.InRange(before.Answered, 1, people - 1);
        Assert.Equal((people, people), (done.Answered, done.Of(RowOutcome.Accepted)));
        var entries = await second.InDatabaseAsync(db => db.Entries.AsNoTracking().Where(e => e.DeploymentId == list.DeploymentId).ToListAsync(Cancel));
        Assert.Equal(people, entries.Select(e => e.Details.SourceReference).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(people, entries.Count);
    }
}
